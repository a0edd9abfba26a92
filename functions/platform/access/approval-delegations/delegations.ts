/** Delegations as documents of the tenant's configuration, so that every round sees them without a call of its own. */

import * as z from 'zod/mini';
import { serviceEvent } from '#shared/grammar/service-events';
import { instantSchema } from '#shared/http/instant';
import type { Response } from '#shared/http/response';
import type { TenantId } from '#shared/ids/tenant-id';
import { newUlid } from '#shared/ids/ulid';
import { type Delegation, faultOf } from '#shared/kit/approval/delegation';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { isWritten } from '#shared/store/attempt';
import { eventSk } from '#shared/store/keys';
import type { Item, Store, Write } from '#shared/store/store';
import { makerOf } from '#shared/tenancy/context';
import { type Document, isKind } from '#shared/tenancy/documents';
import { documentKey, documentVersionKey, documentVersionPk } from '#shared/tenancy/keys';
import { idSchema } from '#shared/text/line';
import { clock, toInstant, toSeconds } from '#shared/time/clock';
import { delegationEvents } from './contract.ts';
import { placeOf } from './place.ts';

const KIND = 'approval-delegation';
/** All delegations of a tenant are one journal: each entry is the next, so that no two are judged side by side. */
const JOURNAL = 'journal';
/** Delegations that hold or will hold, of one tenant. */
const MAX_DELEGATIONS = 500;
const DAY = 86_400;

const person = idSchema(120);
const instant = instantSchema();

export const delegationSchema = z.strictObject({
  from: z.exactOptional(person),
  to: person,
  start: instant,
  end: instant,
  scope: z.exactOptional(
    z.array(z.string().check(z.minLength(1), z.maxLength(80))).check(z.minLength(1), z.maxLength(40)),
  ),
});
export type DelegationBody = z.infer<typeof delegationSchema>;

type Kept = Document<typeof KIND>;

/** Those that have not ended. */
function standing(documents: readonly Document[], now: number): readonly Kept[] {
  return documents.filter((one): one is Kept => isKind(one, KIND) && Date.parse(one.body.end) > now);
}

const shown = ({ id, body: { maker, ...body } }: Kept) => ({ id, ...body, ...(maker && { createdBy: maker.id }) });

const seesAll = ({ request: { caller } }: Call<unknown>): boolean =>
  ['TAD', 'AUD', 'PRO'].some((role) => [...caller.roles].some((held) => held === role));

function visible(call: Call<unknown>, documents: readonly Document[]): readonly Kept[] {
  const { id } = call.request.caller.actor;
  const mine = ({ body }: Kept): boolean => body.from === id || body.to === id;
  return standing(documents, clock.now()).filter((one) => seesAll(call) || mine(one));
}

/** GET /v1/approval-delegations */
export async function listDelegations(call: Call<unknown>): Promise<Response> {
  const { config } = await placeOf(call.request.caller.tenant);
  return { status: 200, body: { items: visible(call, config.documents).map(shown), nextCursor: null } };
}

async function found(call: Call<unknown>) {
  const place = await placeOf(call.request.caller.tenant);
  const id = call.parameters.delegation ?? '';
  const kept = visible(call, place.config.documents).find((one) => one.id === id);
  if (!kept) throw new Problem('not-found', `there is no approval delegation ${id} that you may see`);
  return { ...place, kept };
}

/** GET /v1/approval-delegations/{delegation} */
export async function readDelegation(call: Call<unknown>): Promise<Response> {
  return { status: 200, body: shown((await found(call)).kept) };
}

