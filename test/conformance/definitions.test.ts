/** Every definition of the registry as data: its lifecycle hangs together, its names are unique, what it refers to exists. */
import { describe, expect, it } from 'vitest';
import { examples } from '#functions/examples';
import { processes, services } from '#functions/registry';
import { catalogueOf } from '#shared/describe/events/catalogue';
import { processOperations } from '#shared/describe/openapi/operations';
import { stateClass } from '#shared/engine/decide';
import type { LinkContract } from '#shared/grammar/contract';
import type { AnyRecordDefinition, Party } from '#shared/grammar/definition';
import { aboutRequesters, recordTypes } from '#shared/grammar/directory';
import { orderOf, shapesOf } from '#shared/grammar/list-shapes';
import { fieldNaming } from '#shared/grammar/party';
import { createFields, recordFields } from '#shared/grammar/schemas';
import { roles } from '#shared/tenancy/roles';
import { definitions } from '#test/conformance/definitions';
import { examplesOf } from '#test/conformance/examples';
import { adviceOn, configuration, explore } from '#test/conformance/explore';

const duplicates = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);
const statesOf = ({ lifecycle }: AnyRecordDefinition): readonly string[] => Object.keys(lifecycle.states);
const parties = ['requester', 'assignee', 'member'];

/** What the machinery writes on every record: no definition may have a field of that name. */
const envelope = [
  ...['uid', 'id', 'type', 'tenantId', 'version', 'state', 'openedAt', 'createdAt', 'createdBy', 'updatedAt'],
  ...['updatedBy', 'closedAt', 'deletedAt', 'openTasks', 'parentId', 'childCount', 'clocks', 'asOf'],
  ...['retentionClass', 'legalHold'],
];
/** Sub-resources: no action may have their name. */
const subResources = [
  ...['actions', 'history', 'comments', 'tasks', 'clocks', 'links', 'attachments', 'timeline'],
  ...['restore', 'redact', 'place-legal-hold', 'release-legal-hold'],
];
/** A record that moves in all its lists writes twice as many items, within the hundred of a transaction. */
const MOST_ROWS = 35;
const PARTICIPLE = /(^|_)([a-z]+ed|held|sent|begun|left|overridden|withdrawn|put|set|met)(_|$)/;

it('pairs of links join types that there are, one of them the letterbox’s own, each pair stated once', () => {
  const types = definitions.map(({ definition }) => definition.type);
  const stated = processes.flatMap(({ contract }) => {
    const own = contract?.records.map(({ type }) => type) ?? [];
    const links: readonly LinkContract[] = contract?.links ?? [];
    return links.flatMap(({ kind, from, to }) =>
      from.flatMap((one) => to.map((other) => ({ pair: `${one} ${kind} ${other}`, ends: [one, other], own }))),
    );
  });

  expect(stated.length).toBeGreaterThan(1);
  expect(duplicates(stated.map(({ pair }) => pair))).toEqual([]);
  for (const { pair, ends, own } of stated)
    expect([ends.filter((type) => !types.includes(type)), ends.some((type) => own.includes(type))], pair).toEqual([
      [],
      true,
    ]);
});

it('examples are of fields, actions and requests that there are', () => {
  const operations = [...processes.flatMap(processOperations), ...services.flatMap((service) => service.operations)];
  const beside = (things: object = {}, there: readonly string[]) =>
    Object.keys(things).filter((name) => !there.includes(name));
  const strange = examples.flatMap(({ of, values, shown, inputs, automatic, passing = [], requests, parameters }) => {
    const definition = definitions.find(({ type }) => type === of)?.definition;
    const actions = definition?.actions ?? {};
    return [
      ...beside(values, Object.keys(definition ? createFields(definition) : {})),
      ...beside(shown, Object.keys(definition ? recordFields(definition) : {})),
      ...[inputs, automatic].flatMap((each) => beside(each, Object.keys(actions))),
      ...Object.entries(inputs ?? {}).flatMap(([name, input]) =>
        beside(input, Object.keys(actions[name]?.input ?? {})),
      ),
      ...[requests, parameters].flatMap((each) =>
        beside(
          each,
          operations.map(({ id }) => id),
        ),
      ),
      ...passing.filter((state) => !definition || !statesOf(definition).includes(state)),
    ].map((name) => `${of}: ${name}`);
  });

  expect(examples.length).toBeGreaterThan(10);
  expect(strange).toEqual([]);
});

