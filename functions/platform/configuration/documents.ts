/** Operations on configuration documents, the same for every kind: effective values with their origin, versions, one transaction. */

import { documentEvent } from '#shared/events/new-event';
import { matchVersion, requireIfMatch } from '#shared/http/precondition';
import { Problem } from '#shared/http/problems';
import { etag, type Response } from '#shared/http/response';
import type { Call } from '#shared/process/service';
import { chainExceedsSla, olaExceedsSla } from '#shared/service-levels/agreements';
import type { ServiceLevelDefinition } from '#shared/service-levels/definition';
import { configurationPk, documentKey, documentVersionKey, documentVersionPk, eventSk } from '#shared/store/keys';
import { type Item, type Store, TransactionRefused } from '#shared/store/store';
import { effectiveDocuments } from '#shared/tenancy/configuration';
import type { Document, TenantProfile } from '#shared/tenancy/documents';
import { storesOf } from '#shared/tenancy/place';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { clock, toInstant } from '#shared/time/clock';
import type { Kind } from './kinds.ts';

/** One tenant's items, with that tenant's credentials. */
export const storeOf = storesOf('configuration');

interface Place {
  readonly store: Store;
  readonly items: readonly Item[];
  readonly profile: TenantProfile;
  readonly documents: readonly Document[];
}

export async function placeOf(tenant: TenantId): Promise<Place> {
  const store = await storeOf(tenant);
  const items = await store.queryAll({ pk: configurationPk(tenant) });
  const profile = items.find((item) => item.kind === 'tenant')?.body as TenantProfile | undefined;
  if (!profile) throw new Problem('not-found', 'the tenant has no configuration: it was never onboarded');
  return { store, items, profile, documents: effectiveDocuments(items, profile.zone) };
}

const shown = ({ id, version, origin, body, updatedAt }: Document) => ({
  id,
  version,
  origin,
  ...(updatedAt && { updatedAt }),
  body,
});
const idOf = ({ only }: Kind, call: Call<unknown>): string => only ?? call.parameters.id ?? '';

/** GET /v1/{path} */
export const list =
  ({ kind }: Kind) =>
  async ({ request }: Call<unknown>): Promise<Response> => {
    const { documents } = await placeOf(request.caller.tenant);
    return {
      status: 200,
      body: { items: documents.filter((document) => document.kind === kind).map(shown), nextCursor: null },
    };
  };

/** GET /v1/configuration: everything in effect, and where it comes from. */
export async function readAll({ request }: Call<unknown>): Promise<Response> {
  const { documents, profile } = await placeOf(request.caller.tenant);
  const { cursorKey: _, ...tenant } = profile;
  const items = documents
    .filter(({ kind }) => kind !== 'tenant' && kind !== 'inactive-user')
    .map((document) => ({ kind: document.kind, ...shown(document) }));
  return { status: 200, body: { tenant, items } };
}

function found(documents: readonly Document[], { kind, title }: Kind, id: string): Document {
  const document = documents.find((candidate) => candidate.kind === kind && candidate.id === id);
  if (document) return document;
  throw new Problem('not-found', `there is no ${title.toLowerCase()} ${id}`);
}

/** GET /v1/{path}/{id} */
export const read =
  (kind: Kind) =>
  async (call: Call<unknown>): Promise<Response> => {
    const document = found((await placeOf(call.request.caller.tenant)).documents, kind, idOf(kind, call));
    return { status: 200, body: shown(document), headers: { etag: etag(document.version) } };
  };

/** GET /v1/{path}/{id}/versions */
export const versions =
  (kind: Kind) =>
  async (call: Call<unknown>): Promise<Response> => {
    const { tenant } = call.request.caller;
    const { store, documents } = await placeOf(tenant);
    const id = idOf(kind, call);
    const kept = (await store.queryAll({ pk: documentVersionPk(tenant, kind.kind, id), begins: 'VERSION#' })).map(
      ({ version, body, updatedAt }) => ({
        version,
        body,
        updatedAt,
      }),
    );
    return {
      status: 200,
      body: { items: kept.length > 0 ? kept : [shown(found(documents, kind, id))], nextCursor: null },
    };
  };

function refuseFaults(kind: Kind, body: unknown): void {
  const faults = kind.check(body as never);
  const [first] = faults;
  if (!first) return;
  const errors = faults.map(({ pointer, slug, message }) => ({ pointer, code: slug, message }));
  throw new Problem(first.slug, faults.map(({ pointer, message }) => `${pointer}: ${message}`).join('; '), { errors });
}

