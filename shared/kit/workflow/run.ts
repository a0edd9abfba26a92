/** Where a workflow stands on one record: part of the record, so that the table knows before any machine does. */
import type { At } from '#shared/kit/workflow/workflow';

/** A step that was done and can be taken back, with the items that it was done for. */
export interface Done {
  readonly step: string;
  readonly at: At;
}

export interface Failure extends Done {
  readonly because: string;
}

/** Instants are RFC 3339 in UTC. */
export interface Run {
  /** How many runs the record has had. */
  readonly number: number;
  /** Which execution of the machine follows it; an older one ends by itself. */
  readonly execution: number;
  /** Grows whenever the machine has something to do that it did not know of. */
  readonly moves: number;
  readonly phase: 'forward' | 'undoing' | 'succeeded' | 'undone' | 'stopped';
  /** Absent once it is over. */
  readonly step?: string;
  readonly at: At;
  /** What is gone through, by the name of the step that does, as it was when that was come to. */
  readonly items: Readonly<Record<string, readonly string[]>>;
  /** The latest last. */
  readonly done: readonly Done[];
  readonly failures: readonly Failure[];
  /** Since when it is at its step. */
  readonly arrivedAt: string;
  /** Until when the step waits; absent where a command is to be run. */
  readonly dueAt?: string;
  readonly heartbeatSeconds?: number;
  /** When the table took the run up at this step, because nobody went on. */
  readonly takenUpAt?: string;
  /** The last sign of life. */
  readonly beatAt?: string;
  /** The record is in a state in which nothing is begun. */
  readonly held?: true;
}

/** A step that nobody followed up for so long is taken up from the table, in milliseconds: whoever was to do so lost it. */
export const REDRIVE_AFTER = 10 * 60_000;

export const isOver = ({ step }: Run): boolean => step === undefined;

/** When what the step waits for counts as late, in epoch milliseconds; undefined for a step that is carried out. */
export function lateAt({ dueAt, heartbeatSeconds, beatAt, arrivedAt }: Run): number | undefined {
  if (dueAt === undefined) return undefined;
  const due = Date.parse(dueAt);
  if (heartbeatSeconds === undefined) return due;
  return Math.min(due, Date.parse(beatAt ?? arrivedAt) + heartbeatSeconds * 1000);
}

/** When the table takes the run up by itself, in epoch milliseconds. */
export function redriveAt(run: Run): number | undefined {
  if (isOver(run)) return undefined;
  const late = lateAt(run);
  if (late === undefined && run.held) return undefined;
  return Math.max(late ?? Date.parse(run.arrivedAt), Date.parse(run.takenUpAt ?? run.arrivedAt)) + REDRIVE_AFTER;
}
