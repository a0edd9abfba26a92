/** Operations on tenants: an MSP onboards, lists, suspends and reactivates its clients. */
import * as z from 'zod/mini';
import type { BusEvent } from '#shared/events/envelope';
import { Problem } from '#shared/http/problems';
import type { Response } from '#shared/http/response';
import type { Call } from '#shared/process/service';
import { delegationPk } from '#shared/store/keys';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { isZone } from '#shared/time/zone';
import { onboard } from './onboard.ts';
import { clientOf, entryItem, findEntry, platformStore, type RegistryEntry, slugItem } from './registry.ts';

const slug = z.string().check(z.minLength(2), z.maxLength(40), z.regex(/^[a-z][a-z0-9-]*$/));
export const tenantSchema = z.strictObject({
  slug,
  name: z.string().check(z.minLength(1), z.maxLength(160)),
  zone: z.string().check(z.minLength(1), z.maxLength(60)),
});
export type TenantBody = z.infer<typeof tenantSchema>;

/** The MSP that the caller works for. @throws Problem forbidden for anyone whose own tenant is none */
async function mspOf({ request }: Call<unknown>): Promise<TenantId> {
  const home = request.caller.actor.homeTenantId ?? request.caller.tenant;
  const entry = await findEntry(home);
  if (entry?.kind === 'msp') return entry.id;
  throw new Problem('forbidden', 'only an MSP has clients');
}

const shown = ({ id, slug, name, kind, zone, state, createdAt }: RegistryEntry) => ({
  id,
  slug,
  name,
  kind,
  zone,
  state,
  createdAt,
});

function refuseUnknownZone(zone: string): void {
  if (isZone(zone)) return;
  throw new Problem('validation-failed', `expected an IANA time zone such as Europe/Berlin, was given ${zone}`, {
    errors: [{ pointer: '/zone', code: 'validation-failed', message: 'expected an IANA time zone' }],
  });
}

/** POST /v1/tenants */
export async function onboardClient(call: Call<TenantBody>): Promise<Response> {
  const parent = await mspOf(call);
  refuseUnknownZone(call.body.zone);
  if (call.dryRun) return { status: 200, body: { dryRun: true, ...call.body, kind: 'client' } };
  const entry = await onboard({ ...call.body, kind: 'client', parent });
  return { status: 201, body: shown(entry), headers: { location: `/v1/tenants/${entry.slug}` } };
}

/** The operator of a deployment onboards MSPs by invoking the function: `tenant.onboard` from `helmdesk.operator`. */
export async function onboardMsp({ detail }: BusEvent): Promise<void> {
  const body = tenantSchema.safeParse(detail);
  if (!body.success) throw new Error(`expected {slug, name, zone}, was given ${JSON.stringify(detail)}`);
  refuseUnknownZone(body.data.zone);
  await onboard({ ...body.data, kind: 'msp' });
}

/** GET /v1/tenants */
export async function listClients(call: Call<unknown>): Promise<Response> {
  const items = await platformStore().queryAll({ pk: delegationPk(await mspOf(call)) });
  const entries = await Promise.all(items.map(({ sk }) => findEntry(sk)));
  return { status: 200, body: { items: entries.flatMap((entry) => (entry ? [shown(entry)] : [])), nextCursor: null } };
}

/** GET /v1/tenants/{tenant} */
export async function readClient(call: Call<unknown>): Promise<Response> {
  const { caller } = call.request;
  const name = call.parameters.tenant ?? '';
  const own = await findEntry(caller.tenant);
  if (own && [own.id, own.slug].includes(name as TenantId)) return { status: 200, body: shown(own) };
  return { status: 200, body: shown(await clientOf(await mspOf(call), name)) };
}

/** POST /v1/tenants/{tenant}/suspend and …/reactivate */
export const setState =
  (state: RegistryEntry['state']) =>
  async (call: Call<unknown>): Promise<Response> => {
    const msp = await mspOf(call);
    const entry = await clientOf(msp, call.parameters.tenant ?? '');
    if (entry.parent !== msp) throw new Problem('forbidden', 'a tenant is suspended by the MSP that onboarded it');
    const next = { ...entry, state };
    if (!call.dryRun) await platformStore().transact([{ put: entryItem(next) }, { put: slugItem(next) }]);
    return { status: 200, body: shown(next) };
  };