describe('the registry', () => {
  it('has unique processes, record types, titles, collections and prefixes', () => {
    expect(duplicates([...processes, ...services].map(({ id }) => id))).toEqual([]);
    for (const name of ['type', 'title', 'path', 'prefix'] as const)
      expect(duplicates(definitions.map(({ definition }) => definition[name]))).toEqual([]);
    const first = services.flatMap(({ operations }) => [...new Set(operations.map(({ path }) => path[0] ?? ''))]);
    expect(duplicates([...definitions.map(({ definition }) => definition.path), ...first])).toEqual([]);
  });

  it('knows of each process what its letterbox says: its own records, and events of them', () => {
    for (const { id, records, contract } of processes) {
      expect(contract?.process, id).toBe(id);
      expect(contract?.records.map(({ type }) => type).sort()).toEqual(records.map(({ type }) => type).sort());
      for (const record of contract?.records ?? [])
        expect(records.find(({ type }) => type === record.type)).toMatchObject(record);
      for (const { of, shows } of contract?.projections ?? []) {
        const owned = records.find(({ type }) => type === of.type);
        expect(Object.keys(owned ? recordFields(owned) : {}), of.type).toEqual(
          expect.arrayContaining(Object.keys(shows())),
        );
      }
      for (const { process, record, carries } of contract?.events ?? []) {
        expect([process, records.map(({ type }) => type)]).toEqual([id, expect.arrayContaining([record])]);
        for (const name of Object.keys(carries)) expect(name, record).toMatch(/^[a-z]+(_[a-z]+)*$/);
      }
    }
  });

  it('agrees with the directory of number prefixes', () => {
    expect(recordTypes).toEqual(
      Object.fromEntries(definitions.map(({ definition }) => [definition.prefix, definition.type])),
    );
  });

  it('agrees with the directory of what describes requesters', () => {
    const personal = definitions.flatMap(({ definition: { fields } }) =>
      Object.entries(fields).flatMap(([name, { options, schema }]) =>
        // Prose, rather than ids: what has spaces in it is no id.
        options.personal && schema.safeParse('Room 4, phone 5').success ? [name] : [],
      ),
    );
    expect([...new Set(personal)].sort()).toEqual([...aboutRequesters].sort());
  });

  it('has unique operation ids, and no two operations at one method and path', () => {
    const operations = [...processes.flatMap(processOperations), ...services.flatMap((service) => service.operations)];
    expect(duplicates(operations.map(({ id }) => id))).toEqual([]);
    const places = operations.map(({ method, path }) => `${method} ${path.join('/').replace(/\{\w+\}/g, '{}')}`);
    expect(duplicates(places)).toEqual([]);
  });

  it('consumes only events that somebody emits, for records that the consumer owns', () => {
    const emitted = new Set(catalogueOf(processes).map(({ source, name }) => `${source} ${name}`));
    for (const { id, consumes, records } of processes) {
      for (const { source, detailType, record } of consumes) {
        expect(
          records.map(({ type }) => type),
          id,
        ).toContain(record);
        if (source.startsWith('itsm.')) expect([...emitted]).toContain(`${source} ${detailType}`);
      }
    }
  });
});

