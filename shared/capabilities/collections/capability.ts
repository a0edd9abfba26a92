/** Items of a record with fields, states and verbs of their own, such as positions of a rack or steps of a deployment. */

import { type AnyCollection, kindOf, type Named } from '#shared/capabilities/collections/collection';
import { describedOf } from '#shared/capabilities/collections/described';
import { ITEM } from '#shared/capabilities/collections/keys';
import { redactItem } from '#shared/capabilities/collections/redact';
import {
  actOnItem,
  addItem,
  changeFields,
  listItems,
  readItem,
  removeItem,
} from '#shared/capabilities/collections/requests';
import { type CapabilityRequest, defineCapability } from '#shared/engine/capability';
import type { Context } from '#shared/engine/context';
import type { Method, Part } from '#shared/grammar/capability';
import type { Response } from '#shared/http/response';

type Answer = (context: Context, named: Named) => Promise<Response>;

/** @param stated collections by the names that their paths end in, each a field of the record that says how many items there are */
export function collections<R>(stated: Readonly<Record<string, AnyCollection<R>>>): Part<R, never, never> {
  const all = Object.entries(stated).map(([name, each]): Named => ({ name, collection: each }));
  let told: Part['described'] | undefined;
  return defineCapability<R, never, never>({
    name: 'collections',
    keeps: [{ begins: ITEM, counted: 'items' }],
    get described() {
      told ??= describedOf(all);
      return told;
    },
    requests: all.flatMap(requestsOf),
    envelope: Object.fromEntries(
      all.map(({ name, collection }) => [name, { visibility: collection.visibility ?? 'public' }]),
    ),
    hides: (change) => all.some((named) => hides(named, change)),
  });
}

function requestsOf(named: Named): readonly CapabilityRequest[] {
  const { name, collection } = named;
  const { create, actions, patch, remove } = collection;
  const request = (kind: string, method: Method, rest: string, run: Answer): CapabilityRequest => ({
    ...{ kind, method, path: `*/{id}/${name}${rest}` },
    run: (context) => run(context, named),
  });
  const of = kindOf(collection);
  if ('redact' in actions) throw new Error(`a ${of} has a verb of its own called redact; give it another name`);
  return [
    request(`${of}-list`, 'GET', '', listItems),
    request(`${of}-add`, 'POST', '', addItem),
    ...(create.verb ? [request(`${create.verb}-${of}`, 'POST', `/${create.verb}`, addItem)] : []),
    request(`${of}-read`, 'GET', '/{item}', readItem),
    ...(patch ? [request(`${of}-change`, 'PATCH', '/{item}', changeFields)] : []),
    ...(remove ? [request(`${of}-delete`, 'DELETE', '/{item}', removeItem)] : []),
    request(`${of}-redact`, 'POST', '/{item}/redact', redactItem),
    ...Object.keys(actions).map((verb) =>
      request(`${verb}-${of}`, 'POST', `/{item}/${verb}`, (context) => actOnItem(context, named, verb)),
    ),
  ];
}

/** Whether a change of an item is for those alone who read all of the record. */
function hides({ name, collection: { visibility, fields } }: Named, change: string): boolean {
  const [of, , field = ''] = change.split('/');
  if (of !== name) return false;
  return visibility === 'internal' || (fields[field]?.options.visibility ?? 'public') !== 'public';
}
