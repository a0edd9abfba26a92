/** Before an import runs: a file is announced, and its parts arrive. */

import { randomBytes } from 'node:crypto';
import { isValid, lostRace, replay, requireKeyOfMachines, resultKey, resultWrite } from '#shared/http/idempotency';
import { Problem } from '#shared/http/problems';
import { etag, type Response } from '#shared/http/response';
import { jobWrites } from '#shared/jobs/job';
import type { Call } from '#shared/process/service';
import { TransactionRefused } from '#shared/store/store';
import { newUlid } from '#shared/store/ulid';
import { clock, toInstant } from '#shared/time/clock';
import { isZone } from '#shared/time/zone';
import { type ImportJob, importJobs, loadJob, NOTHING, presentJob } from './job.ts';
import { MAX_PARTS, storePart } from './parts.ts';
import { placeOf } from './runtime.ts';
import type { Announcement } from './schema.ts';

/** POST /v1/imports */
export async function announce({ request, body, dryRun }: Call<Announcement>): Promise<Response> {
  requireKeyOfMachines(request);
  const { tenant, store, config } = await placeOf(request.caller.tenant);
  const key = resultKey(request);
  const before = key && (await store.get(key));
  if (before && isValid(before)) return replay(before, request);
  const zone = body.zone ?? config.tenant.zone;
  if (!isZone(zone)) {
    const message = `expected an IANA time zone such as Europe/Berlin, was given ${zone}`;
    throw new Problem('validation-failed', message, {
      errors: [{ pointer: '/zone', code: 'validation-failed', message }],
    });
  }
  const now = clock.now();
  const job: ImportJob = {
    ...NOTHING,
    uid: newUlid(now),
    mapping: body.mapping,
    fileName: body.fileName,
    bytes: body.bytes,
    sha256: body.sha256,
    zone,
    dryRun: dryRun || body.dryRun === true,
    state: 'receiving',
    createdAt: toInstant(now),
    createdBy: request.caller.actor,
    rows: 0,
    groups: 0,
    groupsDone: 0,
    step: 0,
    salt: randomBytes(24).toString('base64url'),
    sequence: 1,
  };
  const response = {
    status: 201,
    body: presentJob(job),
    headers: { location: `/v1/imports/${job.uid}`, etag: etag(job.sequence) },
  };
  const kept = key ? [resultWrite(key, request, response)] : [];
  try {
    await store.transact([...kept, ...jobWrites(importJobs, tenant, job)]);
    return response;
  } catch (error) {
    const winner = error instanceof TransactionRefused && key ? lostRace(error, 0, request) : undefined;
    if (winner) return winner;
    throw error;
  }
}

/** PUT /v1/imports/{id}/parts/{number} */
export async function receivePart({ request, parameters, dryRun }: Call<unknown>): Promise<Response> {
  const { tenant, store } = await placeOf(request.caller.tenant);
  const job = await loadJob(store, tenant, parameters.id ?? '');
  const number = Number(parameters.number);
  if (!/^\d{1,3}$/.test(parameters.number ?? '') || number < 1 || number > MAX_PARTS) {
    throw new Problem('not-found', `parts are numbered from 1 to ${MAX_PARTS}; there is no part ${parameters.number}`);
  }
  const mediaType = request.contentType?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'text/csv') {
    throw new Problem('unsupported-media-type', `expected text/csv in UTF-8, was given ${mediaType ?? 'nothing'}`);
  }
  if (request.rawBody === '') throw new Problem('malformed-request', 'a part is not empty');
  if (job.state !== 'receiving') {
    const facts = { from: job.state, command: 'parts', allowed: [] };
    throw new Problem(
      'illegal-transition',
      `the import is ${job.state}; parts are received before it is started`,
      facts,
    );
  }
  const bytes = dryRun
    ? Buffer.byteLength(request.rawBody)
    : await storePart(store, tenant, job, number, request.rawBody);
  return { status: 200, body: { id: job.uid, part: number, bytes } };
}
