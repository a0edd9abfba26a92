/** Published versions on specimens: drafted, published, superseded, compared, forgotten, and pinned by what is made with them. */

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '#infra/local/machine/json';
import { pins } from '#shared/capabilities/pins/capability';
import { references } from '#shared/capabilities/references/capability';
import { policies, policy, release } from '#shared/capabilities/versions/specimen';
import { defineRecord } from '#shared/grammar/definition';
import type { Call } from '#test/bench/api-event';
import { type Answer, openWorkbench, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

type By = Call['by'];
const REA: By = { user: 'rea', roles: 'REQ' };
const EVE: By = { user: 'eve', roles: 'AGT' };
const TAD: By = { user: 'tina', roles: 'TAD' };
const SEC: By = { user: 'sam', roles: 'SEC AGT' };
let bench: Workbench;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-06-15T07:00:00Z') });
  bench = await openWorkbench(served(policies));
}, 120_000);
afterAll(async () => {
  await bench.stop();
  vi.useRealTimers();
});

const later = (): unknown => vi.setSystemTime(Date.now() + 60_000);
const get = (path: string, by?: By): Promise<Answer> =>
  bench.call({ method: 'GET', path: `/v1/${path}`, ...(by && { by }) });
const slug = ({ body }: Answer): unknown => String(body.type).split(':').at(-1);

async function made(path: string, body: object, by?: By): Promise<JsonObject & { readonly id: string }> {
  later();
  const answer = await bench.call({ method: 'POST', path: `/v1/${path}`, body, ...(by && { by }) });
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  return answer.body as JsonObject & { readonly id: string };
}

/** Sends a change of the record as it stands now. */
async function sent(
  method: 'PATCH' | 'POST' | 'DELETE',
  record: string,
  body: unknown,
  verb = '',
  by?: By,
): Promise<Answer> {
  later();
  const { version } = (await get(record, by)).body;
  const path = `/v1/${record}${verb && `/${verb}`}`;
  return bench.call({
    ...{ method, path, headers: { 'if-match': `"${version}"` } },
    ...(body !== undefined && { body }),
    ...(by && { by }),
  });
}
const patch = (record: string, body: unknown): Promise<Answer> => sent('PATCH', record, body);
const act = (record: string, verb: string, input = {}): Promise<Answer> => sent('POST', record, input, verb);

/** A policy with these contents published one after the other. */
async function published(...contents: readonly object[]): Promise<string> {
  const [first, ...others] = contents;
  const { id } = await made('policies', { title: 'Releases', ...first });
  const path = `policies/${id}`;
  expect((await act(path, 'publish')).status).toBe(200);
  for (const content of others) {
    await act(path, 'revise');
    expect((await patch(path, content)).status).toBe(200);
    expect((await act(path, 'publish')).status).toBe(200);
  }
  return path;
}

