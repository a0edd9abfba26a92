/** Redaction (A4, A5): text that should never have been written is gone from every way of reading, at once. */
import * as z from 'zod/mini';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { type FieldError, Problem } from '#shared/http/problems';
import { jsonBody, knownParameters } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { runCommand } from '#shared/process/command';
import type { Context } from '#shared/process/context';
import { decideChange } from '#shared/process/decide';
import { REDACTED } from '#shared/process/history';
import { historyEntry, type Stored } from '#shared/process/items';
import { type Comment, commentItem, readComment } from '#shared/process/operations/comments';
import { guardsRecords } from '#shared/process/operations/disposal';
import { type Forgotten, forget, scrubbed, textsIn, textsOf } from '#shared/process/redaction';
import { recordFields } from '#shared/process/schemas';
import { EVENT, IDEMPOTENCY, recordPk } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import { toInstant } from '#shared/time/clock';

const reason = z.string().check(z.minLength(1), z.maxLength(1000));
export const redactionSchema = z.strictObject({
  fields: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(80))).check(z.maxLength(100))),
  reasons: z.optional(z.array(z.int().check(z.gte(1), z.lte(99_999_999))).check(z.maxLength(100))),
  reason,
});
export const commentRedactionSchema = z.strictObject({ reason });

function refuseHeld({ record }: Stored): void {
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
async function forgetBefore(
  { store, request, definition }: Context,
  { record }: Stored,
  what: Forgotten,
): Promise<void> {
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
  await store.writeAll(puts.map((put) => ({ put })));
}

/** What a field of the record becomes: the word that says so, or nothing where the field takes no text. */
function redactedValue({ definition }: Context, field: string): string | null {
  const declared = recordFields(definition)[field];
  if (declared?.schema.safeParse(REDACTED).success) return REDACTED;
  if (!declared?.options.required) return null;
  const message = `${field} is required and holds no text; change it instead`;
  throw new Problem('validation-failed', message, {
    errors: [{ pointer: '/fields', code: 'validation-failed', message }],
  });
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
      const changes = Object.fromEntries(present.map((field) => [field, redactedValue(context, field)]));
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
      after = {
        ...comment,
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
