/** Reading: imports, one import, and what became of its rows. */
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import { Problem } from '#shared/http/problems';
import type { Request } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import type { Call } from '#shared/process/service';
import { importPk, listPk } from '#shared/store/keys';
import type { Page } from '#shared/store/store';
import { jobOf, loadJob, presentJob, sameFilePk } from './job.ts';
import { type OutcomeKind, outcomeKinds, outcomePrefix, outcomesOf, type Reported } from './outcomes.ts';
import { type Place, placeOf } from './runtime.ts';

/** GET /v1/imports, newest first; `?sha256=` finds those of the same file. */
export async function list({ request }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { tenant, store } = place;
  const sha256 = request.query.get('sha256');
  const where =
    sha256 === undefined
      ? ({ index: 'list', pk: listPk(tenant, 'import') } as const)
      : ({ index: 'reference', pk: sameFilePk(tenant, sha256) } as const);
  const after = position(request, place);
  const { items, next } = await store.query({
    ...where,
    descending: true,
    limit: limitOf(request),
    ...(after && { after }),
  });
  const jobs = items.flatMap((item) => jobOf(item) ?? []);
  return { status: 200, body: { items: jobs.map(presentJob), nextCursor: next ? cursor(request, place, next) : null } };
}

/** GET /v1/imports/{id} */
export async function read({ request, parameters }: Call<unknown>): Promise<Response> {
  const { tenant, store } = await placeOf(request.caller.tenant);
  const job = await loadJob(store, tenant, parameters['id'] ?? '');
  return { status: 200, body: presentJob(job), headers: { etag: etag(job.sequence) } };
}

/** GET /v1/imports/{id}/rows?outcome=: kept rows before rejected ones, each in the order of their records. */
export async function rows({ request, parameters }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { tenant, store } = place;
  const job = await loadJob(store, tenant, parameters['id'] ?? '');
  const kind = outcomeOf(request);
  const limit = limitOf(request);
  const found: Reported[] = [];
  let { after, skip } = resume(position(request, place));
  for (;;) {
    const page: Page = await store.query({
      pk: importPk(tenant, job.uid),
      begins: outcomePrefix(kind),
      limit,
      ...(after && { after }),
    });
    for (const item of page.items) {
      const wanted = outcomesOf(item).filter(({ outcome }) => kind === undefined || outcome === kind);
      const taken = wanted.slice(skip, skip + limit - found.length);
      found.push(...taken);
      if (skip + taken.length < wanted.length) {
        return answer(found, cursor(request, place, { ...after, skip: skip + taken.length }));
      }
      skip = 0;
      after = { pk: item.pk, sk: item.sk };
    }
    if (!page.next) return answer(found, null);
    if (found.length === limit) return answer(found, cursor(request, place, { ...after, skip: 0 }));
  }
}

const answer = (items: readonly Reported[], nextCursor: string | null): Response => ({
  status: 200,
  body: { items, nextCursor },
});

function resume(given: Readonly<Record<string, unknown>> | undefined): { after: Page['next']; skip: number } {
  if (!given) return { after: undefined, skip: 0 };
  const { skip, ...key } = given;
  return { after: 'sk' in key ? key : undefined, skip: Number(skip) };
}

function outcomeOf(request: Request): OutcomeKind | undefined {
  const given = request.query.get('outcome');
  const kind = outcomeKinds.find((each) => each === given);
  if (given === undefined || kind) return kind;
  throw new Problem('unknown-parameter', `outcome is one of ${outcomeKinds.join(', ')}; was given ${given}`, {
    parameter: 'outcome',
    known: outcomeKinds,
  });
}

function limitOf(request: Request): number {
  const limit = Number(request.query.get('limit') ?? 50);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 200) return limit;
  throw new Problem(
    'unknown-parameter',
    `limit is a whole number from 1 to 200, was given ${request.query.get('limit')}`,
    {
      parameter: 'limit',
    },
  );
}

function scopeOf(request: Request, { tenant, config }: Place) {
  const query = [...request.query].filter(([name]) => name !== 'cursor' && name !== 'limit').sort();
  return { key: config.tenant.cursorKey, tenant, route: `${request.path.join('/')}?${query.join('&')}` };
}

function position(request: Request, place: Place): Readonly<Record<string, unknown>> | undefined {
  const given = request.query.get('cursor');
  return given === undefined ? undefined : decodeCursor(given, scopeOf(request, place));
}

function cursor(request: Request, place: Place, at: Readonly<Record<string, unknown>>): string {
  return encodeCursor(at, scopeOf(request, place));
}
