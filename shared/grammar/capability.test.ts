/** Capabilities are values that the compiler holds to the record they are named in, without casts. */
import { expect, it } from 'vitest';
import { merging } from '#shared/capabilities/merging/capability';
import { recurs } from '#shared/capabilities/recurs/capability';
import { similarity } from '#shared/capabilities/similarity/capability';
import { splitting } from '#shared/capabilities/splitting/capability';
import { versions } from '#shared/capabilities/versions/capability';
import { capabilitiesOf } from '#shared/engine/capability';
import { envelopeOf } from '#shared/grammar/capability';
import { defineRecord } from '#shared/grammar/definition';
import { text } from '#shared/grammar/fields';
import { routesOf } from '#shared/grammar/routes';

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

it('a command that a capability names and its record does not have is noticed where the definition is made', () => {
  const nightly = { health: { at: 'FREQ=DAILY', run: 'asses', in: ['new'] } } as const;
  expect(() => defineRecord({ ...basis, parts: [recurs(nightly)] })).toThrow(
    `${basis.type} has no such command: recurs names asses`,
  );
  const drafts = { content: ['color'], drafts: ['new'], publishedBy: ['create', 'publsh'] } as const;
  expect(() => defineRecord({ ...basis, parts: [versions(drafts)] })).toThrow('versions names publsh');
});
