/** What infrastructure knows of the code it deploys: the processes, and the fixed functions beside them. */
import { type Stage, stages } from '#shared/grammar/process-definition';
import type { MachineStep } from '#shared/kit/workflow/program';

/** The workflow of a type of record: its machine is made of it, and named after the type. */
export interface DeployableWorkflow {
  readonly type: string;
  /** What the records are called. */
  readonly title: string;
  readonly steps: readonly MachineStep[];
}

export type LifecycleStage = Exclude<Stage, 'platform'>;

/** The part of a process definition that infrastructure reads. */
export interface DeployableProcess {
  /** The folder name, the event source `itsm.<id>` and the function name `helmdesk-<stage>-<id>`. */
  readonly id: string;
  readonly stage: Stage;
  /** The folder below `functions/platform` in which a function of the platform stands. */
  readonly group?: string;
  /** Collection segments directly under `/v1`. */
  readonly paths: readonly string[];
  /** Collections that are also listed by queue, under `/v1/queues/{group}`. */
  readonly queues?: readonly string[];
  /** Names below a segment that is somebody else's, such as `reports/backlog`. */
  readonly shared?: readonly string[];
  /** `unlessUnheard`: but for events of which the relay says that nobody listens for it there. */
  readonly consumes: readonly {
    readonly source: string;
    readonly detailType: string;
    readonly unlessUnheard?: string;
  }[];
  /** Also reads who may work for whom, keeps the users of the tenant registry as well, or reads and writes all of it (`PLATFORM#…`). */
  readonly platform?: 'reads' | 'users' | 'writes';
  /** What it may do beyond the table: send mail, take mail, call addresses that customers name, make API keys and attach them to usage plans. */
  readonly uses?: readonly ('mail' | 'inbound-mail' | 'outbound' | 'usage-keys')[];
  /** Workflows of its records. */
  readonly workflows?: readonly DeployableWorkflow[];
  /** Further variables of its environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Whether what the process could not work on is kept in a queue of its own: whatever reaches it without somebody waiting for the answer. */
export const keepsDeadLetters = ({ consumes, uses = [] }: DeployableProcess): boolean =>
  consumes.length > 0 || uses.includes('inbound-mail');

const isOfLifecycle = (stage: Stage): stage is LifecycleStage => stage !== 'platform';

/** The stages that have processes, each with its own, in the order of the lifecycle. */
export function byStage(
  processes: readonly DeployableProcess[],
): readonly { readonly stage: LifecycleStage; readonly processes: readonly DeployableProcess[] }[] {
  return stages
    .filter(isOfLifecycle)
    .map((stage) => ({ stage, processes: processes.filter((process) => process.stage === stage) }))
    .filter((each) => each.processes.length > 0);
}

/** The processes and services of the platform itself. */
export const ofPlatform = (processes: readonly DeployableProcess[]): readonly DeployableProcess[] =>
  processes.filter(({ stage }) => stage === 'platform');

/** Where the code of a process or service stands, relative to the repository. */
export const folderOf = ({ id, stage, group }: Pick<DeployableProcess, 'id' | 'stage' | 'group'>): string =>
  ['functions', stage, ...(group === undefined ? [] : [group]), id].join('/');

/** One function to bundle: its id, and its entry file relative to the repository. */
export interface FunctionEntry {
  readonly id: string;
  readonly entry: string;
}

const fixedFunctions: readonly FunctionEntry[] = [
  { id: 'authorizer', entry: 'functions/platform/access/authorizer/handler.ts' },
  { id: 'mcp', entry: 'functions/platform/exchange/mcp/handler.ts' },
  { id: 'service-info', entry: 'functions/platform/service-info/handler.ts' },
  { id: 'service-status', entry: 'functions/platform/exchange/service-status/handler.ts' },
  { id: 'stream-relay', entry: 'functions/platform/workers/stream-relay/handler.ts' },
  { id: 'clock', entry: 'functions/platform/workers/clock/handler.ts' },
  { id: 'workflow-task', entry: 'functions/platform/workers/workflow-task/handler.ts' },
];

/** Every function of a deployment: the fixed ones and one a process. */
export function functionEntries(processes: readonly DeployableProcess[]): readonly FunctionEntry[] {
  return [
    ...fixedFunctions,
    ...processes.map((process) => ({ id: process.id, entry: `${folderOf(process)}/handler.ts` })),
  ];
}