describe('publishing', () => {
  it('makes numbered versions, each with the digest of its content as canonical JSON', async () => {
    const path = await published({ most: 3, gates: ['b', 'a'] }, { most: 5 });

    const first = await get(`${path}/versions/1`);
    expect(first.body.content).toEqual({ title: 'Releases', gates: ['b', 'a'], most: 3 });
    const canonical = '{"gates":["b","a"],"most":3,"title":"Releases"}';
    const digest = createHash('sha256').update(canonical).digest('hex');
    expect([first.body.version, first.body.digest, first.body.intact, first.body.by]).toEqual([1, digest, true, 'ada']);
    const { body } = await get(path);
    const second = (await get(`${path}/versions/2`)).body;
    expect([body.publishedVersion, body.publishedDigest, body.publishedAt]).toEqual([2, second.digest, second.at]);
    expect(second.digest).not.toBe(digest);
  });

  it('tells which version was in force when, and until when', async () => {
    const path = await published({ most: 1 }, { most: 2 });
    await act(path, 'retire');
    const { items } = (await get(`${path}/versions`)).body as { items: readonly JsonObject[] };
    const [second, first] = items;

    expect(items.map(({ version, inForce }) => [version, inForce])).toEqual([
      [2, false],
      [1, false],
    ]);
    expect(first?.supersededAt).toBe(second?.at);
    expect(second?.supersededAt).toBe((await get(path)).body.supersededAt);
    const asOf = async (at: unknown) =>
      ((await get(`${path}/versions?asOf=${at}`)).body.items as readonly JsonObject[]).map(({ version }) => version);
    expect(await asOf(first?.at)).toEqual([1]);
    expect(await asOf(second?.at)).toEqual([2]);
    expect(await asOf('2026-06-15T06:00:00Z')).toEqual([]);
    expect(await asOf(second?.supersededAt)).toEqual([]);
  });

  it('brings a policy that was retired in force again with its next version', async () => {
    const path = await published({ most: 1 });
    await act(path, 'retire');
    await act(path, 'revise');
    const again = await act(path, 'publish');
    expect([again.body.publishedVersion, again.body.supersededAt]).toEqual([2, undefined]);
  });

  it('compares a version with another, and with what is worked on', async () => {
    const path = await published({ most: 1, gates: ['a'] }, { most: 2, gates: null });
    const between = await get(`${path}/versions/1/compare?to=2`);
    expect(between.body).toEqual({
      from: 1,
      to: 2,
      changes: [
        { field: 'gates', old: ['a'], new: null },
        { field: 'most', old: 1, new: 2 },
      ],
    });
    await act(path, 'revise');
    await patch(path, { title: 'Next' });
    const drafted = await get(`${path}/versions/2/compare`);
    expect(drafted.body).toEqual({ from: 2, to: 'draft', changes: [{ field: 'title', old: 'Releases', new: 'Next' }] });
    for (const gone of ['3', '0', 'x', '1.5']) expect((await get(`${path}/versions/${gone}`)).status).toBe(404);
    expect((await get(`${path}/versions/1/compare?to=9`)).status).toBe(404);
  });

  it('writes one version however many publish at once', async () => {
    const { id } = await made('policies', { title: 'Race' });
    const at = {
      method: 'POST',
      path: `/v1/policies/${id}/publish`,
      body: {},
      headers: { 'if-match': '"1"' },
    } as const;
    const answers = await Promise.all(Array.from({ length: 8 }, () => bench.call(at)));
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 409, 412].includes(status))).toBe(true);
    expect(((await get(`policies/${id}/versions`)).body.items as readonly unknown[]).length).toBe(1);
  });
});

describe('what was published', () => {
  it('does not change but by revising it; what no version is made of does', async () => {
    const path = await published({ most: 1 });
    const refused = await patch(path, { most: 9 });
    expect([refused.status, slug(refused)]).toEqual([409, 'immutable']);
    expect((refused.body.errors as readonly JsonObject[])[0]?.pointer).toBe('/most');
    expect((await patch(path, { owner: 'Olga' })).status).toBe(200);
    expect((await patch(path, { most: 1 })).status).toBe(200);
    await act(path, 'revise');
    expect((await patch(path, { most: 9 })).status).toBe(200);
    expect((await get(`${path}/versions/1`)).body.content).toEqual({ title: 'Releases', most: 1 });
  });

  it('never changes where it is published as it is made', async () => {
    const { id, publishedVersion } = await made('artefacts', { title: 'billing-2.3.1', sha256: 'ab'.repeat(32) });
    expect(publishedVersion).toBe(1);
    const refused = await patch(`artefacts/${id}`, { sha256: 'cd'.repeat(32) });
    expect([refused.status, slug(refused)]).toEqual([409, 'immutable']);
    expect((await act(`artefacts/${id}`, 'approve')).status).toBe(200);
    expect((await get(`artefacts/${id}/versions/1`)).body.content).toEqual({
      title: 'billing-2.3.1',
      sha256: 'ab'.repeat(32),
    });
  });

  it('is read by its requester without what is internal, and by nobody else', async () => {
    const path = await published({ remark: 'Between us', most: 1, requesterId: 'rea' }, { remark: 'Still', most: 2 });
    const { body } = await get(`${path}/versions/1`, REA);
    expect([body.content, body.by]).toEqual([{ title: 'Releases', most: 1 }, undefined]);
    const compared = await get(`${path}/versions/1/compare?to=2`, REA);
    expect(compared.body.changes).toEqual([{ field: 'most', old: 1, new: 2 }]);
    expect((await get(`${path}/versions`, { user: 'rob', roles: 'REQ' })).status).toBe(404);
    expect((await bench.neighbour({ method: 'GET', path: `/v1/${path}/versions/1` })).status).toBe(404);
  });

  it('forgets what is redacted, and says that it is no longer what its digest was made of', async () => {
    const path = await published({ remark: 'Call Otto Normal on 030 1234567', most: 7 });
    const redaction = { fields: ['remark', 'most'], reason: 'Personal data' };
    const redacted = await sent('POST', path, redaction, 'redact', SEC);
    expect([redacted.status, redacted.body.detail]).toEqual([200, undefined]);
    const { body } = await get(`${path}/versions/1`);
    expect([body.intact, body.content]).toEqual([
      false,
      { title: 'Releases', remark: '[redacted]', most: '[redacted]' },
    ]);
    expect(JSON.stringify([...(await bench.snapshot()).values()])).not.toContain('Otto Normal');
  });
});

