/** Operations on configuration documents, the same for every kind: effective values with their origin, versions, one transaction. */

import { isDeepStrictEqual } from 'node:util';
import { storedPeople } from '#shared/engine/names';
import { ofDocument } from '#shared/events/new-event';
import { serviceEvent } from '#shared/grammar/service-events';
import { matchVersion, requireIfMatch } from '#shared/http/precondition';
import { etag, type Response } from '#shared/http/response';
import { anyOf, isNobodysOwn } from '#shared/ids/person';
import type { TenantId } from '#shared/ids/tenant-id';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { attempt, LOST, type Lost, PATIENCE, untilWritten } from '#shared/store/attempt';
import { eventSk } from '#shared/store/keys';
import type { Item, Store } from '#shared/store/store';
import { effectiveDocuments } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';
import { settingsDocuments, tenantDocuments } from '#shared/tenancy/defaults';
import type { DocumentForm } from '#shared/tenancy/document-form';
import {
  type Document,
  type DocumentBodies,
  type DocumentKind,
  documentsOf,
  type TenantProfile,
} from '#shared/tenancy/documents';
import { configurationPk, documentKey, documentVersionKey, documentVersionPk } from '#shared/tenancy/keys';
import { storesOf } from '#shared/tenancy/place';
import { clock, toInstant } from '#shared/time/clock';
import { documentEvents } from './contract.ts';
import { anotherWasFaster, noneMeanwhile } from './together.ts';

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
  const profile = items.find(({ kind }) => kind === tenantDocuments.kind)?.body as TenantProfile | undefined;
  if (!profile) throw new Problem('not-found', 'the tenant has no configuration: it was never onboarded');
  return { store, items, profile, documents: effectiveDocuments(items, profile.zone) };
}

const shown = ({ id, version, origin, body, updatedAt, selfJoined }: Document) => ({
  id,
  version,
  origin,
  ...(updatedAt && { updatedAt }),
  ...(selfJoined && { selfJoined }),
  body,
});
/** What the schema of its kind let in. */
type Body = DocumentBodies[DocumentKind];

const idOf = ({ only }: DocumentForm, call: Call<unknown>): string => only ?? call.parameters.id ?? '';

/** GET /v1/{path} */
export const list =
  ({ kind }: DocumentForm) =>
  async ({ request }: Call<unknown>): Promise<Response> => {
    const { documents } = await placeOf(request.caller.tenant);
    return {
      status: 200,
      body: { items: documents.filter((document) => document.kind === kind).map(shown), nextCursor: null },
    };
  };

/** What is shown elsewhere, or only ours to know. */
const UNSHOWN: ReadonlySet<string> = new Set(['tenant', 'inactive-user', 'delegation'] satisfies DocumentKind[]);

/** GET /v1/configuration: everything in effect, and where it comes from. */
export async function readAll({ request }: Call<unknown>): Promise<Response> {
  const { documents, profile } = await placeOf(request.caller.tenant);
  const { cursorKey: _, ...tenant } = profile;
  const items = documents
    .filter(({ kind }) => !UNSHOWN.has(kind))
    .map((document) => ({ kind: document.kind, ...shown(document) }));
  return { status: 200, body: { tenant, items } };
}

function found(documents: readonly Document[], { kind, title }: DocumentForm, id: string): Document {
  const document = documents.find((candidate) => candidate.kind === kind && candidate.id === id);
  if (document) return document;
  throw new Problem('not-found', `there is no ${title.toLowerCase()} ${id}`);
}

/** GET /v1/{path}/{id} */
export const read =
  (kind: DocumentForm) =>
  async (call: Call<unknown>): Promise<Response> => {
    const document = found((await placeOf(call.request.caller.tenant)).documents, kind, idOf(kind, call));
    return { status: 200, body: shown(document), headers: { etag: etag(document.version) } };
  };

/** GET /v1/{path}/{id}/versions */
export const versions =
  (kind: DocumentForm) =>
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

function refuseFaults(kind: DocumentForm, id: string, body: unknown, documents: readonly Document[]): void {
  const faults = kind.check(body as Body, documents, id);
  const [first] = faults;
  if (!first) return;
  const errors = faults.map(({ pointer, slug, message }) => ({ pointer, code: slug, message }));
  throw new Problem(first.slug, faults.map(({ pointer, message }) => `${pointer}: ${message}`).join('; '), {
    ...first.extra,
    errors,
  });
}

/** @throws Problem unknown-reference for people who are in no directory, where the tenant keeps one; operators are in their provider's */
async function refuseStrangers(
  { people }: DocumentForm,
  body: unknown,
  { store, documents, tenant }: Pick<Place, 'store' | 'documents'> & { readonly tenant: TenantId },
): Promise<void> {
  const [settings] = documentsOf({ documents }, settingsDocuments);
  const named = people?.(body as Body).filter(({ word }) => !isNobodysOwn(word)) ?? [];
  if (settings?.body.people !== 'stored' || named.length === 0) return;
  const ids = named.map(({ word }) => word);
  const stored = await storedPeople(store, tenant, ids);
  const errors = named
    .filter(({ word }) => !stored.has(word))
    .map(({ pointer, word }) => ({
      pointer,
      code: 'unknown-reference',
      message: `there is no user ${word} in the tenant’s directory`,
    }));
  if (errors[0]) throw new Problem('unknown-reference', errors[0].message, { errors: errors.slice(0, 50) });
}

