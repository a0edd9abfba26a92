/** What requests about items of a collection answer: each change is one of the record that they belong to, decided with all items at hand. */
import type { AnyItem, Named } from '#shared/capabilities/collections/collection';
import {
  countsAfter,
  countsIn,
  decideAdd,
  decideItemPatch,
  decideRemoval,
  decideVerb,
  type Facing,
  type ItemChange,
  partsOf,
} from '#shared/capabilities/collections/decide';
import { itemNamed, itemsOf, itemWrite, seesItems, visibleItem } from '#shared/capabilities/collections/item';
import { changedFields, itemPatchSchema, newItemSchema, statedFields } from '#shared/capabilities/collections/schemas';
import { type Command, runCommand } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { decideChange, isParty, stateClass } from '#shared/engine/decide';
import { loadSeen } from '#shared/engine/load';
import { refuseUnknownNames } from '#shared/engine/names';
import type { Party } from '#shared/grammar/definition';
import { inputSchema } from '#shared/grammar/schemas';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { cursorOf, limitOf, positionOf } from '#shared/http/paging';
import { jsonBody, knownParameters } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { Problem } from '#shared/problems/problems';

type Values = Readonly<Record<string, unknown>>;

/** GET …/{collection}?state=: in the order of their numbers; of an internal one a requester sees none. */
export async function listItems(context: Context, named: Named): Promise<Response> {
  const { request, config } = context;
  knownParameters(request, ['state', 'limit', 'cursor']);
  const [limit, state, from] = [limitOf(request), stateOf(context, named), positionOf(request, config)?.from];
  const { record } = await loadSeen(context);
  const items = seesItems(context, named) ? await itemsOf(context, record, named.name) : [];
  const wanted = items.filter(
    (item) => (state === undefined || item.state === state) && item.number >= Number(from ?? 0),
  );
  const next = wanted[limit]?.number;
  return {
    status: 200,
    body: {
      items: wanted.slice(0, limit).map((item) => visibleItem(context, named, item)),
      nextCursor: next === undefined ? null : cursorOf(request, config, { from: next }),
    },
  };
}

/** The state asked for. @throws Problem unknown-parameter */
function stateOf({ request }: Context, { collection }: Named): string | undefined {
  const given = request.query.get('state');
  const known = Object.keys(collection.lifecycle.states);
  if (given === undefined || known.includes(given)) return given;
  throw new Problem('unknown-parameter', `state is one of ${known.join(', ')}, was given ${given}`, {
    parameter: 'state',
    known,
  });
}

/** GET …/{collection}/{item}. Its version is that of the record. */
export async function readItem(context: Context, named: Named): Promise<Response> {
  knownParameters(context.request, []);
  const { record } = await loadSeen(context);
  const item = itemNamed(context, named, record, await itemsOf(context, record, named.name));
  return { status: 200, body: visibleItem(context, named, item), headers: { etag: etag(record.version) } };
}

/** POST …/{collection} and what else adding is called. */
export function addItem(context: Context, named: Named): Promise<Response> {
  const { collection } = named;
  const body = posted(context);
  return changeItem(context, named, {
    ...{ status: 201, command: `${collection.create.verb ?? 'add'}-${collection.item}`, by: collection.create.by },
    precondition: 'optional',
    parse: () => validated(newItemSchema(collection), body, Object.keys(statedFields(collection))),
    decide: async (facing, values) => {
      await refuseUnknownNames(context, collection.fields, values);
      return decideAdd(named, facing, values);
    },
  });
}

/** POST …/{collection}/{item}/{verb} */
export function actOnItem(context: Context, named: Named, verb: string): Promise<Response> {
  const { collection } = named;
  const { by = [], input = {} } = collection.actions[verb] ?? {};
  const body = posted(context);
  return changeItem(context, named, {
    ...{ status: 200, command: `${verb}-${collection.item}`, by },
    precondition: 'required',
    parse: () => validated(inputSchema(input), body, Object.keys(input)),
    decide: async (facing, given) => {
      const change = decideVerb(named, verb, facing, itemNamed(context, named, facing.record, facing.items), given);
      await refuseUnknownNames(context, input, given);
      return change;
    },
  });
}

