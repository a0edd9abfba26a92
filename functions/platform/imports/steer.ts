/** Starting an import, and stopping it. */
import { Problem } from '#shared/http/problems';
import { etag, type Response } from '#shared/http/response';
import type { Call } from '#shared/process/service';
import { TransactionRefused } from '#shared/store/store';
import { clock, toInstant } from '#shared/time/clock';
import { fileOf } from './file.ts';
import { counted, type ImportJob, jobWrites, loadJob, next, presentJob } from './job.ts';
import { countsOf, outcomeItems, placeOfFile } from './outcomes.ts';
import { dropParts } from './parts.ts';
import { type Place, placeOf } from './runtime.ts';

const ATTEMPTS = 10;

/**
 * POST /v1/imports/{id}/start: checks the file and asks for the first step. On an import that runs already it asks for the step
 * again, which mends one whose event was lost.
 */
export async function start({ request, parameters, dryRun }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { tenant, store } = place;
  return change(place, parameters['id'] ?? '', dryRun, 'progressed', async (job) => {
    if (job.state === 'running') return next(job, { step: job.step + 1 });
    if (job.state !== 'receiving') refuse(job, 'start', 'receiving or running');
    const file = await fileOf(store, tenant, job);
    const counts = countsOf(file.outcomes, 0);
    if (!dryRun) {
      const items = outcomeItems(tenant, job, placeOfFile, file.outcomes);
      await store.writeAll(items.map((put) => ({ put })));
    }
    const startedAt = toInstant(clock.now());
    const size = { rows: file.rows, groups: file.groups.length };
    return next(job, { ...counted(job, counts), ...size, state: 'running', startedAt, step: 1 });
  });
}

/** POST /v1/imports/{id}/cancel: what is imported stays, the rest is left out. */
export async function cancel({ request, parameters, dryRun }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const answer = await change(place, parameters['id'] ?? '', dryRun, 'canceled', async (job) => {
    if (job.state === 'finished' || job.state === 'canceled') refuse(job, 'cancel', 'receiving or running');
    return next(job, { state: 'canceled', finishedAt: toInstant(clock.now()) });
  });
  if (!dryRun) await dropParts(place.store, place.tenant, (parameters['id'] ?? '').toUpperCase());
  return { ...answer, status: 200 };
}

/** Changes a job that a step may be writing at the same moment: reads and tries again. */
async function change(
  { tenant, store }: Place,
  id: string,
  dryRun: boolean,
  event: 'progressed' | 'canceled',
  decide: (job: ImportJob) => Promise<ImportJob>,
): Promise<Response> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const job = await decide(await loadJob(store, tenant, id));
    try {
      if (!dryRun) await store.transact(jobWrites(tenant, job, event));
      return { status: dryRun ? 200 : 202, body: presentJob(job), headers: { etag: etag(job.sequence) } };
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
    }
  }
  throw new Problem('write-conflict', 'the import kept changing; try again');
}

function refuse({ state }: ImportJob, command: string, expected: string): never {
  throw new Problem('illegal-transition', `${command} needs an import that is ${expected}; this one is ${state}`, {
    from: state,
    command,
    allowed: [],
  });
}
