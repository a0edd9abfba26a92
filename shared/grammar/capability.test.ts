/** Capabilities are values that the compiler holds to the record they are named in, without casts. */
import { expect, it } from 'vitest';
import { merging } from '#shared/capabilities/merging/capability';
import { recurs } from '#shared/capabilities/recurs/capability';
import { similarity } from '#shared/capabilities/similarity/capability';
import { splitting } from '#shared/capabilities/splitting/capability';
import { versions } from '#shared/capabilities/versions/capability';
import { workflow } from '#shared/capabilities/workflow/capability';
import { capabilitiesOf } from '#shared/engine/capability';
import { envelopeOf } from '#shared/grammar/capability';
import { defineRecord } from '#shared/grammar/definition';
import { text } from '#shared/grammar/fields';
import { routesOf } from '#shared/grammar/routes';
import type { Workflow } from '#shared/kit/workflow/workflow';
import type { Configuration } from '#shared/tenancy/configuration';

const basis = {
  type: 'note',
  prefix: 'NTE',
  path: 'notes',
  title: 'Note',
  permissions: {},
  fields: { color: text({ max: 10 }) },
  lifecycle: { initial: 'new', states: { new: 'open', done: 'final' } },
  create: { summary: 'Write it down', by: ['AGT'] },
  actions: {},
  lists: {},
} as const;

const brings = (note: { readonly color?: string }) => ({ colors: note.color === undefined ? [] : [note.color] });

const note = defineRecord({
  ...basis,
  parts: [
    similarity({ text: ['title', 'color'], same: ['color'] }),
    splitting({ by: ['AGT'], takes: ['color'] }),
    merging({ by: ['AGT'], to: 'done', brings }),
  ],
});

it('a record type has the routes and fields of the capabilities that it names, and no others', () => {
  const routes = (definition: typeof note) => routesOf(definition).flatMap(({ request }) => request?.kind ?? []);

  expect(routes(note)).toEqual(['similar', 'suggestions', 'split', 'merge', 'unmerge']);
  expect(Object.keys(envelopeOf(note))).toEqual(['splitFrom', 'mergedInto', 'mergedCount']);
  expect(routes({ ...note, parts: [] })).toEqual([]);
});

it('a field or state that the record does not have, and a rule of another record, do not compile', () => {
  // @ts-expect-error there is no field shade
  defineRecord({ ...basis, parts: [similarity({ text: ['shade'], same: [] })] });
  // @ts-expect-error there is no field shade
  defineRecord({ ...basis, parts: [splitting({ by: ['AGT'], takes: ['shade'] })] });
  // @ts-expect-error there is no state gone
  defineRecord({ ...basis, parts: [merging({ by: ['AGT'], to: 'gone', brings })] });
  const heavy = (weighed: { readonly weight: number }) => ({ weights: [`${weighed.weight}`] });
  // @ts-expect-error it judges records that have a weight
  defineRecord({ ...basis, parts: [merging({ by: ['AGT'], to: 'done', brings: heavy })] });
});

it('a part that no capability states is noticed', () => {
  expect(() =>
    capabilitiesOf({
      type: 'note',
      parts: [{ name: 'magic', described: { requests: {}, answers: {}, events: {}, envelope: {} } }],
    }),
  ).toThrow('magic');
});

const readable = {
  ...basis,
  actions: {
    read: { summary: 'Read', from: ['new'], to: 'same', by: ['AGT', 'SYS'], input: {}, emits: 'noted' },
  },
} as const;

it('a command that a capability names and its record does not have is refused by the compiler, and where the definition is made', () => {
  const nightly = { health: { at: 'FREQ=DAILY', run: 'asses', in: ['new'] } } as const;
  // @ts-expect-error there is no command asses
  expect(() => defineRecord({ ...readable, parts: [recurs(nightly)] })).toThrow(
    `${readable.type} has no such command: recurs names asses`,
  );
  const drafts = { content: ['color'], drafts: ['new'], publishedBy: ['create', 'publsh'] } as const;
  // @ts-expect-error there is no command publsh
  expect(() => defineRecord({ ...readable, parts: [versions(drafts)] })).toThrow('versions names publsh');
  const asPatched = versions({ content: ['color'], drafts: ['new'], publishedBy: ['create', 'update'] });
  expect(defineRecord({ ...basis, parts: [asPatched] }).type).toBe('note');
});

it('so is every one that a workflow names, where it waits, is asked, takes back, or ends', () => {
  const within = () => 60;
  const flow = (more: object): Workflow<unknown, Configuration, 'new', 'read'> => ({
    begins: 'new',
    steps: [{ kind: 'command', name: 'begin', run: 'read' }],
    ...more,
  });
  const gate = (more: object) => ({ kind: 'gate', name: 'go', passes: ['read'], within, late: 'fail', ...more });
  const agent = { kind: 'callback', name: 'agent', passes: ['read'], within, heartbeat: within };
  const steps = (...all: readonly object[]) => flow({ steps: all });
  const unknown = (stated: Workflow<unknown, Configuration, 'new', 'read'>) => () =>
    defineRecord({ ...readable, parts: [workflow(stated)] });

  for (const stated of [
    flow({ undone: 'gone' }),
    flow({ undoneBy: ['gone'] }),
    steps({ kind: 'command', name: 'begin', run: 'gone' }),
    steps(gate({ passes: ['read', 'gone'] })),
    steps(gate({ fails: ['gone'] })),
    steps(gate({ again: ['gone'] })),
    steps({ ...agent, passes: ['gone'] }),
    steps({ ...agent, fails: ['gone'] }),
    steps({ ...agent, beats: ['gone'] }),
    steps({ ...agent, failing: gate({ passes: ['gone'] }) }),
    steps({ kind: 'command', name: 'begin', run: 'read', undo: [{ kind: 'command', name: 'back', run: 'gone' }] }),
    steps({ kind: 'command', name: 'begin', run: 'read', undo: [{ ...agent, fails: ['gone'] }] }),
    steps({ kind: 'each', name: 'wave', of: () => [], steps: [gate({ passes: ['gone'] })] }),
    // A record is made and patched by no action: nothing that a gate could hear.
    steps(gate({ passes: ['create'] })),
  ])
    expect(unknown(stated)).toThrow(/^note has no such command: workflow names (gone|create)$/);
  expect(unknown(steps(gate({})))).not.toThrow();

  const elsewhere: Workflow<unknown, Configuration, 'new', 'gone'> = { begins: 'new', steps: [], undone: 'gone' };
  // @ts-expect-error there is no command gone
  expect(() => defineRecord({ ...readable, parts: [workflow(elsewhere)] })).toThrow('gone');
});
