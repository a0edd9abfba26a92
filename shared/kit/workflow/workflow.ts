/** The grammar of workflows: what happens to a record one step after the other, stated as data (architecture §7). */

/** The items being worked on, by the name of the {@link Each} that goes through them. */
export type At = Readonly<Record<string, string>>;

/** A rule of a workflow. Pure: it reads the record, the items being worked on, and the tenant's configuration. */
export type StepRule<R, C, T> = (record: R, at: At, config: C) => T;

/** What a step came to: on with the next one, back to where it says, or off to what is compensated. */
export type StepOutcome = 'pass' | 'again' | 'fail';

interface Named {
  /** Unique in the workflow: the name of the state in the machine, and what the run says it is at. */
  readonly name: string;
}

/** Runs a command of the record. Being refused fails it. */
export interface CommandStep<R, C, A extends string> extends Named {
  readonly kind: 'command';
  readonly run: A;
  /** What the command is given; the items being worked on when absent. */
  readonly input?: StepRule<R, C, Readonly<Record<string, unknown>>>;
  /** What takes it back when a later step fails, in this order. */
  readonly undo?: readonly UndoStep<R, C, A>[];
  /** Who is asked when it fails, before anything is taken back. */
  readonly failing?: GateStep<R, C, A>;
  /** Where `again` leads: a step of this workflow, this one when absent. */
  readonly again?: string;
}

/** Lets time pass, such as a soak. */
export interface WaitStep<R, C> extends Named {
  readonly kind: 'wait';
  /** Seconds from coming to the step. */
  readonly for: StepRule<R, C, number>;
}

/** Waits until the record says so, or an instant that moves with the record. */
export interface UntilStep<R, C> extends Named {
  readonly kind: 'until';
  readonly holds?: StepRule<R, C, boolean>;
  /** Whether the record says that it never will: the step has failed. */
  readonly fails?: StepRule<R, C, boolean>;
  /** Epoch milliseconds. */
  readonly due: StepRule<R, C, number>;
  /** What the instant means; without `holds` it is what was waited for. */
  readonly late?: Exclude<StepOutcome, 'again'>;
}

/** Waits for one of these commands, be it a person's or that of an approval that was decided. */
export interface GateStep<R, C, A extends string> extends Named {
  readonly kind: 'gate';
  readonly passes: readonly A[];
  readonly fails?: readonly A[];
  readonly again?: readonly A[];
  /** Seconds from coming to the step. */
  readonly within: StepRule<R, C, number>;
  readonly late: Exclude<StepOutcome, 'again'>;
}

/** Waits for somebody outside who works on it, such as an agent, and who has to give a sign of life. */
export interface CallbackStep<R, C, A extends string> extends Named {
  readonly kind: 'callback';
  readonly passes: readonly A[];
  readonly fails?: readonly A[];
  /** Signs of life. */
  readonly beats?: readonly A[];
  /** Seconds without a sign of life after which it counts as failed. */
  readonly heartbeat: StepRule<R, C, number>;
  /** Seconds from coming to the step after which it counts as failed. */
  readonly within: StepRule<R, C, number>;
  readonly failing?: GateStep<R, C, A>;
  readonly again?: string;
}

/** Goes through items of the record in order, each with all its steps. */
export interface EachStep<R, C, A extends string> extends Named {
  readonly kind: 'each';
  /** Keys of the items, fixed when the step is come to; a hundred at most. */
  readonly of: StepRule<R, C, readonly string[]>;
  readonly steps: readonly Step<R, C, A>[];
}

/** What can stand in an `undo`: its failing is noted, and what is left is still taken back. */
export type UndoStep<R, C, A extends string> =
  | Omit<CommandStep<R, C, A>, 'undo' | 'failing' | 'again'>
  | WaitStep<R, C>
  | UntilStep<R, C>
  | Omit<CallbackStep<R, C, A>, 'failing' | 'again'>;

/** A step at which a run can be. */
export type LeafStep<R, C, A extends string> =
  | CommandStep<R, C, A>
  | WaitStep<R, C>
  | UntilStep<R, C>
  | GateStep<R, C, A>
  | CallbackStep<R, C, A>;

export type Step<R, C, A extends string> = LeafStep<R, C, A> | EachStep<R, C, A>;

export type StepKind = LeafStep<never, never, never>['kind'];

/** The workflow of a type of record. */
export interface Workflow<R, C, S extends string, A extends string> {
  /** Coming into this state begins a run. */
  readonly begins: S;
  /** Further states in which it goes on; in every other one it is over. */
  readonly during?: readonly S[];
  /** States in which nothing is begun; what somebody is at goes on. */
  readonly paused?: readonly S[];
  /** Commands upon which everything that was done is taken back. */
  readonly undoneBy?: readonly A[];
  readonly steps: readonly Step<R, C, A>[];
  /** The command that follows when all has been taken back. */
  readonly undone?: A;
}

/** A workflow whose types are only known at run time. */
export type AnyWorkflow = Workflow<never, never, string, string>;
export type AnyLeaf = LeafStep<never, never, string>;
export type AnyStep = Step<never, never, string>;
