/** Changing a job from outside while its steps are taken. */
import { Problem } from '#shared/http/problems';
import { type Job, type JobEvent, type JobKind, saveJob } from '#shared/jobs/job';
import type { Store } from '#shared/store/store';
import type { TenantId } from '#shared/tenancy/tenant-id';

const ATTEMPTS = 10;

/**
 * Changes a job that a step may be writing at the same moment: reads and tries again. A dry run stores nothing.
 * @throws Problem write-conflict, and what `load` and `decide` refuse with
 */
export async function changeJob<J extends Job>(
  kind: JobKind<J>,
  { store, tenant }: { readonly store: Store; readonly tenant: TenantId },
  load: () => Promise<J>,
  decide: (job: J) => Promise<J>,
  event: JobEvent,
  dryRun: boolean,
): Promise<J> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const job = await decide(await load());
    if (dryRun || (await saveJob(kind, store, tenant, job, event))) return job;
  }
  throw new Problem('write-conflict', `the ${kind.type} kept changing; try again`);
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