describe('a release', () => {
  const plan = (body: object) =>
    bench.call({ method: 'POST', path: '/v1/releases', body: { title: 'Spring', ...body } });

  it('is judged by the version that it was made with, whatever is published later', async () => {
    const path = await published({ most: 3, remark: 'Between us' });
    const [, policy = ''] = path.split('/');
    const refused = await plan({ policy, changes: 4 });
    expect([refused.status, slug(refused)]).toEqual([422, 'limit-exceeded']);
    const { id } = await made('releases', { title: 'Spring', policy: policy.toLowerCase(), changes: 3 });
    await act(path, 'revise');
    await patch(path, { most: 1 });
    await act(path, 'publish');

    expect((await patch(`releases/${id}`, { changes: 2 })).status).toBe(200);
    expect(slug(await patch(`releases/${id}`, { changes: 4 }))).toBe('limit-exceeded');
    expect(slug(await plan({ policy, changes: 2 }))).toBe('limit-exceeded');
    const { body } = await get(`releases/${id}/pinned/policy`);
    expect([body.id, body.version, body.intact, body.content]).toEqual([
      policy,
      1,
      true,
      { title: 'Releases', most: 3 },
    ]);
    const pins = (await get(`releases/${id}`)).body.pins as JsonObject;
    expect(pins.policy).toMatchObject({ type: 'policy', id: policy, version: 1, digest: body.digest });
    expect((await get(`releases/${id}/pinned/changes`)).status).toBe(404);
  });

  it('does not tell which policy it was made with to whom that may not know of it any more', async () => {
    const path = await published({ most: 3 });
    const { id } = await made('releases', { title: 'Spring', policy: path.split('/')[1], changes: 3 });
    const seen = async () => {
      const { body } = await get(`releases/${id}`, EVE);
      return [body.policy, body.pins];
    };
    expect(await seen()).toEqual([path.split('/')[1], { policy: expect.objectContaining({ version: 1 }) }]);
    await patch(path, { confidential: true });
    expect(await seen()).toEqual([undefined, undefined]);
    expect((await get(`releases/${id}/pinned/policy`, EVE)).status).toBe(404);
  });

  it('keeps the policy that it was made with, or none, and is restored though it is no longer in force', async () => {
    const path = await published({ most: 3 });
    const policy = path.split('/')[1];
    const { id } = await made('releases', { title: 'Spring', policy });
    const { id: free } = await made('releases', { title: 'Free' });
    const choose = (release: unknown) => act(`releases/${release}`, 'choose', { policy });
    expect([await choose(free), await choose(id)].map(({ status }) => status)).toEqual([409, 200]);
    await act(path, 'retire');
    expect((await sent('DELETE', `releases/${id}`, undefined, undefined, TAD)).status).toBe(204);
    expect((await sent('POST', `releases/${id}`, {}, 'restore', TAD)).status).toBe(200);
    expect((await get(`releases/${id}/pinned/policy`)).body.version).toBe(1);
  });

  it('cannot be stated without what it pins', () => {
    const { parts: _, ...plain } = release;
    const parts = (...all: NonNullable<typeof release.parts>) => ({ ...plain, parts: all });
    expect(() => defineRecord(parts(pins))).toThrow('pins nothing');
    expect(() => defineRecord(parts(pins, references))).toThrow('pins nothing');
    expect(() => defineRecord({ ...policy, parts: [references, pins] })).toThrow('pins nothing');
  });

  it('is not made with what is not there, not published, no longer in force, or not the caller’s to know', async () => {
    const retired = await published({ most: 1 });
    await act(retired, 'retire');
    const draft = await made('policies', { title: 'Draft' });
    const secret = await published({ most: 1, confidential: true, requesterId: 'rea' });
    const ids = ['PLC9999999', 'nothing', draft.id, retired.split('/')[1], secret.split('/')[1]];
    for (const policy of ids) {
      const body = { title: 'Spring', policy };
      const answer = await bench.call({ method: 'POST', path: '/v1/releases', body, by: EVE });
      expect([policy, answer.status, slug(answer)]).toEqual([policy, 422, 'unknown-reference']);
      expect((answer.body.errors as readonly JsonObject[])[0]?.pointer).toBe('/policy');
    }
  });
});
