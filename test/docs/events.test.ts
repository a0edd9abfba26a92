/** The event catalogue is written down, complete, and only ever grows. */
import { expect, it } from 'vitest';
import { processes } from '#functions/registry';
import { baselineText, currentCatalogue, eventsText, readBaseline } from '#infra/docs/texts';
import { catalogueOf, dataSchema } from '#shared/events/catalogue';
import { type CatalogueDocument, incompatibilities } from '#shared/events/catalogue-document';
import { filesIn, root, textOf } from '#test/architecture/tree';

const copy = (document: CatalogueDocument): CatalogueDocument => structuredClone(document);

it('docs/events.json is up to date (npm run docs:generate)', () => {
  expect(textOf('docs/events.json')).toBe(eventsText());
});

it('consumers of what was promised so far miss nothing', () => {
  expect(incompatibilities(readBaseline(root), currentCatalogue())).toEqual([]);
});

it('what is new is promised from now on', () => {
  expect(textOf('docs/events.baseline.json')).toBe(baselineText(root));
});

it('every event that rules emit is in the catalogue', () => {
  const known = new Set(catalogueOf(processes).map(({ name }) => name.split('.').at(-1)));
  const rules = filesIn('functions').filter((path) => /\/rules[\w-]*\.ts$/.test(path));
  const emitted = rules.flatMap((path) =>
    [...textOf(path).matchAll(/\bname: '([a-z_.]+)'/g)].map(([, name = '']) => ({ path, name })),
  );

  expect(emitted.length).toBeGreaterThan(0);
  expect(emitted.filter(({ name }) => !known.has(name.split('.').at(-1)))).toEqual([]);
});

it('every event that a process consumes from another one is emitted', () => {
  const known = new Set(catalogueOf(processes).map(({ source, name }) => `${source} ${name}`));
  const consumed = processes.flatMap(({ consumes }) =>
    consumes.map(({ source, detailType }) => `${source} ${detailType}`),
  );

  expect(consumed.filter((event) => event.startsWith('itsm.') && !known.has(event))).toEqual([]);
});

it('data is judged by its schema, and unknown fields are tolerated', () => {
  const selected = catalogueOf(processes).find(({ name }) => name === 'alert.response_selected');
  const schema = selected && dataSchema(selected);
  const data = { title: 'Queue', response: 'incident', impact: 2, urgency: 1 };

  expect(schema?.safeParse({ ...data, later: true }).success).toBe(true);
  expect(schema?.safeParse({ ...data, response: 'page' }).success).toBe(false);
});

const event = 'itsm.event-management alert.response_selected';

it.each([
  ['an event that is gone', (events: Record<string, unknown>) => delete events[event], `${event} is gone`],
  [
    'a field that is gone',
    (events: CatalogueDocument['events']) => Reflect.deleteProperty(Object(events[event]?.data.properties), 'response'),
    `${event}: data.response is gone`,
  ],
  [
    'a field of another type',
    (events: CatalogueDocument['events']) =>
      Object.assign(Object(events[event]?.data.properties), { title: { type: 'integer' } }),
    `${event}: data.title changed its type from "string" to "integer"`,
  ],
  [
    'a field that need not be there any more',
    (events: CatalogueDocument['events']) => Object.assign(events[event]?.data ?? {}, { required: ['title'] }),
    `${event}: data.impact is no longer always there`,
  ],
])('notices %s', (_, change, expected) => {
  const after = copy(currentCatalogue());
  change(after.events);

  expect(incompatibilities(currentCatalogue(), after)).toContain(expected);
});

it('lets a new event and a new field pass', () => {
  const after = copy(currentCatalogue());
  Object.assign(Object(after.events[event]?.data.properties), { later: { type: 'string' } });
  Object.assign(after.events, { 'itsm.problem-management problem.created': after.events[event] });

  expect(incompatibilities(currentCatalogue(), after)).toEqual([]);
});
