/** Invariants over several records hold when they are changed at the same moment: links, families, merges and tasks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

const ROUNDS = 20;
let world: World;
let ada: Client;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  ada = await world.as('ada', 'AGT LEAD');
});
afterAll(() => world.close());

async function logged(many: number): Promise<readonly string[]> {
  const made = Array.from({ length: many }, (_, i) =>
    ada.post('/v1/incidents', { title: `Number ${i}`, category: 'email' }),
  );
  return (await Promise.all(made)).map(({ body }) => body.id);
}

type Links = readonly (readonly [from: string, kind: string, to: string])[];
const path = (from: string): string => `/v1/incidents/${from}/links`;

/** Makes links at once, and takes those that were made away again. @returns how they were answered */
async function atOnce(links: Links): Promise<readonly Answer[]> {
  const answers = await Promise.all(links.map(([from, kind, to]) => ada.put(path(from), { kind, to })));
  for (const [index, { status }] of answers.entries()) {
    const [from = '', kind = '', to = ''] = links[index] ?? [];
    if (status === 200) expect((await ada.delete(`${path(from)}/${kind}/${to}`)).status).toBe(204);
  }
  return answers;
}

/** How often each outcome came, over all rounds. */
async function outcomes(links: Links): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round++) {
    const answers = await atOnce(links);
    const refused = answers.filter(({ status }) => status !== 200);
    const outcome = `${answers.length - refused.length} made, ${refused.map(({ body }) => body.type.split(':').at(-1)).join(' ')}`;
    found[outcome] = (found[outcome] ?? 0) + 1;
  }
  return found;
}

describe('links', () => {
  it.each([
    ['two', 2, 'blocks'],
    ['three', 3, 'blocks'],
    ['two', 2, 'duplicate_of'],
  ])('security 8 of %s links (%i) that close a cycle together by %s, one is refused', async (_, many, kind) => {
    const ids = await logged(many);

    const found = await outcomes(ids.map((id, index) => [id, kind, ids[(index + 1) % many] ?? '']));

    expect(found).toEqual({ [`${many - 1} made, link-cycle`]: ROUNDS });
  });

  it('security 8 from whichever side a link is made, it closes no cycle', async () => {
    const [a = '', b = '', c = ''] = await logged(3);
    await ada.put(path(a), { kind: 'blocks', to: b });
    await ada.put(path(c), { kind: 'blocked_by', to: b });

    const answers = [
      await ada.put(path(a), { kind: 'blocked_by', to: c }),
      await ada.put(path(c), { kind: 'blocks', to: a }),
    ];

    expect(answers.map(({ status, body }) => [status, body.cycle])).toEqual([
      [409, [a, b, c, a]],
      [409, [a, b, c, a]],
    ]);
  });

  it('security 8 of two that would make a grandparent together, one is refused', async () => {
    const [top = '', middle = '', bottom = ''] = await logged(3);

    const found = await outcomes([
      [bottom, 'parent', middle],
      [middle, 'parent', top],
    ]);

    expect(found).toEqual({ '1 made, nesting-too-deep': ROUNDS });
    const { body } = await ada.get(`/v1/incidents/${middle}`);
    expect([body.childCount ?? 0, body.parentId]).toEqual([0, undefined]);
  });

  it('security 8 the same link made and taken away by several at once counts once; a child is not taken from above', async () => {
    const [parent = '', child = ''] = await logged(2);
    const link = { kind: 'parent', to: parent };
    const made = await Promise.all([1, 2, 3].map(() => ada.put(path(child), link)));
    expect(made.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await ada.get(`/v1/incidents/${parent}`)).body.childCount).toBe(1);

    expect((await ada.delete(`${path(parent)}/child/${child}`)).body.type).toBe('urn:itsm:problem:link-not-allowed');
    const gone = await Promise.all([1, 2, 3].map(() => ada.delete(`${path(child)}/parent/${parent}`)));

    expect(gone.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
    expect((await ada.get(`/v1/incidents/${parent}`)).body.childCount).toBe(0);
  });

  it('security 8 a survivor is not merged with what it is a duplicate of, by however many links', async () => {
    const [survivor = '', between = '', duplicate = ''] = await logged(3);
    await ada.put(path(survivor), { kind: 'duplicate_of', to: between });
    await ada.put(path(between), { kind: 'duplicate_of', to: duplicate });

    const merged = await ada.post('/v1/incidents/merge', { survivor, duplicates: [duplicate], reason: 'The same' });

    expect([merged.status, merged.body.cycle]).toEqual([409, [survivor, between, duplicate, survivor]]);
  });
});

describe('tasks', () => {
  it('security 8 tasks added and done at once are each counted once, and what waits for another does not begin', async () => {
    const [id = ''] = await logged(1);
    const tasks = `/v1/incidents/${id}/tasks`;
    const added = await Promise.all(['one', 'two', 'three'].map((title) => ada.post(tasks, { title })));
    expect(added.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(added.map(({ body }) => body.number).sort()).toEqual([1, 2, 3]);
    await ada.post(tasks, { title: 'last', dependsOn: [1] });

    const done = await Promise.all([
      ...[1, 2, 3].map(() => ada.post(`${tasks}/1/done`)),
      ada.post(`${tasks}/1/skip`, { reason: 'Not needed' }),
    ]);
    const waiting = await ada.post(`${tasks}/4/start`);

    expect(done.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await ada.get(`/v1/incidents/${id}`)).body.openTasks).toBe(3);
    expect(waiting.status).toBe(200);
  });
});
