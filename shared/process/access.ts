/** What a caller may see of a record (A17): whether it exists for them, and which of its fields. */
import type { AnyRecordDefinition, Predicate } from '#shared/process/definition';
import type { HistoryEntry } from '#shared/process/history';
import { type AnyRecord, commonFields } from '#shared/process/record';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';
import { permitted, type Role } from '#shared/tenancy/roles';
import { clock } from '#shared/time/clock';

/** Requester, the person it is for, its creator and its watchers. */
export function isInvolved(record: AnyRecord, caller: Caller): boolean {
  const { id } = caller.actor;
  return [record.requesterId, record.onBehalfOf, record.createdBy].includes(id) || (record.watchers ?? []).includes(id);
}

/** What of a definition decides who reads its records. */
type Readable = Pick<AnyRecordDefinition, 'permissions' | 'involves'>;

/** Whether the caller reads as an agent does: internal fields and notes included. */
export function readsAll(definition: Readable, caller: Caller): boolean {
  return caller.roles.has('SYS') || permitted(definition.permissions, caller.roles, 'R');
}

const SEES_CONFIDENTIAL: readonly Role[] = ['SEC', 'AUD', 'SYS'];

/** Whether the record exists for the caller; if not, the answer is 404. */
export function canSee(definition: Readable, record: AnyRecord, caller: Caller, config: Configuration): boolean {
  if (record.deletedAt && !['TAD', 'AUD', 'SYS'].some((role) => caller.roles.has(role as Role))) return false;
  const involved = definition.involves as Predicate<AnyRecord> | undefined;
  if (isInvolved(record, caller) || involved?.(record, caller.actor.id, config, clock.now()))
    return readsAll(definition, caller) || permitted(definition.permissions, caller.roles, 'r');
  return readsAll(definition, caller) && (!record.confidential || isTrusted(record, caller, config));
}

/** Whether an agent may know of a record of another process, whose permissions are not at hand, to refer to it. */
export function mayReferTo(record: AnyRecord, caller: Caller, config: Configuration): boolean {
  if (record.deletedAt) return false;
  return !record.confidential || isInvolved(record, caller) || isTrusted(record, caller, config);
}

/** Who may know of a confidential record without being involved: named duties, and the group that works on it. */
function isTrusted({ assignedGroup }: AnyRecord, caller: Caller, config: Configuration): boolean {
  if (SEES_CONFIDENTIAL.some((role) => caller.roles.has(role))) return true;
  return assignedGroup !== undefined && (config.group(assignedGroup)?.members.includes(caller.actor.id) ?? false);
}

const INTERNAL_ENVELOPE: ReadonlySet<string> = new Set([
  'openTasks',
  'mergedCount',
  'possibleDuplicates',
  'splitFrom',
  'customFieldsInternal',
  'watchers',
  'childCount',
  'parentId',
  'retentionClass',
  'legalHold',
]);
/** What the machinery notes for itself, or answers under another name. */
const OWN_NOTES: ReadonlySet<string> = new Set(['clockBasis', 'customFieldsInternal']);

/** Whether a field is not for someone who does not read all. */
export function isHidden(definition: AnyRecordDefinition, field: string): boolean {
  return (definition.fields[field]?.options.visibility ?? 'public') !== 'public' || INTERNAL_ENVELOPE.has(field);
}

const orders = new WeakMap<AnyRecordDefinition, ReadonlySet<string>>();

/** Fields in the order in which people look for them. */
function orderOf(definition: AnyRecordDefinition): ReadonlySet<string> {
  const known = orders.get(definition);
  if (known) return known;
  const order = [
    ...['id', 'uid', 'type', 'version', 'state'],
    ...Object.keys(commonFields),
    ...Object.keys(definition.fields),
    ...['openedAt', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'closedAt', 'deletedAt', 'openTasks'],
    ...['parentId', 'childCount', 'retentionClass', 'legalHold', 'clocks'],
  ];
  const fields = new Set(order);
  orders.set(definition, fields);
  return fields;
}

/** The record as the caller may see it: for someone who does not read all, internal fields are absent, not null. */
export function visibleRecord(
  definition: AnyRecordDefinition,
  record: AnyRecord,
  caller: Caller,
): Readonly<Record<string, unknown>> {
  const all = readsAll(definition, caller);
  const order = orderOf(definition);
  const visible: Record<string, unknown> = {};
  const isShown = (field: string): boolean =>
    all || !isHidden(definition, field) || (field === 'possibleDuplicates' && areOwn(definition, record, caller));
  const show = (field: string): void => {
    const value = all && field === 'customFields' ? whole(record) : record[field];
    if (value !== undefined && !OWN_NOTES.has(field) && isShown(field)) visible[field] = value;
  };
  for (const field of order) show(field);
  for (const field in record) if (!order.has(field)) show(field);
  return visible;
}

/** Whether a record's possible duplicates are the caller's own as well: they have the requester in common. */
function areOwn({ similarity }: AnyRecordDefinition, { requesterId }: AnyRecord, { actor }: Caller): boolean {
  return requesterId === actor.id && (similarity?.same.includes('requesterId') ?? false);
}

/** Custom fields are kept apart by who may see them; who sees all sees them together. */
function whole({ customFields, customFieldsInternal }: AnyRecord): Readonly<Record<string, unknown>> | undefined {
  return customFieldsInternal ? { ...customFields, ...customFieldsInternal } : customFields;
}

/** History as the caller may see it. A requester gets no sequence numbers and no hashes: gaps in them would tell of internal notes. */
export function visibleHistory(
  definition: AnyRecordDefinition,
  entries: readonly HistoryEntry[],
  caller: Caller,
): readonly Readonly<Record<string, unknown>>[] {
  if (readsAll(definition, caller)) {
    return entries.map(({ events: _, sealed: __, ...entry }) => ({
      ...entry,
      changes: entry.changes.map(({ salt: ___, ...change }) => change),
    }));
  }
  return entries
    .filter(({ visibility }) => visibility === 'public')
    .map(({ version, at, actor, command, reason, changes }) => ({
      version,
      at,
      actor: { type: actor.type, id: actor.id },
      command,
      ...(reason !== undefined && { reason }),
      changes: changes
        .filter(({ field }) => !isHidden(definition, field))
        .map(({ field, old, new: value }) => ({ field, old, new: value })),
    }));
}
