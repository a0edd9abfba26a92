/** Every definition of the registry as data: its lifecycle hangs together, its names are unique, what it refers to exists. */
import { describe, expect, it } from 'vitest';
import { processes, services } from '#functions/registry';
import { catalogueOf } from '#shared/events/catalogue';
import { processOperations } from '#shared/openapi/operations';
import { stateClass } from '#shared/process/decide';
import type { AnyRecordDefinition } from '#shared/process/definition';
import { aboutRequesters, recordTypes } from '#shared/process/directory';
import { roles } from '#shared/tenancy/roles';
import { definitions } from '#test/conformance/definitions';
import { configuration, explore } from '#test/conformance/explore';
import { factsOf } from '#test/conformance/facts';

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
const PARTICIPLE = /(^|_)([a-z]+ed|held|sent|begun|left|overridden|withdrawn|put|set|met)(_|$)/;

describe('the registry', () => {
  it('has unique processes, record types, titles, collections and prefixes', () => {
    expect(duplicates([...processes, ...services].map(({ id }) => id))).toEqual([]);
    for (const name of ['type', 'title', 'path', 'prefix'] as const)
      expect(duplicates(definitions.map(({ definition }) => definition[name]))).toEqual([]);
    const first = services.flatMap(({ operations }) => [...new Set(operations.map(({ path }) => path[0] ?? ''))]);
    expect(duplicates([...definitions.map(({ definition }) => definition.path), ...first])).toEqual([]);
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
    expect([...explored.ways.keys()].sort()).toEqual([...states].sort());
    expect([...explored.taken].sort()).toEqual(Object.keys(actions).sort());
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
    for (const party of everybody) expect([...roles, ...parties]).toContain(party);
    for (const [name, { by }] of Object.entries(actions)) expect(by.length, name).toBeGreaterThan(0);
    expect(permissions.AUD).toBe('R');
  });

  it('gives each creator the letter C, and each letter C a place among the creators', () => {
    const open = definition.create.by.filter((party) => party !== 'SYS' && !parties.includes(party));
    for (const role of open) expect(permissions[role as keyof typeof permissions], role).toMatch(/C/);
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

  it('can be created from outside, or the tests know how it comes about', () => {
    const publicly = definition.create.by.some((party) => party !== 'SYS');
    expect(publicly || factsOf(type).origin !== undefined).toBe(true);
  });
});
