/** Erasures as operations: ask for one, see how far it is, have it go on. */

import type * as z from 'zod/mini';
import { pageOf } from '#shared/http/paging';
import { etag, type Response } from '#shared/http/response';
import { jobOf, readJob, saveJob } from '#shared/jobs/job';
import { changeJob, requireState } from '#shared/jobs/steer';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { again, type Erasure, type erasureSchema, erasures, newErasure, presentErasure } from './erasure.ts';
import { erasurePk } from './keys.ts';
import { refuseLastAdministrator } from './leave.ts';
import { type Place, placeOf } from './runtime.ts';

/** POST /v1/erasures {person, reason} */
export async function begin({ request, body, dryRun }: Call<z.infer<typeof erasureSchema>>): Promise<Response> {
  const { tenant, actor } = request.caller;
  const place = await placeOf(tenant);
  const { store } = place;
  await refuseLastAdministrator(place, body.person);
  const job = newErasure(actor, body);
  if (dryRun) return { status: 200, body: presentErasure(job) };
  await saveJob(erasures, store, tenant, job, 'progressed');
  const headers = { location: `/v1/erasures/${job.uid}`, etag: etag(job.sequence) };
  return { status: 202, body: presentErasure(job), headers };
}

async function find({ store, tenant }: Place, id: string): Promise<Erasure> {
  const found = await readJob(erasures, store, tenant, id.toUpperCase());
  if (found) return found;
  throw new Problem('not-found', `there is no erasure ${id}`);
}

/** GET /v1/erasures, newest first */
export async function list({ request }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const where = { index: 'list', pk: erasurePk(place.tenant, ''), descending: true } as const;
  const { items, nextCursor } = await pageOf(request, place, where);
  const shown = items.flatMap((item) => jobOf<Erasure>(item) ?? []).map(presentErasure);
  return { status: 200, body: { items: shown, nextCursor } };
}

/** GET /v1/erasures/{id} */
export async function read({ request, parameters }: Call<unknown>): Promise<Response> {
  const job = await find(await placeOf(request.caller.tenant), parameters.id ?? '');
  return { status: 200, body: presentErasure(job), headers: { etag: etag(job.sequence) } };
}

/** POST /v1/erasures/{id}/resume: asks for the step once more, which mends an erasure whose event ended as a dead letter. */
export async function resume({ request, parameters, dryRun }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const decide = async (job: Erasure): Promise<Erasure> => {
    requireState(erasures, job, 'resume', ['running']);
    return again(job);
  };
  const job = await changeJob(erasures, place, () => find(place, parameters.id ?? ''), decide, 'progressed', dryRun);
  return { status: 200, body: presentErasure(job), headers: { etag: etag(job.sequence) } };
}