/** POST /v1/approval-delegations. @throws Problem forbidden when it is somebody else's vote */
export async function createDelegation(call: Call<DelegationBody>): Promise<Response> {
  const { request, body, dryRun } = call;
  const { tenant, actor, roles } = request.caller;
  const from = body.from ?? actor.id;
  if (from !== actor.id && !roles.has('TAD'))
    throw new Problem(
      'forbidden',
      `you delegate your own votes; those of ${from} are theirs or an administrator’s to delegate`,
    );
  const [start, end] = [body.start, body.end].map((text) => toInstant(Date.parse(text)));
  const wanted: Delegation = { ...body, from, start: start ?? '', end: end ?? '' };
  const { store, config } = await placeOf(tenant);
  const now = clock.now();
  const others = standing(config.documents, now);
  if (others.length >= MAX_DELEGATIONS)
    throw new Problem('limit-exceeded', `a tenant has at most ${MAX_DELEGATIONS} delegations at a time`);
  const next = await nextEntry(store, tenant);
  const fault = faultOf(
    wanted,
    others.map(({ body: other }) => other),
    now,
  );
  if (fault) {
    const errors = [{ pointer: `/${fault.field}`, code: 'validation-failed', message: fault.message }];
    throw new Problem('validation-failed', fault.message, { errors });
  }
  if (dryRun) return { status: 200, body: wanted };
  const id = newUlid(now);
  const expiresAt = toSeconds(Date.parse(wanted.end)) + DAY;
  const maker = makerOf(request.caller, toInstant(now));
  const item = { kind: KIND, id, version: 1, body: { ...wanted, maker }, updatedAt: toInstant(now), expiresAt };
  await note(
    store,
    call,
    next,
    'created',
    { id, ...wanted },
    { put: { ...documentKey(tenant, 'own', KIND, id), ...item } },
  );
  return {
    status: 201,
    body: { id, ...wanted, createdBy: maker.id },
    headers: { location: `/v1/approval-delegations/${id}` },
  };
}

/** DELETE /v1/approval-delegations/{delegation}: by the one whose votes they are, or an administrator. */
export async function revokeDelegation(call: Call<unknown>): Promise<Response> {
  const { store, kept } = await found(call);
  const { tenant, actor, roles } = call.request.caller;
  if (kept.body.from !== actor.id && !roles.has('TAD'))
    throw new Problem('forbidden', `only ${kept.body.from} and administrators take this delegation back`);
  if (call.dryRun) return { status: 204 };
  const next = await nextEntry(store, tenant);
  await note(store, call, next, 'revoked', shown(kept), { delete: documentKey(tenant, 'own', KIND, kept.id) });
  return { status: 204 };
}

async function nextEntry(store: Store, tenant: TenantId): Promise<number> {
  const { items } = await store.query({
    pk: documentVersionPk(tenant, KIND, JOURNAL),
    begins: 'VERSION#',
    descending: true,
    limit: 1,
  });
  return Number(items[0]?.version ?? 0) + 1;
}

type Change = { readonly put: Item } | { readonly delete: { readonly pk: string; readonly sk: string } };

/** The change, its entry in the journal and its event, in one transaction. @throws Problem write-conflict */
async function note(
  store: Store,
  { request }: Call<unknown>,
  version: number,
  what: 'created' | 'revoked',
  delegation: Delegation & { readonly id: string },
  change: Change,
): Promise<void> {
  const { tenant, actor } = request.caller;
  const event = serviceEvent(delegationEvents, what, {
    tenantId: tenant,
    id: delegation.id,
    uid: delegation.id,
    recordVersion: version,
    actor: { type: actor.type, id: actor.id },
    command: what === 'created' ? 'create' : 'revoke',
    state: { to: what },
    correlationId: request.id,
    data: { ...delegation },
  });
  const entry = {
    kind: KIND,
    id: delegation.id,
    version,
    body: { what, by: actor.id, ...delegation },
    updatedAt: event.at,
  };
  const pk = documentVersionPk(tenant, KIND, JOURNAL);
  const writes: readonly Write[] = [
    change,
    { put: { ...documentVersionKey(tenant, KIND, JOURNAL, version), ...entry }, condition: 'absent' },
    { put: { pk, sk: `${eventSk(version)}#${event.eventId}`, entry: { events: [event] } } },
  ];
  if (!(await isWritten(store, writes)))
    throw new Problem('write-conflict', 'somebody delegated at the same time; send it again');
}
