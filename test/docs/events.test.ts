/** The event catalogue is complete, and judges what events carry. */
import { expect, it } from 'vitest';
import { processes, services } from '#functions/registry';
import { catalogueOf, dataSchema } from '#shared/describe/events/catalogue';
import { filesIn, textOf } from '#test/architecture/tree';

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

it('every event of a service that a service or process hears, or that is told by name, is in a letterbox', () => {
  const known = new Set(catalogueOf(processes, services).map(({ source, name }) => `${source} ${name}`));
  const told = services.flatMap(({ contract }) => contract?.events ?? []);
  const heard = services
    .flatMap(({ consumes }) => consumes)
    .filter(
      ({ source, detailType }) => source.startsWith('itsm.') && !source.endsWith('*') && !detailType.includes('*'),
    )
    .map(({ source, detailType }) => `${source} ${detailType}`);
  const named = filesIn('shared')
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .flatMap((path) => [...textOf(path).matchAll(/'((?:user|operator|configuration|delegation)\.[a-z_]+)'/g)])
    .map(([, name = '']) => name);

  expect(told.length).toBeGreaterThan(10);
  expect(heard.length).toBeGreaterThan(10);
  expect(heard.filter((event) => !known.has(event))).toEqual([]);
  expect(named.length).toBeGreaterThan(0);
  expect(
    named.filter((name) => !known.has(`itsm.configuration ${name}`) && !known.has(`itsm.tenants ${name}`)),
  ).toEqual([]);
});

it('a service’s letterbox is its own: it tells as that service', () => {
  for (const { id, contract } of services)
    expect((contract?.events ?? []).filter(({ process }) => process !== id || contract?.process !== id)).toEqual([]);
});

it('data is judged by its schema, and unknown fields are tolerated', () => {
  const selected = catalogueOf(processes).find(({ name }) => name === 'alert.response_selected');
  const schema = selected && dataSchema(selected);
  const data = { title: 'Queue', response: 'incident', impact: 2, urgency: 1 };

  expect(schema?.safeParse({ ...data, later: true }).success).toBe(true);
  expect(schema?.safeParse({ ...data, response: 'page' }).success).toBe(false);
});
