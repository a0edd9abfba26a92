/** PATCH /v1/tenants/{tenant}: corrects what was given at onboarding. The slug stays, because addresses and tokens name the tenant by it. */

import * as z from 'zod/mini';
import { documentEvents } from '#functions/platform/access/configuration/contract';
import { serviceEvent } from '#shared/grammar/service-events';
import { matchVersion, requireIfMatch } from '#shared/http/precondition';
import { etag, type Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { isWritten } from '#shared/store/attempt';
import { eventSk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import type { Actor } from '#shared/tenancy/context';
import type { TenantProfile } from '#shared/tenancy/documents';
import { documentKey, documentVersionPk } from '#shared/tenancy/keys';
import { callingOperator, onboardedBy, renamedDelegations, tellClient } from './clients.ts';
import { findEntry, type RegistryEntry, storeOf } from './registry.ts';
import { putEntry } from './state.ts';
import { refuseUnknownZone, shownTenant, tenantSchema } from './tenants.ts';

const { name, zone } = tenantSchema.shape;
export const profileSchema = z.strictObject({ name: z.exactOptional(name), zone: z.exactOptional(zone) });
export type ProfileBody = z.infer<typeof profileSchema>;

/** By the tenant's administrators, and by the MSP that onboarded it. */
export async function updateTenant(call: Call<ProfileBody>): Promise<Response> {
  const { request, body, dryRun } = call;
  const { entry, actor } = await meant(call);
  matchVersion(requireIfMatch(request.ifMatch), entry.version ?? 0);
  if (body.zone !== undefined) refuseUnknownZone(body.zone);
  const next = { ...entry, ...body, version: (entry.version ?? 0) + 1 };
  if (dryRun) return { status: 200, body: shownTenant(next) };
  await rewriteProfile(next, actor, request.id);
  const renamed = (await renamedDelegations(next)).map((put) => ({ put }));
  await putEntry(entry, next, renamed);
  return { status: 200, body: shownTenant(next), headers: { etag: etag(next.version) } };
}

/** Which tenant, and as whom. @throws Problem not-found, forbidden */
async function meant(call: Call<unknown>): Promise<{ readonly entry: RegistryEntry; readonly actor: Actor }> {
  const { caller } = call.request;
  const wanted = call.parameters.tenant ?? '';
  const own = await findEntry(caller.tenant);
  if (own && (own.id === wanted || own.slug === wanted) && caller.roles.has('TAD'))
    return { entry: own, actor: caller.actor };
  const operator = await callingOperator(call);
  const entry = await onboardedBy(operator, wanted);
  if (!call.dryRun) await tellClient(call.request, operator, entry);
  return { entry, actor: operator.actor };
}

/** The profile in the tenant's own partition, with the event that tells of it. @throws Problem write-conflict */
async function rewriteProfile({ id, ...to }: RegistryEntry, { type, id: by }: Actor, requestId: string): Promise<void> {
  const store = await storeOf(id);
  const key = documentKey(id, 'own', 'tenant', 'tenant');
  const item = await store.get(key);
  const known = Number(item?.version ?? 0);
  const profile = { ...(item?.body as TenantProfile | undefined), name: to.name, zone: to.zone };
  const event = serviceEvent(documentEvents, 'updated', {
    tenantId: id,
    id: 'tenant',
    recordVersion: known + 1,
    actor: { type, id: by },
    command: 'put',
    state: { to: 'effective' },
    correlationId: requestId,
    data: { kind: 'tenant', id: 'tenant', version: known + 1 },
  });
  const writes: readonly Write[] = [
    {
      put: { ...item, ...key, version: known + 1, updatedAt: event.at, body: profile },
      condition: { version: known },
    },
    {
      put: {
        pk: documentVersionPk(id, 'tenant', 'tenant'),
        sk: `${eventSk(known + 1)}#${event.eventId}`,
        entry: { events: [event] },
      },
    },
  ];
  if (!(await isWritten(store, writes)))
    throw new Problem('write-conflict', `${to.slug} was changed at the same time; send it again`);
}
