/** Delegations (A17): a client lets an MSP work for it, with which roles, on what and until when; it may end that at any time. */
import * as z from 'zod/mini';
import { newEvent } from '#shared/events/new-event';
import { Problem } from '#shared/http/problems';
import type { Response } from '#shared/http/response';
import type { Call } from '#shared/process/service';
import { delegatedPk, delegationHistoryPk, delegationKey, EVENT } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import { assignable } from '#shared/tenancy/assignable';
import { type Role, roles } from '#shared/tenancy/roles';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { clock, toInstant } from '#shared/time/clock';
import { findEntry, platformStore, type RegistryEntry, storeOf } from './registry.ts';

const collection = z.string().check(z.minLength(1), z.maxLength(60), z.regex(/^[a-z][a-z-]*$/));
export const delegationSchema = z.strictObject({
  roles: z.array(z.string().check(z.maxLength(10))).check(z.minLength(1), z.maxLength(30)),
  /** Collections such as `incidents`; absent: all of them. */
  scope: z.exactOptional(z.array(collection).check(z.minLength(1), z.maxLength(50))),
  until: z.exactOptional(z.iso.datetime({ offset: true }).check(z.maxLength(35))),
});
export type DelegationBody = z.infer<typeof delegationSchema>;

/** What an MSP's people may be in a client's tenant; MSP they are anyway. */
const DELEGABLE: readonly Role[] = roles.filter((role) => !['SYS', 'INT', 'PAD', 'MSP', 'REQ'].includes(role));

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
  const facts = {
    ...{ ...body, roles: given, msp: msp.slug, slug: own?.slug, name: own?.name },
    ...{ grantedAt: toInstant(now), grantedBy: actor.id },
  };
  const items = delegationItems(msp.id, tenant, facts);
  if (!dryRun) {
    await tell(call, msp, 'granted', body);
    await platformStore().transact(items.map((put) => ({ put })));
  }
  return { status: 200, body: { ...(dryRun && { dryRun }), ...shown(items[1]) } };
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
    await tell(call, msp, 'revoked', {});
    await platformStore().transact([forMsp, forClient].map(({ pk, sk }) => ({ delete: { pk, sk } })));
  }
  return { status: 204 };
}

/** Entered into the client's own partition before it takes effect: there is no delegation that no entry tells of. */
async function tell(
  { request }: Call<unknown>,
  msp: RegistryEntry,
  what: 'granted' | 'revoked',
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { tenant, actor } = request.caller;
  const event = newEvent({
    name: `delegation.${what}`,
    process: 'tenants',
    tenantId: tenant,
    type: 'delegation',
    id: msp.slug,
    uid: msp.id,
    recordVersion: 1,
    actor: { type: actor.type, id: actor.id },
    command: what === 'granted' ? 'grant' : 'revoke',
    state: { to: what },
    correlationId: request.id,
    data,
  });
  await (await storeOf(tenant)).put({
    pk: delegationHistoryPk(tenant),
    sk: `${EVENT}${event.eventId}`,
    entry: { at: event.at, actor, command: event.command, msp: msp.id, data, events: [event] },
  });
}
