/** Changing a job from outside while its steps are taken. */

import type { TenantId } from '#shared/ids/tenant-id';
import { type Job, type JobEvent, type JobKind, saveJob } from '#shared/jobs/job';
import { Problem } from '#shared/problems/problems';
import { LOST, PATIENCE, untilWritten } from '#shared/store/attempt';
import type { Store } from '#shared/store/store';

/**
 * Changes a job that a step may be writing at the same moment: reads and tries again. A dry run stores nothing.
 * @throws Problem write-conflict, and what `load` and `decide` refuse with
 */
export function changeJob<J extends Job>(
  kind: JobKind<J>,
  { store, tenant }: { readonly store: Store; readonly tenant: TenantId },
  load: () => Promise<J>,
  decide: (job: J) => Promise<J>,
  event: JobEvent,
  dryRun: boolean,
): Promise<J> {
  const round = async () => {
    const job = await decide(await load());
    return dryRun || (await saveJob(kind, store, tenant, job, event)) ? job : LOST;
  };
  return untilWritten(
    PATIENCE,
    round,
    () => new Problem('write-conflict', `the ${kind.type} kept changing; try again`),
  );
}

/** @throws Problem illegal-transition when the job is in none of the states that the command is possible in */
export function requireState<J extends Job>(
  { type }: JobKind<J>,
  { state }: J,
  command: string,
  states: readonly J['state'][],
): void {
  if (states.includes(state)) return;
  const needed = `${command} needs an ${type} that is ${states.join(' or ')}; this one is ${state}`;
  throw new Problem('illegal-transition', needed, { from: state, command, allowed: [] });
}
