/** Redaction (A4, A5): text that should never have been written is gone from every way of reading, at once. */

import * as z from 'zod/mini';
import type { Comment } from '#shared/capabilities/comments/comment';
import { commentItem, readComment } from '#shared/capabilities/comments/requests';
import { type Forgotten, forget, scrubbed, textsIn, textsOf } from '#shared/capabilities/redaction/redaction';
import { guardsRecords } from '#shared/capabilities/retention/requests';
import { runCommand } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { decideChange } from '#shared/engine/decide';
import { REDACTED } from '#shared/engine/history';
import { historyEntry, type Stored } from '#shared/engine/items';
import { keptBy } from '#shared/grammar/capability';
import type { Fields } from '#shared/grammar/fields';
import type { AnyRecord } from '#shared/grammar/record';
import { recordFields } from '#shared/grammar/schemas';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { IDEMPOTENCY } from '#shared/http/keys';
import { jsonBody, knownParameters } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { type FieldError, Problem, problemAt } from '#shared/problems/problems';
import { EVENT, recordPk } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import { textSchema } from '#shared/text/line';
import { toInstant } from '#shared/time/clock';

const reason = textSchema(1000);
export const redactionSchema = z.strictObject({
  fields: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(80))).check(z.maxLength(100))),
  reasons: z.optional(z.array(z.int().check(z.gte(1), z.lte(99_999_999))).check(z.maxLength(100))),
  reason,
});
export const commentRedactionSchema = z.strictObject({ reason });

/** @throws Problem legal-hold */
export function refuseHeld({ record }: Stored): void {
  if (record.legalHold)
    throw new Problem(
      'legal-hold',
      `${record.id} is under legal hold; nothing of it is redacted until the hold is released`,
    );
}

/**
 * Takes the text out of what was written before: audit trail, events kept in it, answers kept for repeated requests. Doing it twice
 * does no harm, so it comes first: should the command itself then fail, it is sent again.
 */
export async function forgetBefore(context: Context, { record }: Stored, what: Forgotten): Promise<void> {
  const { store, request, definition } = context;
  const items = await store.queryAll({
    pk: recordPk(request.caller.tenant, definition.type, record.uid),
    begins: EVENT,
  });
  const texts = [...new Set([...what.texts, ...textsOf(items.map(historyEntry), what)])].sort(
    (a, b) => b.length - a.length,
  );
  const everything = { ...what, texts };
  const puts: Item[] = [];
  for (const item of items) {
    const entry = forget(historyEntry(item), everything);
    if (entry) puts.push({ ...item, entry });
    if (typeof item.resultPk !== 'string') continue;
    const result = await store.get({ pk: item.resultPk, sk: IDEMPOTENCY });
    if (result) puts.push({ ...result, body: JSON.stringify(scrubbed(JSON.parse(String(result.body)), texts)) });
  }
  const copies = await forgottenCopies(context, record, everything);
  await store.writeAll([...puts, ...copies].map((put) => ({ put })));
}

/** What capabilities keep of its fields once more, such as published versions, without what is to be forgotten. */
async function forgottenCopies(
  { store, request, definition }: Context,
  { uid }: AnyRecord,
  { fields, texts }: Forgotten,
): Promise<readonly Item[]> {
  const pk = recordPk(request.caller.tenant, definition.type, uid);
  const copies = keptBy(definition).filter((kept) => kept.copies);
  const found = await Promise.all(copies.map(({ begins }) => store.queryAll({ pk, begins })));
  return found.flat().flatMap((item) => {
    const { pk: _, sk: __, ...values } = item;
    const next = { ...item, ...(withoutFields(scrubbed(values, texts), fields) as object) };
    return JSON.stringify(next) === JSON.stringify(item) ? [] : [next];
  });
}

/** Copies of a field bear its name, however deep: what scrubbing left of its value, a number for one, goes. */
function withoutFields(value: unknown, fields: readonly string[]): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (!fields.includes(name)) return [name, withoutFields(each, fields)];
      return [name, each === null ? null : REDACTED];
    }),
  );
}