describe.each(definitions)('$type', ({ type, definition }) => {
  const { actions, lifecycle, permissions, fields, timers = {} } = definition;
  const states = statesOf(definition);
  const explored = explore(definition);

  it('begins in a state of its own, and every action leads from states to a state', () => {
    expect(states).toContain(lifecycle.initial);
    for (const [name, { from, to }] of Object.entries(actions)) {
      if (from !== 'any') for (const state of from) expect(states, `${name} from`).toContain(state);
      if (to !== 'same') expect(states, `${name} to`).toContain(to);
      expect(from, name).not.toEqual([]);
    }
  });

  it('reaches every state, and takes every action on the way', () => {
    const missed = [
      ...states.filter((state) => !explored.ways.has(state)),
      ...Object.keys(actions).filter((action) => !explored.taken.has(action)),
    ];
    expect([...explored.ways.keys()].sort(), adviceOn(definition, missed)).toEqual([...states].sort());
    expect([...explored.taken].sort(), adviceOn(definition, missed)).toEqual(Object.keys(actions).sort());
  });

  it('has no dead end: every state that is not final leads to one that is done or final', () => {
    // A log entry has no life of its own: it vanishes after a while.
    if (Object.keys(actions).length === 0) {
      expect(definition.keepDays).toBeGreaterThan(0);
      return;
    }
    const ended = (state: string): boolean => ['done', 'final'].includes(stateClass(definition, state));
    for (const start of states.filter((state) => !ended(state))) {
      const reached = new Set([start]);
      for (const state of reached) for (const next of explored.moves.get(state) ?? []) reached.add(next);
      expect([...reached].some(ended), `${start} leads to ${[...reached].join(', ')} only`).toBe(true);
    }
  });

  it('names its events in the past tense; actions that share one lead to the same state', () => {
    const target = new Map<string, string>();
    for (const [name, { emits, to }] of Object.entries(actions)) {
      expect(emits, name).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(emits, name).toMatch(PARTICIPLE);
      expect(target.get(emits) ?? to, `${name} emits ${emits}`).toBe(to);
      target.set(emits, to);
    }
  });

  it('names roles, letters and parties that exist; whoever acts may see the record', () => {
    for (const [role, letters] of Object.entries(permissions)) {
      expect(roles).toContain(role);
      expect(letters, role).toMatch(/^[rRCUXAGD]+$/);
      expect(letters, role).toMatch(/[rR]/);
    }
    const everybody = [...definition.create.by, ...Object.values(actions).flatMap(({ by }) => by)];
    for (const party of everybody.filter((each) => fieldNaming(each) === undefined))
      expect([...roles, ...parties]).toContain(party);
    for (const [name, { by }] of Object.entries(actions)) expect(by.length, name).toBeGreaterThan(0);
    expect(permissions.AUD).toBe('R');
  });

  it('names parties by fields of references, which make them see the record', () => {
    const { parties: seeing = [], apart = [] } = definition;
    const acting = [...definition.create.by, ...Object.values(actions).flatMap(({ by }) => by)];
    const kept = [...Object.values(actions).flatMap((action) => action.apart ?? []), ...apart.flat()];
    const named = (all: readonly Party[]) => all.flatMap((each) => fieldNaming(each) ?? []);
    expect(named(acting).filter((field) => !(seeing as readonly string[]).includes(field))).toEqual([]);
    for (const field of [...named(acting), ...named(kept), ...(seeing as readonly string[])]) {
      const { schema } = fields[field] ?? {};
      // An id, or a list of ids.
      expect(schema?.safeParse('ada').success || schema?.safeParse(['ada']).success, field).toBe(true);
    }
  });

  it('gives each creator the letter C, and each letter C a place among the creators', () => {
    const open = definition.create.by.filter((party) => party !== 'SYS' && !parties.includes(party));
    for (const role of open) expect(permissions[role as keyof typeof permissions], role).toMatch(/C/);
  });

  it('looks up what its references name, and what they hold is not deleted', () => {
    const partsOf = ({ parts = [] }: Pick<AnyRecordDefinition, 'parts'>) => parts.map(({ name }) => name);
    const referring = [recordFields(definition), ...Object.values(actions).map(({ input }) => input)]
      .flatMap((some) => Object.values(some))
      .flatMap(({ options: { refersTo } }) => refersTo ?? []);
    expect(partsOf(definition).includes('references')).toBe(referring.length > 0);
    for (const { type: target, onDelete, pin } of referring) {
      const owned = definitions.find((each) => each.type === target)?.definition;
      if (pin === 'published') expect(partsOf(definition)).toContain('pins');
      if (owned && pin === 'published') expect(partsOf(owned), target).toContain('versions');
      if (owned && onDelete === 'refuse') expect(partsOf(owned), target).toContain('referable');
    }
  });

  it('has no timer on a record that is over', () => {
    for (const [state, { record }] of explored.ways) {
      if (stateClass(definition, state) !== 'final') continue;
      const due = Object.entries(timers).filter(([, { at }]) => at(record as never, configuration) !== undefined);
      expect(due.map(([name]) => `${name} in ${state}`)).toEqual([]);
    }
  });

  it('has timers that run actions of its own, which automation may take', () => {
    for (const [name, { run }] of Object.entries(timers)) expect(actions[run]?.by, name).toContain('SYS');
  });

  it('declares lists by fields of few values, in an order that their kind has, and few enough for one transaction', () => {
    const fieldsOf = recordFields(definition);
    const rowsBy = (name: string): number =>
      fieldsOf[name]?.schema.safeParse([]).success ? (fieldsOf[name]?.options.max ?? MOST_ROWS + 1) : 1;
    for (const { name, order, by } of shapesOf(definition)) {
      expect(orderOf(definition, order), `${name} by ${order}`).toBeDefined();
      // Retention takes people out of records without knowing what orders them.
      expect(fieldsOf[order]?.options.personal, order).toBeUndefined();
      for (const field of by)
        expect(Object.hasOwn(fieldsOf, field) || ['state', 'createdBy'].includes(field)).toBe(true);
    }
    const rows = shapesOf(definition).map(({ by }) => by.reduce((product, field) => product * rowsBy(field), 1));
    expect(rows.reduce((sum, many) => sum + many, 0)).toBeLessThanOrEqual(MOST_ROWS);
  });

  it('has no field of the envelope’s names, no action of a sub-resource’s, and only words it can be called by', () => {
    for (const name of Object.keys(fields)) {
      expect(envelope).not.toContain(name);
      expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
    }
    for (const name of Object.keys(actions)) {
      expect(subResources).not.toContain(name);
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    }
    expect(definition.path).toMatch(/^[a-z]+(-[a-z]+)*s$/);
    expect(type).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('can be created from outside, or its folder says how it comes about', () => {
    const publicly = definition.create.by.some((party) => party !== 'SYS');
    expect(publicly || examplesOf(type).origin !== undefined).toBe(true);
  });
});
