/** What a caller may see of a record (A17): whether it exists for them, and which of its fields. */
import { collectionOf } from '#shared/engine/collections';
import type { HistoryEntry } from '#shared/engine/history';
import { peopleOf } from '#shared/engine/parties';
import { envelopeOf, type Outside, type Part, partsOf } from '#shared/grammar/capability';
import type { AnyRecordDefinition, Predicate } from '#shared/grammar/definition';
import { party } from '#shared/grammar/party';
import { type AnyRecord, commonFields } from '#shared/grammar/record';
import { anyOf } from '#shared/ids/person';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';
import { permitted, type Role } from '#shared/tenancy/roles';
import { clock } from '#shared/time/clock';

/** Requester, the person it is for, its creator and its watchers. */
export function isInvolved(record: AnyRecord, caller: Caller): boolean {
  const { id } = caller.actor;
  return [record.requesterId, record.onBehalfOf, record.createdBy].includes(id) || (record.watchers ?? []).includes(id);
}

/** Whether one of the fields that name people to whom the record matters names the caller. */
function isNamed({ parties = [] }: Readable, record: AnyRecord, { actor }: Caller): boolean {
  return parties.some((field) => peopleOf(party(field), record).includes(actor.id));
}

/** Whether the caller is of those for whom the record is, as far as that stands on it. */
function isReader({ readers }: AnyRecord, { actor }: Caller, config: Configuration): boolean {
  if (!Array.isArray(readers)) return false;
  return readers.some((each) => each === '*' || config.group(String(each))?.members.includes(actor.id));
}

/** What of a definition decides who reads its records. */
type Readable = Pick<AnyRecordDefinition, 'path' | 'permissions' | 'involves' | 'parties'> & {
  readonly parts?: readonly Part[];
};

const outsides = new WeakMap<readonly Part[], readonly Outside[]>();

function outsidesOf({ parts }: Readable): readonly Outside[] {
  if (!parts) return [];
  const known = outsides.get(parts) ?? parts.flatMap(({ outside }) => outside ?? []);
  outsides.set(parts, known);
  return known;
}

/** Whether what is worked on of such records is not what is in force of them. */
export const hasOutside = (definition: Readable): boolean => outsidesOf(definition).length > 0;

/** The record as it is in force, whatever is worked on. */
export const inForce = (definition: Readable, record: AnyRecord): AnyRecord =>
  outsidesOf(definition).reduce((seen, { of }) => of(seen), record);

/** The record that there is for the caller: what is worked on is for those who read all, the others see what is in force. */
export const standingFor = (definition: Readable, record: AnyRecord, caller: Caller): AnyRecord =>
  readsAll(definition, caller) ? record : inForce(definition, record);

/** Whether the caller reads as an agent does: internal fields and notes included. */
export function readsAll(definition: Readable, caller: Caller): boolean {
  return caller.roles.has('SYS') || permitted(definition.permissions, caller.roles, 'R');
}

/** Whether the caller's duties let them know of everything that is confidential. A machine is nobody's duty: an administrator makes its key. */
export function seesConfidential({ roles, actor }: Caller): boolean {
  return roles.has('SEC') || roles.has('SYS') || (roles.has('AUD') && actor.type !== 'machine');
}

/** Whether there is no record that the caller may not know of. */
export const knowsOfAll = (caller: Caller): boolean => seesConfidential(caller) && caller.scope === undefined;

const inScope = ({ scope }: Caller, path: string | undefined): boolean =>
  scope === undefined || (path !== undefined && scope.includes(path));

/** Whether the record exists for the caller; if not, the answer is 404. */
export function canSee(definition: Readable, stored: AnyRecord, caller: Caller, config: Configuration): boolean {
  const record = standingFor(definition, stored, caller);
  if (record.deletedAt && !['TAD', 'AUD', 'SYS'].some((role) => caller.roles.has(role as Role))) return false;
  if (!inScope(caller, definition.path)) return false;
  const involved = definition.involves as Predicate<AnyRecord> | undefined;
  const hasPart =
    (!record.confidential || !isSent(caller)) &&
    (isNamed(definition, record, caller) ||
      isReader(record, caller, config) ||
      involved?.(record, caller.actor.id, config, clock.now()));
  if (isInvolved(record, caller) || hasPart)
    return readsAll(definition, caller) || permitted(definition.permissions, caller.roles, 'r');
  return readsAll(definition, caller) && (!record.confidential || isTrusted(record, caller, config));
}

