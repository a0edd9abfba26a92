/** Starting an import, and stopping it. */

import { fileOf } from '#shared/capabilities/importing/file';
import { counted, type ImportJob, importJobs, loadJob, presentJob } from '#shared/capabilities/importing/job';
import { countsOf, outcomeItems, placeOfFile } from '#shared/capabilities/importing/outcomes';
import { dropParts } from '#shared/capabilities/importing/parts';
import { etag, type Response } from '#shared/http/response';
import { next } from '#shared/jobs/job';
import { changeJob, requireState } from '#shared/jobs/steer';
import type { Call } from '#shared/serve/service';
import { makerOf } from '#shared/tenancy/context';
import { clock, toInstant } from '#shared/time/clock';
import { mappingOf } from './mappings.ts';
import { type Place, placeOf } from './runtime.ts';

/**
 * POST /v1/imports/{id}/start: checks the file and asks for the first step. On an import that runs already it asks for the step
 * again, which mends one whose event was lost.
 */
export async function start({ request, parameters, dryRun }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { tenant, store } = place;
  const started = async (job: ImportJob): Promise<ImportJob> => {
    const maker = makerOf(request.caller, toInstant(clock.now()));
    if (job.state === 'running') return next<ImportJob>(job, { step: job.step + 1, maker });
    requireState(importJobs, job, 'start', ['receiving', 'running']);
    const file = await fileOf(store, tenant, job, mappingOf);
    const counts = countsOf(file.outcomes, 0);
    if (!dryRun) {
      const items = outcomeItems(tenant, job, placeOfFile, file.outcomes);
      await store.writeAll(items.map((put) => ({ put })));
    }
    const startedAt = toInstant(clock.now());
    const ignoredColumns = file.ignored.slice(0, 100).map((column) => column.slice(0, 200));
    const size = { rows: file.rows, groups: file.groups.length, ignoredColumns };
    return next<ImportJob>(job, { ...counted(job, counts), ...size, state: 'running', startedAt, step: 1, maker });
  };
  const load = () => loadJob(store, tenant, parameters.id ?? '');
  const job = await changeJob(importJobs, place, load, started, 'progressed', dryRun);
  return answer(dryRun ? 200 : 202, job);
}

/** POST /v1/imports/{id}/cancel: what is imported stays, the rest is left out. */
export async function cancel({ request, parameters, dryRun }: Call<unknown>): Promise<Response> {
  const place: Place = await placeOf(request.caller.tenant);
  const { tenant, store } = place;
  const canceled = async (job: ImportJob): Promise<ImportJob> => {
    requireState(importJobs, job, 'cancel', ['receiving', 'running']);
    return next<ImportJob>(job, { state: 'canceled', finishedAt: toInstant(clock.now()) });
  };
  const load = () => loadJob(store, tenant, parameters.id ?? '');
  const job = await changeJob(importJobs, place, load, canceled, 'canceled', dryRun);
  if (!dryRun) await dropParts(store, tenant, job.uid);
  return answer(200, job);
}

const answer = (status: number, job: ImportJob): Response => ({
  status,
  body: presentJob(job),
  headers: { etag: etag(job.sequence) },
});
