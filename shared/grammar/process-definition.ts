/** A process as data: why it exists, what it owns, which events it takes. */
import type { Contract } from '#shared/grammar/contract';
import type { AnyRecordDefinition, Consumer, Gathering } from '#shared/grammar/definition';
import type { ProblemRows } from '#shared/problems/row';
import type { SettingRows } from '#shared/tenancy/settings';

/** The field's stages, under which processes have their folders, and the platform beside them. */
export const stages = [
  'service-strategy',
  'service-design',
  'service-transition',
  'service-operation',
  'functions',
  'continual-improvement',
  'intelligent-ticketing',
  'platform',
] as const;
export type Stage = (typeof stages)[number];

/** What the platform's functions are for, which is where they stand below `functions/platform`. */
export type PlatformGroup = 'records' | 'access' | 'exchange' | 'insight' | 'care';

export interface ProcessDefinition {
  /** Folder name, function name, event source `itsm.<id>`. */
  readonly id: string;
  readonly stage: Stage;
  /** Of a process of the platform. */
  readonly group?: PlatformGroup;
  readonly title: string;
  /** One sentence: why the process exists. */
  readonly purpose: string;
  /** What it owns; the first record is the process's main one. */
  readonly records: readonly AnyRecordDefinition[];
  /** `itsm.<process>` → `<record>.<event>` → what it leads to, and on which record type of this process. */
  readonly consumes: readonly Consumption[];
  /** What a tenant may set of it: its `settings.ts`. */
  readonly settings?: SettingRows;
  /** Why it refuses what others do not: its `problems.ts`. */
  readonly problems?: ProblemRows;
  /** Its letterbox, as the registry has it: no bundle carries one beside what it names of it. */
  readonly contract?: Contract;
}

export interface Consumption {
  readonly source: string;
  readonly detailType: string;
  /** Record type of this process that the reactions are about. */
  readonly record: string;
  readonly gather?: Gathering;
  readonly react: Consumer;
}

/** States a process. */
export function defineProcess<const P extends ProcessDefinition>(process: P): P {
  return process;
}
