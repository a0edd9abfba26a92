/** POST /v1/{collection}/{id}/clone: a new record with what the old one is about; never its comments, tasks, approvals, clocks (A8). */

import { linkWrites } from '#shared/capabilities/links/links';
import { createOne, requireCreator } from '#shared/capabilities/records/create';
import { visibleRecord } from '#shared/engine/access';
import { circumstancesOf } from '#shared/engine/command';
import { confidentialLike } from '#shared/engine/confidential';
import type { Context } from '#shared/engine/context';
import { loadSeen } from '#shared/engine/load';
import { refuseUnsettable, settable } from '#shared/engine/settable';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { patchSchema, writableFields } from '#shared/grammar/schemas';
import { answeredBefore, requireKeyOfMachines } from '#shared/http/idempotency';
import { jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { permitted } from '#shared/tenancy/roles';

export interface CloneRule<N extends string = string> {
  /** Writable fields that are left out. */
  readonly without: readonly N[];
}

/** What tells a record from every other one is not copied. */
const OWN = ['externalId', 'watchers'];

/** What is copied of a record: the fields that people write, but those that the definition leaves out. */
function copied(
  definition: AnyRecordDefinition,
  visible: Readonly<Record<string, unknown>>,
  without: readonly string[],
): Readonly<Record<string, unknown>> {
  const left = [...OWN, ...without];
  const fields = Object.keys(writableFields(definition)).filter((field) => !left.includes(field));
  return Object.fromEntries(fields.flatMap((field) => (field in visible ? [[field, visible[field]]] : [])));
}

/** The body is what differs from the old record, as a merge patch. */
export async function clone(context: Context, { without }: CloneRule): Promise<Response> {
  const { request, definition, store } = context;
  knownParameters(request, ['dryRun']);
  const source = await loadSeen(context);
  const circumstances = circumstancesOf(context, []);
  requireCreator(context, circumstances);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  const { replayed, expired } = await answeredBefore(store, request);
  if (replayed) return replayed;
  const { caller } = request;
  refuseUnsettable(definition, body, caller, 'changes');
  const changes = validated(patchSchema(definition), body, Object.keys(writableFields(definition)));
  const taken = settable(
    definition,
    copied(definition, visibleRecord(definition, source.record, caller), without),
    caller,
  );
  const values = { ...taken, ...changes, ...confidentialLike(source.record, changes) };
  const stated = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  // Who works on records may copy what somebody reported; a requester's copy is their own.
  if (!permitted(definition.permissions, caller.roles, 'R')) delete stated.requesterId;
  const link = { kind: 'derived_from', type: definition.type, uid: source.record.uid, id: source.record.id } as const;
  const also = (record: AnyRecord) => linkWrites(caller.tenant, link, record);
  return createOne(context, { body: stated, circumstances, expired, also });
}
