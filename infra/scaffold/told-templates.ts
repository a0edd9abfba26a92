/** What people are told of a new record, and the scenario that shows it on a running stack. */
import { camel, type ProcessName, plural, type RecordName, title, words } from '#infra/scaffold/process-name';
import { eventName } from '#shared/events/name';
import type { Stage } from '#shared/grammar/process-definition';

/** `texts.ts`. */
export function texts({ type }: RecordName): string {
  return `/** What people are told of the ${words(type)}, in each language (A13), and its codes in their words. */
import type { RecordTexts } from '#shared/events/told';

export const ${camel(type)}Texts = {
  told: {
    '${eventName(type, 'completed')}': {
      requester: {
        en: ['Completed: {{record.title}}', '{{record.id}} is completed:\\n\\n{{record.outcome}}'],
        de: ['Erledigt: {{record.title}}', '{{record.id}} ist erledigt:\\n\\n{{record.outcome}}'],
      },
    },
  },
  codes: {
    state: {
      new: { de: 'neu' },
      in_progress: { en: 'in progress', de: 'in Arbeit' },
      completed: { de: 'erledigt' },
      closed: { de: 'geschlossen' },
      canceled: { de: 'abgebrochen' },
    },
  },
} satisfies RecordTexts;
`;
}

/** Which body of work owes the proof (`test/coverage/scenario.ts`). */
const owedBy: Readonly<Record<Stage, string>> = {
  'service-operation': '9',
  'service-transition': '10',
  'service-design': '11',
  'service-strategy': '12',
  'continual-improvement': '12',
  functions: '12',
  'intelligent-ticketing': "'later'",
  platform: "'later'",
};

const shown = ({ type }: RecordName): string =>
  `whoever asked for the ${words(type)} is told of its outcome, in their language`;

/** `scenarios.ts`: its section bears the first record's prefix until a specification numbers it. */
export function scenarios({ stage, id, records }: ProcessName): string {
  const [{ prefix }] = records;
  return `/** What ${words(id)} promises: names of tests begin with \`${prefix}.1\` and so on. */
import { section } from '#test/coverage/scenario';

export const ${camel(id)}Scenarios = [
  section('${prefix}', '${title(id)}', [
${records.map((record) => `    [${owedBy[stage]}, '${shown(record)}'],\n`).join('')}  ]),
];
`;
}

/** `<record>.test.ts`. @param claims the scenario that its test begins with, such as `WOR.1 ` */
export function scenario(record: RecordName, claims: string): string {
  const { type } = record;
  return `/** The ${words(type)} through the API of a running stack. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: Client; // an agent of the service desk
let rita: Client; // who asked for it
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  ada = await world.as('ada', 'AGT');
  rita = await world.as('rita', 'REQ');
  const tina = await world.as('tina', 'TAD');
  await tina.put('/v1/users/rita', { name: 'Rita', locale: 'de', roles: ['REQ'], active: true });
});
afterAll(() => world.close());

it('${claims}${shown(record)}', async () => {
  const created = await ada.post('/v1/${plural(type)}', { title: 'The first one', requesterId: 'rita' });
  expect([created.status, created.body.state]).toEqual([201, 'new']);
  const path = \`/v1/${plural(type)}/\${created.body.id}\`;

  await ada.act(path, 'start');
  const completed = await ada.act(path, 'complete', { outcome: 'It is done.' });
  await world.settled();

  expect([completed.status, completed.body.state]).toEqual([200, 'completed']);
  const { body } = await rita.get('/v1/notifications');
  expect(body.items[0]).toMatchObject({
    event: '${eventName(type, 'completed')}',
    text: expect.stringContaining('ist erledigt'),
  });
});
`;
}

/** `examples.ts`. */
export function examples({ type }: RecordName): string {
  return `/** Example values of the ${words(type)}, where no declaration tells them. */
import type { Examples } from '#shared/grammar/examples';

export const ${camel(type)}Examples = {
  of: '${type}',
  values: { category: 'general' },
  inputs: { complete: { outcome: 'It is done.' } },
} satisfies Examples;
`;
}
