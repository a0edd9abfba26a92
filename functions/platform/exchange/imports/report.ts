/** Reading: imports, one import, and what became of its rows. */

import { type ImportJob, loadJob, presentJob, sameFilePk } from '#shared/capabilities/importing/job';
import { importPk } from '#shared/capabilities/importing/keys';
import { type OutcomeKind, outcomeKinds, outcomePrefix, outcomesOf } from '#shared/capabilities/importing/outcomes';
import { pageOf, pageOfEntries } from '#shared/http/paging';
import { nameParameter, type Request } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { jobOf } from '#shared/jobs/job';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { listPk } from '#shared/store/keys';
import { placeOf } from './runtime.ts';

/** GET /v1/imports, newest first; `?sha256=` finds those of the same file. */
export async function list({ request }: Call<unknown>): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const { tenant } = place;
  const sha256 = nameParameter(request, 'sha256');
  const where =
    sha256 === undefined
      ? ({ index: 'list', pk: listPk(tenant, 'import') } as const)
      : ({ index: 'reference', pk: sameFilePk(tenant, sha256) } as const);
  const { items, nextCursor } = await pageOf(request, place, { ...where, descending: true });
  const jobs = items.flatMap((item) => jobOf<ImportJob>(item) ?? []);
  return { status: 200, body: { items: jobs.map(presentJob), nextCursor } };
}

/** GET /v1/imports/{id} */
export async function read({ request, parameters }: Call<unknown>): Promise<Response> {
  const { tenant, store } = await placeOf(request.caller.tenant);
  const job = await loadJob(store, tenant, parameters.id ?? '');
  return { status: 200, body: presentJob(job), headers: { etag: etag(job.sequence) } };
}

/** GET /v1/imports/{id}/rows?outcome=: kept rows before rejected ones, each in the order of their records. */
export async function rows({ request, parameters }: Call<unknown>): Promise<Response> {
  const { tenant, store, config } = await placeOf(request.caller.tenant);
  const { uid } = await loadJob(store, tenant, parameters.id ?? '');
  const kind = outcomeOf(request);
  const query = { pk: importPk(tenant, uid), begins: outcomePrefix(kind) };
  const body = await pageOfEntries(request, config, store, query, (item) =>
    outcomesOf(item).filter(({ outcome }) => kind === undefined || outcome === kind),
  );
  return { status: 200, body };
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
