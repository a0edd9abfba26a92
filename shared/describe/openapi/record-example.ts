/** Examples of a record and of what is sent for it: made of what its fields declare, and of what its folder states beside. */
import { exampleOf } from '#shared/describe/openapi/example';
import { isSchema, jsonSchema, propertiesOf, requiredOf, type Schema } from '#shared/describe/openapi/schema';
import type { Commanded } from '#shared/grammar/capability';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { recordTypes } from '#shared/grammar/directory';
import type { Body, Examples } from '#shared/grammar/examples';
import type { Directory, Field, Fields } from '#shared/grammar/fields';
import { fieldNaming } from '#shared/grammar/party';
import { createFields, createSchema, inputSchema, patchFields, patchSchema } from '#shared/grammar/schemas';

/** Who has to do with an example: the one who asks, then others, no two of whom are the same. */
const REQUESTER = 'kim';
const people = ['ada', 'bob', 'lea', 'ned', 'dana', 'walt'];

/** Words of the directories that tenants keep. */
const words: Readonly<Record<Exclude<Directory, 'person'>, string>> = {
  group: 'service-desk',
  service: 'print',
  category: 'printing',
};

const prefixes = new Map(Object.entries(recordTypes).map(([prefix, type]) => [type, prefix]));

/** A number of the type; none for a type that no process has. */
function numberOf(type: string, nth = 0): string | undefined {
  const prefix = prefixes.get(type);
  return prefix && `${prefix}${String(42 + nth).padStart(7, '0')}`;
}

const isList = ({ schema }: Field): boolean => jsonSchema(schema).type === 'array';

/** Fields by which people act on the record, or see it. */
function partiesOf({ actions, create, parties = [] }: AnyRecordDefinition): ReadonlySet<string> {
  const acting = [create, ...Object.values(actions)].flatMap(({ by }) => by);
  return new Set([
    ...(acting.includes('requester') ? ['requesterId'] : []),
    ...acting.flatMap((each) => fieldNaming(each) ?? []),
    ...parties,
  ]);
}

/** Values that follow from what fields declare: whom or what they name. @param refers types by field, where an action says them */
function declared(fields: Fields, parties: ReadonlySet<string>, refers: Readonly<Record<string, string>> = {}): Body {
  const others = [...people];
  const valueFor = (name: string, { options }: Field, nth: number): string | undefined => {
    const type = options.refersTo?.type ?? refers[name] ?? options.names;
    if (type !== undefined) return numberOf(type, nth);
    if (name === 'requesterId') return REQUESTER;
    if (options.directory === 'person' || parties.has(name)) return others.shift();
    return options.directory && words[options.directory];
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]): readonly (readonly [string, unknown])[] => {
      const value = valueFor(name, field, 0);
      if (value === undefined) return [];
      if (!isList(field)) return [[name, value]];
      const second = valueFor(name, field, 1);
      return [[name, second === undefined || second === value ? [value] : [value, second]]];
    }),
  );
}

/** Of some fields those that must be there, or are to be. */
function amongst(fields: Fields, wanted: (name: string) => boolean): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name, { options }]) => options.required || wanted(name)));
}

function bodyFor(schema: Schema, given: Body): Body {
  const example = exampleOf(schema, given);
  if (!isSchema(example)) throw new Error(`expected an object as the example of ${JSON.stringify(schema)}`);
  return example;
}

/** The first of its kind, as it is called where nobody calls it otherwise. */
const titled = ({ title }: AnyRecordDefinition): Body => ({ title: `The first ${title.toLowerCase()}` });

/** The body that creates a record: what it needs, whoever has a part in it, and what its folder states. */
export function createExample(definition: AnyRecordDefinition, { values = {} }: Examples): Body {
  const schema = jsonSchema(createSchema(definition));
  const parties = partiesOf(definition);
  const named = amongst(createFields(definition), (name) => parties.has(name));
  const follows = { ...titled(definition), ...declared(named, parties) };
  // It is not back-dated, which would need a reason; unless that is a field of its own.
  const { openedAt: _, reason, ...rest } = bodyFor(schema, { ...follows, ...values });
  return 'reason' in definition.fields ? { ...rest, reason } : rest;
}

/** Changes to a record: of what its folder states, what may be changed; else its title. */
export function patchExample(definition: AnyRecordDefinition, { values = {} }: Examples): Body {
  const changeable = patchFields(definition);
  const given = Object.entries({ ...titled(definition), ...values }).filter(([name]) => name in changeable);
  const { reason, ...rest } = bodyFor(jsonSchema(patchSchema(definition)), Object.fromEntries(given));
  return 'reason' in definition.fields && 'reason' in values ? { ...rest, reason } : rest;
}

/** The input of an action. @throws Error for one that the record does not have */
export function inputExample(definition: AnyRecordDefinition, name: string, { inputs = {} }: Examples): Body {
  const action = definition.actions[name];
  if (!action) throw new Error(`${definition.type} has no action ${name}`);
  const schema = jsonSchema(inputSchema(action.input));
  // Who or what is named is shown even where it may be left out: groups, records.
  return bodyFor(schema, { ...declared(action.input, new Set(), action.refers), ...inputs[name] });
}

/** What people can do with a record, and send with it. */
export const commandsOf = (definition: AnyRecordDefinition, examples: Examples): readonly Commanded[] =>
  Object.entries(definition.actions).flatMap(([command, { by }]) =>
    by.some((party) => party !== 'SYS') ? [{ command, body: inputExample(definition, command, examples) }] : [],
  );

/** A body that a capability takes: what its fields name, and of what is like a new record what the folder states of one. */
export function partExample(
  schema: Schema,
  { fields = {}, like }: { readonly fields?: Fields; readonly like?: 'create' | 'action' },
  definition: AnyRecordDefinition,
  { values = {} }: Examples,
): Body {
  const properties = propertiesOf(schema);
  const required = requiredOf(schema);
  const named = amongst({ ...createFields(definition), ...fields }, () => false);
  const follows = { ...titled(definition), ...declared(named, new Set()) };
  const given = { ...follows, ...(like === 'create' && values) };
  const shown = Object.entries(given).filter(
    ([name]) => name in properties && (required.includes(name) || (like === 'create' && name in values)),
  );
  return bodyFor(schema, Object.fromEntries(shown));
}

/** A record as it is answered. @param schema of the record */
export function answerExample(schema: Schema, definition: AnyRecordDefinition, examples: Examples): unknown {
  const { prefix, lifecycle, type } = definition;
  const { shown = {} } = examples;
  const fields = propertiesOf(schema);
  const seen = Object.entries(createExample(definition, examples)).filter(([name]) => name in fields);
  return exampleOf(schema, {
    ...Object.fromEntries(seen),
    uid: '01JWNZ4Q8W0000000000000042',
    id: numberOf(type) ?? `${prefix}0000042`,
    type,
    version: 1,
    state: lifecycle.initial,
    createdBy: REQUESTER,
    updatedBy: REQUESTER,
    ...shown,
  });
}