/** PATCH …/{collection}/{item} with a merge patch. */
export function changeFields(context: Context, named: Named): Promise<Response> {
  const { collection } = named;
  knownParameters(context.request, ['dryRun']);
  const body = jsonBody(context.request, ['application/merge-patch+json', 'application/json']);
  return changeItem(context, named, {
    ...{ status: 200, command: `change-${collection.item}`, by: collection.patch?.by ?? [] },
    precondition: 'required',
    parse: () => validated(itemPatchSchema(collection), body, Object.keys(changedFields(collection))),
    decide: async (facing, changes) => {
      await refuseUnknownNames(context, collection.fields, changes);
      return decideItemPatch(named, facing, itemNamed(context, named, facing.record, facing.items), changes);
    },
  });
}

/** DELETE …/{collection}/{item}: it is gone; the history of its record tells what it was. */
export function removeItem(context: Context, named: Named): Promise<Response> {
  const { collection } = named;
  knownParameters(context.request, ['dryRun']);
  return changeItem(context, named, {
    ...{ status: 204, command: `remove-${collection.item}`, by: collection.remove?.by ?? [] },
    precondition: 'required',
    parse: () => ({}),
    decide: async (facing) => decideRemoval(named, facing, itemNamed(context, named, facing.record, facing.items)),
  });
}

function posted({ request }: Context): unknown {
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  return jsonBody(request);
}

/** A change of an item as its request asks for it. */
interface Changing {
  readonly status: 200 | 201 | 204;
  readonly command: string;
  readonly by: readonly Party[];
  readonly precondition: Command<Values>['precondition'];
  readonly parse: () => Values;
  readonly decide: (facing: Facing, input: Values) => Promise<ItemChange>;
}

/** Writes the item, the record's count of its items and its history in one transaction; whoever was slower sees what the items are by then. */
function changeItem(context: Context, named: Named, changing: Changing): Promise<Response> {
  const { definition } = context;
  const { name, collection } = named;
  const { status, command, by, precondition, parse, decide } = changing;
  let change: ItemChange | undefined;
  return runCommand<Values>(context, {
    ...{ by, precondition, parse },
    allowed: (record, circumstances) => isParty(by, record, circumstances) && !circumstances.caller.roles.has('AUD'),
    decide: async ({ record }, input, circumstances) => {
      if (stateClass(definition, record.state) === 'final')
        throw new Problem(
          'record-closed',
          `${record.id} is ${record.state}; nothing about its ${name} changes any more`,
        );
      const facing: Facing = { record, items: await itemsOf(context, record, name), circumstances };
      change = await decide(facing, input);
      const { before, after, emissions } = change;
      const [told, ...more] = emissions;
      const number = (after ?? before)?.number ?? 0;
      const changes = { ...change.record, [name]: countsAfter(countsIn(record, name), change) };
      const how = {
        command,
        visibility: collection.visibility ?? 'public',
        emits: told?.name ?? 'updated',
        ...(told?.data && { data: told.data }),
        ...(typeof input.reason === 'string' && { reason: input.reason }),
        ...(told && { parts: { before: partsOf(name, number, before), after: partsOf(name, number, after) } }),
      } as const;
      const plan = decideChange(definition, record, changes, how, circumstances);
      return { ...plan, emissions: [...plan.emissions, ...more] };
    },
    also: ({ after: record }) =>
      change && change.emissions.length > 0 ? itemWrite(context, record, name, change.before, change.after) : [],
    respond: ({ stored: { record } }) => answer(context, named, status, record.version, change?.after),
  });
}

function answer(
  context: Context,
  named: Named,
  status: Changing['status'],
  version: number,
  item: AnyItem | undefined,
): Response {
  const headers = { etag: etag(version) };
  if (status === 204 || !item) return { status, headers };
  const location = `/v1/${context.request.path.slice(0, 2).join('/')}/${named.name}/${item.number}`;
  return {
    status,
    body: visibleItem(context, named, item),
    headers: { ...headers, ...(status === 201 && { location }) },
  };
}
