/** Who may state which field of a record: rules write some, agents state others, and whoever reports a matter is told so. */

import { isHidden, readsAll } from '#shared/engine/access';
import { envelopeOf } from '#shared/grammar/capability';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { recordFields } from '#shared/grammar/schemas';
import { type FieldError, Problem } from '#shared/problems/problems';
import type { Caller } from '#shared/tenancy/context';

/** What the machinery writes on every record. */
const ENVELOPE: ReadonlySet<string> = new Set([
  ...['uid', 'id', 'type', 'version', 'state', 'openedAt', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy'],
  ...['closedAt', 'deletedAt', 'retentionClass', 'legalHold', 'openTasks'],
  ...['parentId', 'childCount', 'tenantId'],
]);

/** Whether the caller states what is the agents' to state: who works on such records, and machines that tell what they saw. */
export function statesAll(definition: AnyRecordDefinition, caller: Caller): boolean {
  return readsAll(definition, caller) || caller.roles.has('INT');
}

/** Whether a field is stated by agents only: what a requester does not see is not theirs to say either. */
export function isAgents(definition: AnyRecordDefinition, field: string): boolean {
  return recordFields(definition)[field]?.options.statedBy === 'agents' || isHidden(definition, field);
}

/** The values without those that are not the caller's to state. */
export function settable(
  definition: AnyRecordDefinition,
  values: Readonly<Record<string, unknown>>,
  caller: Caller,
): Readonly<Record<string, unknown>> {
  if (statesAll(definition, caller)) return values;
  return Object.fromEntries(Object.entries(values).filter(([field]) => !isAgents(definition, field)));
}

/**
 * Refuses what rules write, and of a requester what agents state: in a new record's body, or in changes of one.
 * @throws Problem read-only-field
 */
export function refuseUnsettable(
  definition: AnyRecordDefinition,
  body: unknown,
  caller: Caller,
  writing: 'new' | 'changes',
): void {
  if (body === null || typeof body !== 'object') return;
  const all = statesAll(definition, caller);
  const errors = Object.entries(body).flatMap(([field, value]): readonly FieldError[] => {
    const message = isOfRules(definition, field, writing)
      ? `${field} changes by actions and rules only; see …/actions`
      : all
        ? undefined
        : notRequesters(definition, field, value);
    return message === undefined ? [] : [{ pointer: `/${field}`, code: 'read-only-field', message }];
  });
  if (errors.length > 0)
    throw new Problem('read-only-field', errors.map(({ message }) => message).join('; '), { errors });
}

function isOfRules(definition: AnyRecordDefinition, field: string, writing: 'new' | 'changes'): boolean {
  if (writing === 'new' && field === 'openedAt') return false;
  const fields = recordFields(definition);
  if (!Object.hasOwn(fields, field)) return ENVELOPE.has(field) || Object.hasOwn(envelopeOf(definition), field);
  const { readOnly = false, fixed = false } = fields[field]?.options ?? {};
  return readOnly || (fixed && writing === 'changes');
}

function notRequesters(definition: AnyRecordDefinition, field: string, value: unknown): string | undefined {
  const fields = recordFields(definition);
  if (!Object.hasOwn(fields, field)) return undefined;
  if (isAgents(definition, field)) return `${field} is stated by those who work on it; leave it out`;
  const own = fields[field]?.options.ofRequesters;
  if (!own || typeof value !== 'string' || own.includes(value)) return undefined;
  return `${field} of a requester is one of ${own.join(', ')}; was given ${value.slice(0, 80)}`;
}