/** What a document may be called. */
export const DOCUMENT_ID = /^[a-z0-9][a-z0-9-]{0,79}$/;

/** PUT /v1/{path}/{id}: the next version, with the event that tells of it, in one transaction. */
export const write =
  (kind: DocumentForm) =>
  async (call: Call<unknown>): Promise<Response> => {
    const id = idOf(kind, call);
    if (!DOCUMENT_ID.test(id))
      throw new Problem('validation-failed', `an id has up to 80 characters of [a-z0-9-], was given ${id}`);
    const giveUp = (rounds: number) =>
      new Problem(
        'write-conflict',
        `others of its kind were changed ${rounds} times while ${kind.title.toLowerCase()} ${id} was judged; send it again`,
      );
    return untilWritten(PATIENCE, () => judgedAndWritten(kind, call, id), giveUp);
  };

/** Lost when another document that bears on this one was written meanwhile. */
async function judgedAndWritten(kind: DocumentForm, call: Call<unknown>, id: string): Promise<Response | Lost> {
  const { request, body, dryRun } = call;
  const { tenant } = request.caller;
  const together = await noneMeanwhile(kind, body, await storeOf(tenant), tenant);
  const { store, documents, profile } = await placeOf(tenant);
  refuseFaults(kind, id, body, documents);
  await refuseStrangers(kind, body, { store, documents, tenant });
  const warnings = kind.warnings?.(body as Body, documents, id) ?? [];
  const current = documents.find((document) => document.kind === kind.kind && document.id === id);
  if (current?.origin === 'own') matchVersion(requireIfMatch(request.ifMatch), current.version);
  const selfJoined = joinedBySelf(kind, request.caller, body, current);
  const isSame = isDeepStrictEqual([current?.body, current?.selfJoined], [body, selfJoined]);
  if (current?.origin === 'own' && isSame) return asItWas(current);
  const version = (await highestVersion(store, tenant, kind, id, current)) + 1;
  const facts = { updatedAt: toInstant(clock.now()), ...(selfJoined && { selfJoined }) };
  const next = { id, version, origin: 'own' as const, ...facts, body };
  const answer = {
    ...next,
    ...(warnings.length > 0 && { warnings }),
  };
  if (dryRun) return { status: 200, body: answer };
  const item = { kind: kind.kind, id, version, body, ...facts };
  const outcome = await attempt(store, [
    {
      put: { ...documentKey(tenant, 'own', kind.kind, id), ...item },
      condition: current?.origin === 'own' ? { version: current.version } : 'absent',
    },
    { put: { ...documentVersionKey(tenant, kind.kind, id, version), ...item }, condition: 'absent' },
    { put: changeEvent(call, kind, id, version) },
    ...(kind.also?.(profile, tenant, body as Body) ?? []),
    ...together,
  ]);
  if (outcome.is !== 'written') {
    if (anotherWasFaster(outcome.refusal, together)) return LOST;
    throw new Problem('version-mismatch', `${kind.title} ${id} was changed at the same time; read it again`);
  }
  return { status: current?.origin === 'own' ? 200 : 201, body: answer, headers: { etag: etag(version) } };
}

/** The writer, where they put themselves into the group, now or before. Whoever else had done so is confirmed by this writer. */
function joinedBySelf(
  kind: DocumentForm,
  { actor }: Caller,
  body: unknown,
  current: Document | undefined,
): string | undefined {
  const members = kind.members?.(body as Body) ?? [];
  const known = (current && kind.members?.(current.body)) ?? [];
  const isSelf = anyOf([actor.id]);
  const isNew = !known.some(isSelf) || anyOf([current?.selfJoined])(actor.id);
  return members.some(isSelf) && isNew ? actor.id : undefined;
}

/** What says nothing new makes no version and no event. */
function asItWas(document: Document): Response {
  return { status: 200, body: shown(document), headers: { etag: etag(document.version) } };
}

/** Versions of an id never repeat, whatever their origin: clocks refer to them for ever. */
async function highestVersion(
  store: Store,
  tenant: TenantId,
  { kind }: DocumentForm,
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
  (kind: DocumentForm) =>
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
function changeEvent({ request }: Call<unknown>, { kind }: DocumentForm, id: string, version: number): Item {
  const event = serviceEvent(documentEvents, 'updated', {
    ...ofDocument(request, version),
    id,
    data: { kind, id, version },
  });
  return {
    pk: documentVersionPk(request.caller.tenant, kind, id),
    sk: `${eventSk(version)}#${event.eventId}`,
    entry: { events: [event] },
  };
}
