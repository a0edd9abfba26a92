/** Delegations (A17): a client lets an MSP work for it, with which roles, on what and until when; it may end that at any time. */

import * as z from 'zod/mini';
import type { ServiceData } from '#shared/grammar/contract';
import { serviceEvent } from '#shared/grammar/service-events';
import { instantSchema } from '#shared/http/instant';
import type { Response } from '#shared/http/response';
import type { TenantId } from '#shared/ids/tenant-id';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { EVENT } from '#shared/store/keys';
import type { Item, Write } from '#shared/store/store';
import { assignable } from '#shared/tenancy/assignable';
import { type Delegation, delegationIn, isOver } from '#shared/tenancy/delegation';
import { delegatedPk, delegationHistoryPk, delegationKey, documentKey } from '#shared/tenancy/keys';
import { type Role, roles } from '#shared/tenancy/roles';
import { clock, toInstant } from '#shared/time/clock';
import { delegationEvents } from './contract.ts';
import { findEntry, platformStore, type RegistryEntry, storeOf } from './registry.ts';

const collection = z
  .string()
  .check(z.minLength(1), z.maxLength(60), z.regex(/^[a-z][a-z-]*$/, 'expected a collection such as incidents'));
export const delegationSchema = z.strictObject({
  roles: z.array(z.string().check(z.maxLength(10))).check(z.minLength(1), z.maxLength(30)),
  /** Collections such as `incidents`; absent: all of them. */
  scope: z.exactOptional(z.array(collection).check(z.minLength(1), z.maxLength(50))),
  until: z.exactOptional(instantSchema()),
});
export type DelegationBody = z.infer<typeof delegationSchema>;

/** What an MSP's people may be in a client's tenant; MSP they are anyway. */
const OWN: readonly Role[] = ['SYS', 'INT', 'PRV', 'PAD', 'MSP', 'REQ', 'CUR', 'SUG'];
const DELEGABLE: readonly Role[] = roles.filter((role) => !OWN.includes(role));

/** The client's own people decide. An operator whom it made an administrator would prolong what the client wants to end. */
function refuseOperators({ request }: Call<unknown>): void {
  if (request.caller.actor.type === 'msp')
    throw new Problem('forbidden', 'delegations are granted and revoked by the tenant’s own administrator');
}

/** @throws Problem not-found, the same for a tenant that is no MSP as for none at all */
async function mspNamed(name: string): Promise<RegistryEntry> {
  const entry = await findEntry(name);
  if (entry?.kind === 'msp') return entry;
  throw new Problem('not-found', `there is no MSP ${name}`);
}

const shown = ({ sk, msp, roles: given, scope, until, grantedAt, grantedBy }: Item) => ({
  mspId: sk,
  msp,
  roles: given,
  ...(scope !== undefined && { scope }),
  ...(until !== undefined && { until }),
  grantedAt,
  grantedBy,
});

/** Both items of a delegation: the authorizer finds it by the MSP, the client by itself. */
export function delegationItems(
  msp: TenantId,
  client: TenantId,
  facts: Readonly<Record<string, unknown>>,
): readonly [Item, Item] {
  return [
    { ...delegationKey(msp, client), ...facts },
    { pk: delegatedPk(client), sk: msp, ...facts },
  ];
}

/** The same for the client's own functions, which read no registry: in its configuration, where they look anyway (ADR 27). */
export function delegationDocument(client: TenantId, slug: string, delegation: Delegation): Item {
  const updatedAt = toInstant(clock.now());
  const key = documentKey(client, 'own', 'delegation', slug);
  return { ...key, kind: 'delegation', id: slug, version: 1, updatedAt, body: delegation };
}

/** GET /v1/delegations */
export async function listDelegations({ request }: Call<unknown>): Promise<Response> {
  const items = await platformStore().queryAll({ pk: delegatedPk(request.caller.tenant) });
  return { status: 200, body: { items: items.map(shown), nextCursor: null } };
}

/** PUT /v1/delegations/{msp}: grants, or replaces what was granted. */
export async function grantDelegation(call: Call<DelegationBody>): Promise<Response> {
  refuseOperators(call);
  const { tenant, actor } = call.request.caller;
  const { body, dryRun } = call;
  const msp = await mspNamed(call.parameters.msp ?? '');
  const now = clock.now();
  if (body.until !== undefined && Date.parse(body.until) <= now)
    throw new Problem('validation-failed', `until lies in the future, was given ${body.until}`, {
      errors: [{ pointer: '/until', code: 'validation-failed', message: 'expected an instant in the future' }],
    });
  const given = assignable(body.roles, DELEGABLE);
  const own = await findEntry(tenant);
  const grantedAt = toInstant(now);
  const facts = {
    ...{ ...body, roles: given, msp: msp.slug, slug: own?.slug, name: own?.name },
    ...{ grantedAt, grantedBy: actor.id, since: (await sinceOf(msp.id, tenant, now)) ?? grantedAt },
  };
  const items = delegationItems(msp.id, tenant, facts);
  if (!dryRun) {
    const document = delegationDocument(tenant, msp.slug, delegationIn(items[0]));
    await tell(call, msp, body, { put: document });
    await platformStore().transact(items.map((put) => ({ put })));
  }
  return { status: 200, body: shown(items[1]) };
}

/** Since when a delegation stands that is replaced; undefined when there is none, or it is over: then another one begins. */
async function sinceOf(msp: TenantId, client: TenantId, now: number): Promise<string | undefined> {
  const item = await platformStore().get(delegationKey(msp, client));
  const known = item && delegationIn(item);
  return known && !isOver(known, now) ? known.since : undefined;
}

/** DELETE /v1/delegations/{msp} */
export async function revokeDelegation(call: Call<unknown>): Promise<Response> {
  refuseOperators(call);
  const { tenant } = call.request.caller;
  const name = call.parameters.msp ?? '';
  const msp = await mspNamed(name);
  const [forMsp, forClient] = delegationItems(msp.id, tenant, {});
  if (!(await platformStore().get(forClient))) throw new Problem('not-found', `there is no delegation to ${name}`);
  if (!call.dryRun) {
    await tell(call, msp, undefined, { delete: documentKey(tenant, 'own', 'delegation', msp.slug) });
    await platformStore().transact([forMsp, forClient].map(({ pk, sk }) => ({ delete: { pk, sk } })));
  }
  return { status: 204 };
}

/** Entered into the client's own partition before it takes effect, what is given or that it is revoked: there is no delegation that no entry tells of. */
async function tell(
  { request }: Call<unknown>,
  msp: RegistryEntry,
  given: ServiceData<(typeof delegationEvents)['carries']['granted']> | undefined,
  document: Write,
): Promise<void> {
  const { tenant, actor } = request.caller;
  const telling = {
    tenantId: tenant,
    id: msp.slug,
    uid: msp.id,
    recordVersion: 1,
    actor: { type: actor.type, id: actor.id },
    correlationId: request.id,
  } as const;
  const event = given
    ? serviceEvent(delegationEvents, 'granted', { ...telling, command: 'grant', state: { to: 'granted' }, data: given })
    : serviceEvent(delegationEvents, 'revoked', { ...telling, command: 'revoke', state: { to: 'revoked' }, data: {} });
  const entry = { at: event.at, actor, command: event.command, msp: msp.id, data: event.data, events: [event] };
  const told = { pk: delegationHistoryPk(tenant), sk: `${EVENT}${event.eventId}`, entry };
  await (await storeOf(tenant)).transact([document, { put: told }]);
}
