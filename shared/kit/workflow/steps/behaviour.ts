/** What a kind of step is: what it waits for, what it makes of a command, and its state in the machine. */
import type { At, StepOutcome } from '#shared/kit/workflow/workflow';

/** What the rules of a step see. They are erased here; where a workflow is stated they are typed. */
export interface Seen {
  readonly record: never;
  readonly config: never;
  readonly at: At;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What a step waits for; none of it where a command is to be run. */
export interface Waiting {
  /** Epoch milliseconds. */
  readonly due?: number;
  readonly heartbeatSeconds?: number;
}

export interface Behaviour<S> {
  /** What it waits for when it is come to. */
  readonly arrive: (step: S, seen: Seen) => Waiting;
  /** What the record, changed by a command, means for it. */
  readonly hear: (step: S, command: string, seen: Seen) => StepOutcome | undefined;
  /** What its lateness means. */
  readonly late: (step: S) => Exclude<StepOutcome, 'again'>;
  /** Whether the command is a sign of life. */
  readonly beats?: (step: S, command: string) => boolean;
  /** Whether its instant is computed anew with every change of the record. */
  readonly follows?: true;
}

/** The instant so many seconds from now. */
export const inSeconds = (seconds: number, now: number): number => now + Math.max(0, Math.ceil(seconds)) * 1000;