/** Whether an agent may know of a record of another process, whose permissions are not at hand, to refer to it. */
export function mayReferTo(record: AnyRecord, caller: Caller, config: Configuration): boolean {
  return !record.deletedAt && mayKnowOf(record, caller, config);
}

/** Whether an agent may know that there is such a record, be it deleted. */
export function mayKnowOf(record: AnyRecord, caller: Caller, config: Configuration): boolean {
  if (!inScope(caller, collectionOf(record.type))) return false;
  if (!record.confidential || isInvolved(record, caller) || isTrusted(record, caller, config)) return true;
  return !isSent(caller) && isReader(record, caller, config);
}

/** An operator, who may be an administrator too: what groups and policies say of them, they could have written themselves. */
const isSent = ({ actor }: Caller): boolean => actor.type === 'msp';

/**
 * Who may know of a confidential record without being involved: named duties, and the group that works on it. Nobody promotes themselves
 * (ADR 25): operators are trusted where the client has delegated `SEC`, and who joined the group by themself is not yet.
 */
function isTrusted({ assignedGroup }: AnyRecord, caller: Caller, config: Configuration): boolean {
  if (seesConfidential(caller)) return true;
  const group = assignedGroup === undefined || isSent(caller) ? undefined : config.group(assignedGroup);
  return (group?.members.includes(caller.actor.id) ?? false) && !anyOf([group?.selfJoined])(caller.actor.id);
}

const INTERNAL_ENVELOPE: ReadonlySet<string> = new Set([
  'customFieldsInternal',
  'watchers',
  'retentionClass',
  'legalHold',
]);
/** What the machinery notes for itself, or answers under another name. */
const OWN_NOTES: ReadonlySet<string> = new Set(['clockBasis', 'customFieldsInternal']);

/** Whether a field, or a part of the record that the history names, is not for someone who does not read all. */
export function isHidden(definition: AnyRecordDefinition, field: string): boolean {
  const known = definition.fields[field]?.options.visibility ?? envelopeOf(definition)[field]?.visibility ?? 'public';
  if (known !== 'public' || INTERNAL_ENVELOPE.has(field)) return true;
  return partsOf(definition).some(({ hides }) => hides?.(field));
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
    ...['openedAt', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'closedAt', 'deletedAt'],
    ...['retentionClass', 'legalHold'],
    ...Object.keys(envelopeOf(definition)),
  ];
  const fields = new Set(order);
  orders.set(definition, fields);
  return fields;
}

/** Every field that a record can be answered with. */
export function shownFields(definition: AnyRecordDefinition): readonly string[] {
  return [...new Set([...orderOf(definition), ...INTERNAL_ENVELOPE])].filter((field) => !OWN_NOTES.has(field));
}

/** Those of the names of fields and filters that are not for someone who does not read all. */
export function internalNames(definition: AnyRecordDefinition, names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => isHidden(definition, name) && !isRequesters(definition, name));
}

/** The record as the caller may see it: for someone who does not read all, internal fields are absent, not null. */
export function visibleRecord(
  definition: AnyRecordDefinition,
  stored: AnyRecord,
  caller: Caller,
): Readonly<Record<string, unknown>> {
  const all = readsAll(definition, caller);
  const record = all ? stored : inForce(definition, stored);
  const order = orderOf(definition);
  const visible: Record<string, unknown> = {};
  const isShown = (field: string): boolean =>
    all || !isHidden(definition, field) || (record.requesterId === caller.actor.id && isRequesters(definition, field));
  const show = (field: string): void => {
    const value = all && field === 'customFields' ? whole(record) : record[field];
    if (value !== undefined && !OWN_NOTES.has(field) && isShown(field)) visible[field] = value;
  };
  for (const field of order) show(field);
  for (const field in record) if (!order.has(field)) show(field);
  return visible;
}

/** Whether a field is for whoever reported the record beside those who read all. */
const isRequesters = (definition: AnyRecordDefinition, field: string): boolean =>
  envelopeOf(definition)[field]?.visibility === 'requester';

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
  const told = outsidesOf(definition).map(({ commands }) => commands);
  return entries
    .filter(({ visibility, command }) => visibility === 'public' && told.every((some) => some.includes(command)))
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