/** What a field becomes: the word that says so, or nothing where the field takes no text. @throws Problem validation-failed */
export function redactedValue(fields: Fields, field: string): string | null {
  const declared = fields[field];
  if (declared?.schema.safeParse(REDACTED).success) return REDACTED;
  if (!declared?.options.required) return null;
  const message = `${field} is required and holds no text; change it instead`;
  throw problemAt('validation-failed', '/fields', message);
}

/** POST …/redact {fields?, reasons?, reason}: values of fields, and reasons given with commands by their sequence numbers. */
export async function redact(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  const what = { fields: [] as readonly string[], reasons: [] as readonly number[] };
  return runCommand(context, {
    allowed: (_, { caller }) => guardsRecords(caller),
    precondition: 'required',
    deleted: true,
    parse: () => {
      const given = validated(redactionSchema, body, Object.keys(redactionSchema.shape));
      const known = recordFields(definition);
      const errors = (given.fields ?? []).flatMap((field, index): FieldError[] =>
        Object.hasOwn(known, field)
          ? []
          : [
              {
                pointer: `/fields/${index}`,
                code: 'unknown-field',
                message: `${definition.title} has no field ${field}`,
              },
            ],
      );
      if (errors.length > 0)
        throw new Problem('unknown-field', errors.map(({ message }) => message).join('; '), { errors });
      if (!given.fields?.length && !given.reasons?.length)
        throw new Problem('required-field-missing', 'name fields, or reasons by the sequence numbers of their entries');
      // Custom fields are kept in two parts, by who may see them.
      const fields = (given.fields ?? []).flatMap((field) =>
        field === 'customFields' ? [field, 'customFieldsInternal'] : field,
      );
      Object.assign(what, { fields, reasons: given.reasons ?? [] });
      return given;
    },
    decide: (stored, given, circumstances) => {
      refuseHeld(stored);
      const { fields } = what;
      const present = fields.filter((field) => stored.record[field] !== undefined);
      const changes = Object.fromEntries(
        present.map((field) => [field, redactedValue(recordFields(definition), field)]),
      );
      const open = fields.some((field) => (definition.fields[field]?.options.visibility ?? 'public') === 'public');
      const visibility = open ? 'public' : 'internal';
      const how = { command: 'redact', reason: given.reason, visibility, redacts: fields, emits: 'redacted' } as const;
      return decideChange(definition, stored.record, changes, how, circumstances);
    },
    prepare: (stored) =>
      forgetBefore(context, stored, { ...what, texts: what.fields.flatMap((field) => textsIn(stored.record[field])) }),
  });
}

/** POST …/comments/{comment}/redact {reason} */
export async function redactComment(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  let after: Comment | undefined;
  let before = '';
  return runCommand(context, {
    allowed: (_, { caller }) => guardsRecords(caller),
    precondition: 'optional',
    deleted: true,
    parse: () => validated(commentRedactionSchema, body, ['reason']),
    decide: async (stored, given, circumstances) => {
      refuseHeld(stored);
      const comment = await readComment(context, stored);
      before = comment.body;
      const { mail: _, ...rest } = comment;
      after = {
        ...rest,
        body: REDACTED,
        redactedAt: toInstant(circumstances.now),
        redactedBy: circumstances.caller.actor.id,
      };
      const { visibility } = comment;
      const how = { command: 'redact-comment', reason: given.reason, visibility, emits: 'redacted' } as const;
      return decideChange(definition, stored.record, {}, how, circumstances);
    },
    prepare: (stored) => forgetBefore(context, stored, { fields: [`comments/${after?.id}`], texts: textsIn(before) }),
    also: ({ after: record }) => (after ? [commentItem(context, record, after)] : []),
    respond: ({ stored }) => ({ status: 200, body: after, headers: { etag: etag(stored.record.version) } }),
  });
}
