/** What infrastructure knows of the code it deploys: the processes, and the fixed functions beside them. */

export type ProcessStage =
  | 'service-strategy'
  | 'service-design'
  | 'service-transition'
  | 'service-operation'
  | 'continual-improvement'
  | 'platform';

/** The part of a process definition that infrastructure reads. */
export interface DeployableProcess {
  /** The folder name, the event source `itsm.<id>` and the function name `helmdesk-<stage>-<id>`. */
  readonly id: string;
  readonly stage: ProcessStage;
  /** Collection segments directly under `/v1`. */
  readonly paths: readonly string[];
  /** Collections that are also listed by queue, under `/v1/queues/{group}`. */
  readonly queues?: readonly string[];
  readonly consumes: readonly { readonly source: string; readonly detailType: string }[];
  /** Also reads who may work for whom, or reads and writes the whole tenant registry (`PLATFORM#…`). */
  readonly platform?: 'reads' | 'writes';
  /** What it may do beyond the table: send mail, take mail, call addresses that customers name, make API keys and attach them to usage plans. */
  readonly uses?: readonly ('mail' | 'inbound-mail' | 'outbound' | 'usage-keys')[];
  /** Further variables of its environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** One function to bundle: its id, and its entry file relative to the repository. */
export interface FunctionEntry {
  readonly id: string;
  readonly entry: string;
}

const fixedFunctions: readonly FunctionEntry[] = [
  { id: 'authorizer', entry: 'functions/platform/authorizer/handler.ts' },
  { id: 'service-info', entry: 'functions/platform/service-info/handler.ts' },
  { id: 'service-status', entry: 'functions/platform/service-status/handler.ts' },
  { id: 'stream-relay', entry: 'functions/platform/workers/stream-relay/handler.ts' },
  { id: 'clock', entry: 'functions/platform/workers/clock/handler.ts' },
  { id: 'workflow-task', entry: 'functions/platform/workers/workflow-task/handler.ts' },
];

/** Every function of a deployment: the fixed ones and one a process. */
export function functionEntries(processes: readonly DeployableProcess[]): readonly FunctionEntry[] {
  return [
    ...fixedFunctions,
    ...processes.map(({ id, stage }) => ({ id, entry: `functions/${stage}/${id}/handler.ts` })),
  ];
}
