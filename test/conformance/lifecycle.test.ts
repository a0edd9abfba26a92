/** Every lifecycle through the running stack: each state is reached, forbidden moves are refused, nobody acts without the right. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionsFrom, routedFrom, sourceStates } from '#shared/engine/decide';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { effectiveRoles, type Role } from '#shared/tenancy/roles';
import { definitions } from '#test/conformance/definitions';
import { examplesOf } from '#test/conformance/examples';
import { explore } from '#test/conformance/explore';
import { auditor, publicRoles, strangerWith } from '#test/conformance/people';
import { actorOf, isWalkable, newRecord, walk } from '#test/conformance/records';
import { inputOf } from '#test/conformance/sample';
import { type ConformanceStack, openStack } from '#test/conformance/stack';

let stack: ConformanceStack;
beforeAll(async () => {
  stack = await openStack();
});
afterAll(() => stack.close());

const isFor = (parties: readonly string[], role: Role): boolean =>
  [...effectiveRoles([role])].some((held) => parties.includes(held));

/** Roles that rules of the engine name beside what definitions say. */
const NAMED_BY_ENGINE: ReadonlySet<Role> = new Set(['SEC', 'TAD', 'AUD', 'INT', 'MSP', 'PAD', 'LEAD']);

/** Of roles that the definition tells nothing apart in, permissions and actions alike, the first one. */
function unlike({ permissions, actions }: AnyRecordDefinition): readonly Role[] {
  const rightsOf = (role: Role): string => {
    const held = [...effectiveRoles([role])];
    const letters = new Set(held.flatMap((each) => [...(permissions[each] ?? '')]));
    const taken = Object.keys(actions).filter((name) => isFor(actions[name]?.by ?? [], role));
    const own = NAMED_BY_ENGINE.has(role) ? role : '';
    return JSON.stringify([own, held.includes('AGT'), [...letters].sort(), taken]);
  };
  return [...Map.groupBy(publicRoles, rightsOf).values()].flatMap(([first]) => first ?? []);
}

describe.each(definitions)('$type', ({ type, definition }) => {
  const ways = [...explore(definition).ways];
  const walkable = ways.filter(([, way]) => isWalkable(definition, way)).map(([state, way]) => ({ state, way }));
  const publicActions = Object.entries(definition.actions).filter(([, { by }]) => actorOf(by) !== undefined);

  it('every state can be reached by people, and by automation that people provoke', () => {
    expect(walkable.map(({ state }) => state).sort()).toEqual(ways.map(([state]) => state).sort());
  });

  it.each(walkable)(
    'is walked to $state; what the lifecycle does not allow there is refused',
    async ({ state, way }) => {
      const { path, record } = await walk(stack, definition, way);
      const reader = await stack.as(auditor);

      expect(record.state).toBe(state);
      expect((await reader.get(`${path}/history/verify`)).body).toMatchObject({ valid: true });
      await stack.settled();
      const { body: now, headers } = await reader.get(path);
      if (examplesOf(type).passing?.includes(state)) expect(now.state).not.toBe(state);
      else expect(now.state).toBe(state);
      const forbidden = publicActions.filter(([, action]) => !sourceStates(definition, action).includes(now.state));
      for (const [name, action] of forbidden) {
        const client = await stack.as(actorOf(action.by) ?? auditor);
        const answer = await client.post(`${path}/${name}`, inputOf(definition, name), {
          headers: { 'if-match': headers.get('etag') ?? '' },
        });
        expect([name, answer.status, answer.body.type]).toEqual([name, 409, 'urn:itsm:problem:illegal-transition']);
        expect(answer.body).toMatchObject({ from: now.state, command: name });
        expect(answer.body.allowed).toEqual(routedFrom(definition, now.state));
      }
      expect((await reader.get(path)).body).toEqual(now);
    },
  );

  it('GET …/actions tells the same as the lifecycle', async () => {
    if (publicActions.length === 0) return;
    const { path, record } = await newRecord(stack, type);
    const { body } = await (await stack.as(auditor)).get(`${path}/actions`);

    const possible = body.items.filter((item: { illegal?: object }) => item.illegal === undefined);
    expect(possible.map(({ action }: { action: string }) => action).sort()).toEqual(
      actionsFrom(definition, String(record.state))
        .filter((name) => definition.actions[name]?.by.some((role) => role !== 'SYS'))
        .sort(),
    );
    // An auditor may take none of them.
    expect(body.items.filter(({ allowed }: { allowed: boolean }) => allowed)).toEqual([]);
  });

  it('refuses each action to every role that it is not for', async () => {
    if (publicActions.length === 0) return;
    const { path, record } = await newRecord(stack, type);
    const attempts = unlike(definition).map(async (role) => {
      const client = await stack.as(strangerWith(role));
      for (const [name] of publicActions.filter(([, { by }]) => !isFor(by, role))) {
        const answer = await client.post(`${path}/${name}`, inputOf(definition, name), {
          headers: { 'if-match': `"${record.version}"` },
        });
        expect([403, 404], `${name} by ${role}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
        if (answer.status === 403) expect(answer.body.type).toBe('urn:itsm:problem:forbidden');
      }
    });
    await Promise.all(attempts);
    expect((await (await stack.as(auditor)).get(path)).body.version).toBe(record.version);
  });

  it('an auditor changes nothing', async () => {
    const { path, record } = await newRecord(stack, type);
    const client = await stack.as(auditor);
    const headers = { 'if-match': `"${record.version}"` };
    const answers = [
      await client.post(`/v1/${definition.path}`, {}),
      await client.patch(path, { title: 'Changed' }, { headers }),
      await client.post(`${path}/comments`, { body: 'Noted.', visibility: 'internal' }),
      await client.post(`${path}/tasks`, { title: 'Do it' }),
      ...(await Promise.all(
        publicActions.map(([name]) => client.post(`${path}/${name}`, inputOf(definition, name), { headers })),
      )),
    ];

    // What the type does not have at all is not there for an auditor either.
    for (const { status } of answers) expect([403, 404, 405]).toContain(status);
    if (publicActions.length > 0) for (const { status } of answers.slice(1)) expect(status).toBe(403);
    expect((await client.get(path)).body).toMatchObject({ version: record.version });
  });
});
