/** POST …/{collection}/{item}/redact: text of an item that should never have been written goes, from the item and from what was kept of it (A5). */
import type { AnyItem, Named } from '#shared/capabilities/collections/collection';
import { partsOf } from '#shared/capabilities/collections/decide';
import { itemNamed, itemsOf, itemWrite, visibleItem } from '#shared/capabilities/collections/item';
import { itemRedactionSchema } from '#shared/capabilities/collections/schemas';
import { textsIn } from '#shared/capabilities/redaction/redaction';
import { forgetBefore, redactedValue, refuseHeld } from '#shared/capabilities/redaction/requests';
import { guardsRecords } from '#shared/capabilities/retention/requests';
import { runCommand } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { decideChange } from '#shared/engine/decide';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { jsonBody, knownParameters } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { Problem } from '#shared/problems/problems';

export function redactItem(context: Context, named: Named): Promise<Response> {
  const { definition, request } = context;
  const { name, collection } = named;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  let [before, after]: (AnyItem | undefined)[] = [];
  let forgotten: readonly string[] = [];
  return runCommand(context, {
    allowed: (_, { caller }) => guardsRecords(caller),
    precondition: 'required',
    deleted: true,
    parse: () => {
      const given = validated(itemRedactionSchema, body, Object.keys(itemRedactionSchema.shape));
      const unknown = given.fields.filter((field) => !Object.hasOwn(collection.fields, field));
      if (unknown.length > 0)
        throw new Problem('unknown-field', `a ${collection.nouns.noun} has no field ${unknown.join(', ')}`, {
          errors: unknown.map((field) => ({
            ...{ pointer: `/fields/${given.fields.indexOf(field)}`, code: 'unknown-field' },
            message: `a ${collection.nouns.noun} has no field ${field}`,
          })),
        });
      return given;
    },
    decide: async (stored, { fields, reason }, circumstances) => {
      refuseHeld(stored);
      const { record } = stored;
      const item = itemNamed(context, named, record, await itemsOf(context, record, name));
      const left = Object.entries(item).flatMap(([field, value]) => {
        const kept = fields.includes(field) ? redactedValue(collection.fields, field) : value;
        return kept === null ? [] : [[field, kept]];
      });
      [before, after] = [item, Object.fromEntries(left) as AnyItem];
      forgotten = fields.map((field) => `${name}/${item.number}/${field}`);
      const how = {
        ...({ command: 'redact', emits: 'redacted', reason } as const),
        visibility: collection.visibility ?? 'public',
        redacts: forgotten,
        parts: { before: partsOf(name, item.number, item), after: partsOf(name, item.number, after) },
      } as const;
      return decideChange(definition, record, {}, how, circumstances);
    },
    prepare: (stored) => {
      const item = before;
      const texts = item ? forgotten.flatMap((part) => textsIn(item[part.slice(part.lastIndexOf('/') + 1)])) : [];
      return forgetBefore(context, stored, { fields: forgotten, texts });
    },
    also: ({ after: record }) => itemWrite(context, record, name, before, after),
    respond: ({ stored: { record } }) => ({
      status: 200,
      body: after && visibleItem(context, named, after),
      headers: { etag: etag(record.version) },
    }),
  });
}
