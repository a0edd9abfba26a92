/** Which events a machine follows: what starts an execution of it, what wakes one that waits, what is a sign of life. */

/** Ends of event names, after the record's type. */
export interface Followed {
  readonly starts: string;
  /** Numbers of the starting event that the execution is given; the first tells one execution of a record from another. */
  readonly carries: readonly [string, ...string[]];
  readonly wakes: readonly string[];
  readonly beats: readonly string[];
}

export const WORKFLOW_STARTED = 'workflow_started';
export const WORKFLOW_MOVED = 'workflow_moved';
export const WORKFLOW_BEAT = 'workflow_beat';

/** What the machine of a record's workflow follows. */
export const followsRun: Followed = {
  starts: WORKFLOW_STARTED,
  carries: ['execution'],
  wakes: [WORKFLOW_MOVED],
  beats: [WORKFLOW_BEAT],
};

/** What machines follow, by the type of record each is named after; nothing but the name is said of those that follow a record's workflow. */
export type Follows = Readonly<Record<string, Partial<Followed>>>;

/** As the deployment tells it. @param json a {@link Follows} */
export function readFollows(json: string): ReadonlyMap<string, Followed> {
  const follows: Follows = JSON.parse(json);
  return new Map(Object.entries(follows).map(([type, own]) => [type, { ...followsRun, ...own }]));
}
