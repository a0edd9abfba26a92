/** No test runs a stack unwatched, and what a run has judged is counted. */
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Observation, Subscriber } from '#infra/local/edges/dynamodb/observation';
import { type Role, sessionOf } from '#infra/local/edges/iam/principal';
import { type SynthesisedRoles, synthesiseRoles } from '#test/isolation/deployment';
import { isolationLine, type Tally } from '#test/isolation/tally';
import { watchIsolation } from '#test/isolation/watch';

/** Files that may start a stack by themselves. */
const starters: readonly string[] = [
  'test/support/world.ts',
  'test/local/fixtures/stack.ts', // of functions that are made for testing the runner; none of ours runs in it
  'test/grammar/fixtures/runner.ts', // the same, of specimens
  'test/faults/unlimited.ts', // a process of its own that is killed; its requests are enforced like any, and not counted
];

it('tests run stacks by way of openWorld, which watches them', () => {
  const files = globSync('test/**/*.ts', { exclude: ['test/bench/**'] });

  const starting = files.filter((file) => /import \{[^}]*\bstartStack\b/.test(readFileSync(file, 'utf8')));

  expect(starting.filter((file) => !starters.includes(file.replaceAll('\\', '/')))).toEqual([]);
});

it('adds up the requests of all stacks by who sent them', () => {
  const line = isolationLine([
    { requests: 12, questions: 7, tenants: 2, byPrincipal: { tenant: 10, clock: 2 } },
    { requests: 3, questions: 1, tenants: 1, byPrincipal: { tenant: 3 } },
  ]);

  expect(line).toBe(
    'isolation: 15 DynamoDB requests of 2 stacks judged, 8 different ones of tenants (tenant 13, clock 2)',
  );
  expect(isolationLine([])).toBeUndefined();
});

const OWN = 'abcdefghijkl';

/** What a watch says of one request by a session of the role. */
function watching(
  { deployment, table }: SynthesisedRoles,
  role: Role,
  request: { readonly leadingKey: string; readonly allowed?: boolean; readonly tenantId?: string },
): { readonly tally: Tally | undefined; readonly error: unknown } {
  const { leadingKey, allowed = true, tenantId = OWN } = request;
  const subscribers: Subscriber[] = [];
  const kept: Tally[] = [];
  const observe = (subscriber: Subscriber) => {
    subscribers.push(subscriber);
    return () => {};
  };
  const watch = watchIsolation({ deployment, observe }, (tally) => kept.push(tally));
  const observation: Observation = {
    at: 0,
    principal: sessionOf(role, 'test', { tenantId }),
    operation: 'GetItem',
    body: {},
    requests: [{ action: 'dynamodb:GetItem', resource: table.arn, leadingKeys: [leadingKey], context: {}, items: 1 }],
    allowed,
    ...(allowed ? {} : { reason: 'because no policy allows it' }),
    status: allowed ? 200 : 400,
    requestBytes: 1,
    responseBytes: 1,
    durationMs: 1,
  };
  for (const subscriber of subscribers) subscriber(observation);
  try {
    watch.end();
    return { tally: kept[0], error: undefined };
  } catch (error) {
    return { tally: kept[0], error };
  }
}

it('a watch lets pass, and counts, what a tenant does with its own', () => {
  const synthesised = synthesiseRoles();

  const { tally, error } = watching(synthesised, synthesised.tenant, { leadingKey: `TENANT#${OWN}#incident#1` });

  expect(error).toBeUndefined();
  expect(tally).toEqual({ requests: 1, questions: 1, tenants: 1, byPrincipal: { tenant: 1 } });
});

it.each<[string, string, Parameters<typeof watching>[2], string]>([
  ['another tenant’s item', 'tenant', { leadingKey: `TENANT#${OWN}x#incident#1` }, 'asked for what is not its own'],
  ['a request that was denied', 'tenant', { leadingKey: 'incident#1', allowed: false }, 'tenant was denied'],
  ['a process function on the table', 'incident-management', { leadingKey: 'x' }, 'has no business with the table'],
])('a watch fails the file that saw %s', (_name, label, request, expected) => {
  const synthesised = synthesiseRoles();
  const role = synthesised.roles.get(label);
  if (!role) throw new Error(`no role ${label}`);

  expect(String(watching(synthesised, role, request).error)).toContain(expected);
});
