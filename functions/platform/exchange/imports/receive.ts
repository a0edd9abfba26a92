/** Before an import runs: a file is announced, and its parts arrive. */

import { randomBytes } from 'node:crypto';
import { type ImportJob, importJobs, loadJob, NOTHING, presentJob } from '#shared/capabilities/importing/job';
import { MAX_PARTS, storePart } from '#shared/capabilities/importing/parts';
import { pinItem } from '#shared/capabilities/importing/pinned';
import { answeredBefore, answerOnce, requireKeyOfMachines } from '#shared/http/idempotency';
import { mediaTypeOf } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { newUlid } from '#shared/ids/ulid';
import { jobWrites } from '#shared/jobs/job';
import { Problem, problemAt } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { LOST } from '#shared/store/attempt';
import { makerOf } from '#shared/tenancy/context';
import { clock, toInstant } from '#shared/time/clock';
import { isZone } from '#shared/time/zone';
import { refuseOtherEncoding } from './encoding.ts';
import { mappingNamed } from './mappings.ts';
import { placeOf } from './runtime.ts';
import type { Announcement } from './schema.ts';

/** POST /v1/imports */
export async function announce({ request, body, dryRun }: Call<Announcement>): Promise<Response> {
  requireKeyOfMachines(request);
  const { tenant, store, config } = await placeOf(request.caller.tenant);
  const { replayed, expired } = await answeredBefore(store, request);
  if (replayed) return replayed;
  const pinned = await mappingNamed(store, tenant, body.mapping);
  const zone = body.zone ?? pinned.document.zone ?? config.tenant.zone;
  if (!isZone(zone)) {
    const message = `expected an IANA time zone such as Europe/Berlin, was given ${zone}`;
    throw problemAt('validation-failed', '/zone', message);
  }
  const now = clock.now();
  const job: ImportJob = {
    ...NOTHING,
    uid: newUlid(now),
    mapping: body.mapping,
    mappingVersion: pinned.version,
    encoding: pinned.document.encoding,
    fileName: body.fileName,
    bytes: body.bytes,
    sha256: body.sha256,
    zone,
    dryRun: dryRun || body.dryRun === true,
    state: 'receiving',
    createdAt: toInstant(now),
    createdBy: request.caller.actor,
    maker: makerOf(request.caller, toInstant(now)),
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
  const writes = [...jobWrites(importJobs, tenant, job), { put: pinItem(tenant, job, pinned) }];
  const answer = await answerOnce(store, writes, { request, response, expired });
  if (answer === LOST) throw new Problem('write-conflict', 'other writes were under way; send it again');
  return answer;
}

/** PUT /v1/imports/{id}/parts/{number} */
export async function receivePart({ request, parameters, dryRun }: Call<unknown>): Promise<Response> {
  const { tenant, store } = await placeOf(request.caller.tenant);
  const job = await loadJob(store, tenant, parameters.id ?? '');
  const number = Number(parameters.number);
  if (!/^\d{1,3}$/.test(parameters.number ?? '') || number < 1 || number > MAX_PARTS) {
    throw new Problem('not-found', `parts are numbered from 1 to ${MAX_PARTS}; there is no part ${parameters.number}`);
  }
  const mediaType = mediaTypeOf(request.contentType);
  if (mediaType !== 'text/csv') {
    throw new Problem('unsupported-media-type', `expected text/csv, was given ${mediaType ?? 'nothing'}`);
  }
  const { file } = request;
  if (file === undefined) throw new Problem('malformed-request', 'a part is not empty');
  refuseOtherEncoding(file, request.contentType, job.encoding ?? 'utf-8');
  if (job.state !== 'receiving') {
    const facts = { from: job.state, command: 'parts', allowed: [] };
    throw new Problem(
      'illegal-transition',
      `the import is ${job.state}; parts are received before it is started`,
      facts,
    );
  }
  const bytes = dryRun ? file.byteLength : await storePart(store, tenant, job, number, file);
  return { status: 200, body: { id: job.uid, part: number, bytes } };
}
