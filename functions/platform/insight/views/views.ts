/** What can be done with views. */

import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod/mini';
import { viewKey, viewPk, viewsOf } from '#shared/capabilities/lists/keys';
import { findView, seesView, storedView, type View } from '#shared/capabilities/lists/view';
import { answeredBefore, answerOnce, requireKeyOfMachines } from '#shared/http/idempotency';
import { matchVersion, requireIfMatch } from '#shared/http/precondition';
import { etag, type Response } from '#shared/http/response';
import { newUlid } from '#shared/ids/ulid';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { isWritten, LOST } from '#shared/store/attempt';
import type { Store, Write } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';
import { type Place, places } from '#shared/tenancy/place';
import { clock, toInstant } from '#shared/time/clock';
import { refuseUnknown } from './known.ts';
import type { viewSchema } from './schema.ts';

type Body = z.infer<typeof viewSchema>;

/** Views of one person, and shared views of a tenant. */
const MOST = 200;

const placeOf = places('views');

/** GET /v1/views */
export async function list({ request }: Call<unknown>): Promise<Response> {
  const { caller } = request;
  const { store, config } = await placeOf(caller.tenant);
  const type = request.query.get('recordType');
  const partitions = [viewPk(caller.tenant, { owner: caller.actor.id }), viewPk(caller.tenant, 'shared')];
  const items = (await Promise.all(partitions.map((pk) => store.queryAll({ pk })))).flat();
  const seen = items.flatMap((item) => {
    const view = storedView(item);
    return view && seesView(view, caller, config) && (type === undefined || view.recordType === type) ? [view] : [];
  });
  return { status: 200, body: { items: seen.sort((a, b) => (a.name < b.name ? -1 : 1)), nextCursor: null } };
}

const answer = (status: number, view: View, headers = {}): Response => ({
  status,
  body: view,
  headers: { etag: etag(view.version), ...headers },
});

/** GET /v1/views/{id} */
export async function read({ request, parameters }: Call<unknown>): Promise<Response> {
  const { store, config } = await placeOf(request.caller.tenant);
  return answer(200, await findView(store, request.caller, config, parameters.id ?? ''));
}

const SHARE_WITH_ALL = ['LEAD', 'PRO', 'TAD'] as const;

/** Agents share with groups that they are in; with everybody those who lead or own. @throws Problem forbidden, unknown-reference, … */
function refuseAudience({ audience, group }: Body, { roles, actor }: Caller, config: Configuration): void {
  if (audience !== 'group' && group !== undefined)
    throw new Problem('validation-failed', `a ${audience} view names no group`, {
      errors: [{ pointer: '/group', code: 'validation-failed', message: 'is for views shared with a group' }],
    });
  if (audience === 'tenant' && !SHARE_WITH_ALL.some((role) => roles.has(role)))
    throw new Problem('forbidden', `sharing with everybody is for ${SHARE_WITH_ALL.join(', ')}`);
  if (audience !== 'group') return;
  if (group === undefined)
    throw new Problem('required-field-missing', 'say with which group', {
      errors: [{ pointer: '/group', code: 'required-field-missing', message: 'group is required' }],
    });
  const members = config.group(group)?.members;
  if (!members) throw new Problem('unknown-reference', `there is no group ${group}`);
  if (!members.includes(actor.id) && !roles.has('TAD'))
    throw new Problem('forbidden', `you share with groups that you are a member of; ${group} is none`);
}

const placed = ({ owner, audience }: Pick<View, 'owner' | 'audience'>) =>
  audience === 'personal' ? { owner } : ('shared' as const);

async function refuseTooMany(store: Store, { tenant }: Caller, view: View): Promise<void> {
  const { items } = await store.query({ pk: viewPk(tenant, placed(view)), limit: MOST });
  if (items.length < MOST) return;
  const whose = view.audience === 'personal' ? 'a person has' : 'a tenant shares';
  throw new Problem('limit-exceeded', `${whose} at most ${MOST} views; delete one first`);
}

const put = ({ tenant }: Caller, view: View, condition: 'absent' | { readonly version: number }): Write => ({
  put: { ...viewKey(tenant, placed(view), view.id), version: view.version, view },
  condition,
});

/** POST /v1/views */
export async function create({ request, body, dryRun }: Call<Body>): Promise<Response> {
  const { caller } = request;
  requireKeyOfMachines(request);
  const { store, config } = await placeOf(caller.tenant);
  const { replayed, expired } = await answeredBefore(store, request);
  if (replayed) return replayed;
  refuseUnknown(body, caller);
  refuseAudience(body, caller, config);
  const now = clock.now();
  const at = toInstant(now);
  const identity = { id: newUlid(now), version: 1, owner: caller.actor.id, createdAt: at, updatedAt: at };
  const view: View = { ...identity, ...body };
  await refuseTooMany(store, caller, view);
  if (dryRun) return { status: 200, body: view };
  const response = answer(201, view, { location: `/v1/views/${view.id}` });
  const answered = await answerOnce(store, [put(caller, view, 'absent')], { request, response, expired });
  if (answered === LOST) throw new Problem('write-conflict', 'other writes were under way; send it again');
  return answered;
}

/** A view that the caller may change: their own, or as administrator a shared one. @throws Problem not-found, forbidden, version-mismatch */
async function changeable({ request, parameters }: Call<unknown>, { store, config }: Place): Promise<View> {
  const { caller } = request;
  const view = await findView(store, caller, config, parameters.id ?? '');
  if (view.owner !== caller.actor.id && !caller.roles.has('TAD'))
    throw new Problem('forbidden', `view ${view.id} is changed by ${view.owner}, or by an administrator`);
  matchVersion(requireIfMatch(request.ifMatch), view.version);
  return view;
}

/** What a write that lost a race answers. */
async function unlessChanged(store: Store, writes: readonly Write[], { id }: View): Promise<void> {
  if (!(await isWritten(store, writes)))
    throw new Problem('version-mismatch', `view ${id} was changed at the same time; read it again`);
}

/** PUT /v1/views/{id} */
export async function replace(call: Call<Body>): Promise<Response> {
  const { request, body, dryRun } = call;
  const { caller } = request;
  const place = await placeOf(caller.tenant);
  const view = await changeable(call, place);
  refuseUnknown(body, caller);
  refuseAudience(body, caller, place.config);
  const { id, owner, createdAt } = view;
  const identity = { id, owner, createdAt, version: view.version + 1, updatedAt: toInstant(clock.now()) };
  const next: View = { ...identity, ...body };
  if (isDeepStrictEqual({ ...next, version: view.version, updatedAt: view.updatedAt }, view)) return answer(200, view);
  const moved = viewsOf(placed(next)) !== viewsOf(placed(view));
  if (moved) await refuseTooMany(place.store, caller, next);
  if (dryRun) return { status: 200, body: next };
  const seen = { version: view.version };
  const writes: readonly Write[] = moved
    ? [{ delete: viewKey(caller.tenant, placed(view), id), condition: seen }, put(caller, next, 'absent')]
    : [put(caller, next, seen)];
  await unlessChanged(place.store, writes, view);
  return answer(200, next);
}

/** DELETE /v1/views/{id} */
export async function remove(call: Call<unknown>): Promise<Response> {
  const { request, dryRun } = call;
  const place = await placeOf(request.caller.tenant);
  const view = await changeable(call, place);
  const gone: Write = {
    delete: viewKey(request.caller.tenant, placed(view), view.id),
    condition: { version: view.version },
  };
  if (!dryRun) await unlessChanged(place.store, [gone], view);
  return { status: 204 };
}
