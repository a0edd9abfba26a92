/** Operations on tenants: an MSP onboards its clients, lists and reads them. */

import * as z from 'zod/mini';
import type { BusEvent } from '#shared/events/envelope';
import { etag, type Response } from '#shared/http/response';
import type { TenantId } from '#shared/ids/tenant-id';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { delegationPk } from '#shared/tenancy/keys';
import { nameSchema } from '#shared/text/line';
import { isZone } from '#shared/time/zone';
import { callingOperator, clientOf } from './clients.ts';
import { onboard } from './onboard.ts';
import { findEntry, platformStore, type RegistryEntry } from './registry.ts';
import { refuseReserved, slugSchema } from './slug.ts';

export const tenantSchema = z.strictObject({
  slug: slugSchema,
  name: nameSchema(160),
  zone: z.string().check(z.minLength(1), z.maxLength(60)),
});
export type TenantBody = z.infer<typeof tenantSchema>;

/** A tenant as those see it who may know of it. */
export const shownTenant = ({ id, slug, name, kind, zone, state, version, createdAt }: RegistryEntry) => ({
  id,
  slug,
  name,
  kind,
  zone,
  state,
  version: version ?? 0,
  createdAt,
});

/** @throws Problem validation-failed */
export function refuseUnknownZone(zone: string): void {
  if (isZone(zone)) return;
  throw new Problem('validation-failed', `expected an IANA time zone such as Europe/Berlin, was given ${zone}`, {
    errors: [{ pointer: '/zone', code: 'validation-failed', message: 'expected an IANA time zone' }],
  });
}

/** POST /v1/tenants */
export async function onboardClient(call: Call<TenantBody>): Promise<Response> {
  const { msp, given } = await callingOperator(call);
  if (!given(call.body.slug))
    throw new Problem('forbidden', 'you work for some clients only: an operator without such a list onboards others');
  refuseReserved(call.body.slug);
  refuseUnknownZone(call.body.zone);
  if (call.dryRun) return { status: 200, body: { ...call.body, kind: 'client' } };
  const entry = await onboard({ ...call.body, kind: 'client', parent: msp.id });
  return { status: 201, body: shownTenant(entry), headers: { location: `/v1/tenants/${entry.slug}` } };
}

/** The operator of a deployment onboards MSPs by invoking the function: `tenant.onboard` from `helmdesk.operator`. */
export async function onboardMsp({ detail }: BusEvent): Promise<void> {
  const body = tenantSchema.safeParse(detail);
  if (!body.success) throw new Error(`expected {slug, name, zone}, was given ${JSON.stringify(detail)}`);
  refuseReserved(body.data.slug);
  refuseUnknownZone(body.data.zone);
  await onboard({ ...body.data, kind: 'msp' });
}

/** GET /v1/tenants: those that have delegated to the MSP. */
export async function listClients(call: Call<unknown>): Promise<Response> {
  const { msp, given } = await callingOperator(call);
  const items = await platformStore().queryAll({ pk: delegationPk(msp.id) });
  const entries = await Promise.all(items.map(({ sk }) => findEntry(sk)));
  const known = entries.flatMap((entry) => (entry && given(entry.slug) ? [shownTenant(entry)] : []));
  return { status: 200, body: { items: known, nextCursor: null } };
}

/** GET /v1/tenants/{tenant} */
export async function readClient(call: Call<unknown>): Promise<Response> {
  const { caller } = call.request;
  const name = call.parameters.tenant ?? '';
  const own = await findEntry(caller.tenant);
  if (own && [own.id, own.slug].includes(name as TenantId)) return answered(own);
  return answered(await clientOf(await callingOperator(call), name));
}

const answered = (entry: RegistryEntry): Response => ({
  status: 200,
  body: shownTenant(entry),
  headers: { etag: etag(entry.version ?? 0) },
});