/** A definition against the calendars and the other definitions of the tenant (B6). */
function agreements(documents: readonly Document[], id: string, body: unknown): readonly string[] {
  const definition = { ...(body as Omit<ServiceLevelDefinition, 'id' | 'version'>), id, version: 0 };
  const calendars = [definition.calendarId, ...Object.values(definition.calendarByPriority ?? {})];
  const missing = calendars.find(
    (calendar) => !documents.some((document) => document.kind === 'calendar' && document.id === calendar),
  );
  if (missing !== undefined) throw new Problem('unknown-reference', `there is no calendar ${missing}`);
  const others = documents
    .filter((document) => document.kind === 'service-level-definition' && document.id !== id)
    .map((document) => ({
      ...(document.body as Omit<ServiceLevelDefinition, 'id' | 'version'>),
      id: document.id,
      version: document.version,
    }));
  const all = [...others, definition];
  const slas = all.filter(({ kind }) => kind === 'sla');
  const touching = (sla: ServiceLevelDefinition): boolean => definition.kind === 'ola' || sla.id === id;
  const exceeding = slas
    .filter(touching)
    .flatMap((sla) => olaExceedsSla(sla, definition.kind === 'ola' ? [definition] : all));
  if (exceeding.length > 0) {
    throw new Problem('ola-exceeds-sla', exceeding.map(({ message }) => message).join('; '), {
      errors: exceeding.map(({ pointer, code, message }) => ({ pointer, code, message })),
    });
  }
  const path = all.filter(({ kind }) => kind !== 'sla');
  return slas
    .flatMap((sla) =>
      chainExceedsSla(
        sla,
        path.filter(({ metric }) => metric === sla.metric || metric === 'vendor'),
      ),
    )
    .map(({ message }) => message);
}

/** PUT /v1/{path}/{id}: the next version, with the event that tells of it, in one transaction. */
export const write =
  (kind: Kind) =>
  async (call: Call<unknown>): Promise<Response> => {
    const { request, body, dryRun } = call;
    const { tenant } = request.caller;
    const id = idOf(kind, call);
    if (!/^[a-z0-9][a-z0-9-]{0,79}$/.test(id))
      throw new Problem('validation-failed', `an id has up to 80 characters of [a-z0-9-], was given ${id}`);
    refuseFaults(kind, body);
    const { store, documents, profile } = await placeOf(tenant);
    const warnings = kind.kind === 'service-level-definition' ? agreements(documents, id, body) : [];
    const current = documents.find((document) => document.kind === kind.kind && document.id === id);
    if (current?.origin === 'own') matchVersion(requireIfMatch(request.ifMatch), current.version);
    const version = (await highestVersion(store, tenant, kind, id, current)) + 1;
    const next = { id, version, origin: 'own' as const, updatedAt: toInstant(clock.now()), body };
    const answer = {
      ...next,
      ...(warnings.length > 0 && { warnings: warnings.map((message) => ({ code: 'chain-exceeds-sla', message })) }),
    };
    if (dryRun) return { status: 200, body: { dryRun: true, ...answer } };
    const item = { kind: kind.kind, id, version, body, updatedAt: next.updatedAt };
    try {
      await store.transact([
        {
          put: { ...documentKey(tenant, 'own', kind.kind, id), ...item },
          condition: current?.origin === 'own' ? { version: current.version } : 'absent',
        },
        { put: { ...documentVersionKey(tenant, kind.kind, id, version), ...item }, condition: 'absent' },
        { put: changeEvent(call, kind, id, version) },
        ...(kind.also?.(profile, tenant, body) ?? []),
      ]);
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      throw new Problem('version-mismatch', `${kind.title} ${id} was changed at the same time; read it again`);
    }
    return { status: current?.origin === 'own' ? 200 : 201, body: answer, headers: { etag: etag(version) } };
  };

/** Versions of an id never repeat, whatever their origin: clocks refer to them for ever. */
async function highestVersion(
  store: Store,
  tenant: TenantId,
  { kind }: Kind,
  id: string,
  current: Document | undefined,
): Promise<number> {
  const { items } = await store.query({
    pk: documentVersionPk(tenant, kind, id),
    begins: 'VERSION#',
    descending: true,
    limit: 1,
  });
  return Math.max(current?.version ?? 0, Number(items[0]?.version ?? 0));
}

/** DELETE /v1/{path}/{id}: back to what is inherited, or the default. */
export const remove =
  (kind: Kind) =>
  async (call: Call<unknown>): Promise<Response> => {
    const { tenant } = call.request.caller;
    const id = idOf(kind, call);
    const { store, documents, profile } = await placeOf(tenant);
    const current = found(documents, kind, id);
    if (current.origin !== 'own')
      throw new Problem(
        'not-found',
        `${kind.title} ${id} is ${current.origin}; there is nothing of your own to delete`,
      );
    matchVersion(requireIfMatch(call.request.ifMatch), current.version);
    if (!call.dryRun) {
      await store.transact([
        { delete: documentKey(tenant, 'own', kind.kind, id), condition: { version: current.version } },
        { put: changeEvent(call, kind, id, 0) },
        ...(kind.also?.(profile, tenant, undefined) ?? []),
      ]);
    }
    return { status: 204 };
  };

/** The event that tells of a change, where the relay finds it. */
function changeEvent({ request }: Call<unknown>, { kind }: Kind, id: string, version: number): Item {
  const event = documentEvent(request, {
    name: 'configuration.updated',
    process: 'configuration',
    type: 'configuration',
    id,
    version,
    data: { kind, id, version },
  });
  return {
    pk: documentVersionPk(request.caller.tenant, kind, id),
    sk: `${eventSk(version)}#${event.eventId}`,
    entry: { events: [event] },
  };
}
