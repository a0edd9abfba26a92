/** A release of the specimen of rounds, as its people see it through the API. */
import { randomUUID } from 'node:crypto';
import type { World } from '#test/support/world';

interface Answer {
  readonly status: number;
  readonly etag: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers of every shape, and a wrong guess fails the test.
  readonly body: any;
}

export interface Round {
  readonly id: string;
  readonly uid: string;
  readonly round: number;
  readonly path: string;
}

/** It is no process of ours, and not described in the API: requests go out as they are. */
export async function openRelease(world: World, fields: object = {}) {
  const request = async (user: string, method: string, path: string, body?: object, etag = ''): Promise<Answer> => {
    const roles = user === 'tina' ? 'TAD' : 'REL';
    const response = await fetch(`${world.url}/v1/releases${path}`, {
      method,
      headers: {
        authorization: await world.authorization(user, roles),
        ...(body && { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }),
        ...(etag && { 'if-match': etag }),
        ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      etag: response.headers.get('etag') ?? '',
      body: text === '' ? {} : JSON.parse(text),
    };
  };
  const values = { title: 'Release 4.2', risk: 'normal', package: 'a1', owners: ['olga'], ...fields };
  const created = await request('rita', 'POST', '', values);
  if (created.status !== 201) throw new Error(`creating answered ${created.status}: ${JSON.stringify(created.body)}`);
  const { id, uid } = created.body;
  const read = async () => {
    await world.settled();
    return (await request('rita', 'GET', `/${uid}`)).body;
  };
  const changed = async (user: string, method: string, path: string, body: object): Promise<Answer> => {
    const { etag } = await request(user, 'GET', `/${uid}`);
    const answer = await request(user, method, `/${uid}${path}`, body, etag);
    await world.settled();
    return answer;
  };
  return {
    id: String(id),
    uid: String(uid),
    read,
    act: (command: string, input: object = {}) => changed('rita', 'POST', `/${command}`, input),
    patch: (values: object) => changed('rita', 'PATCH', '', values),
    delete: () => changed('tina', 'DELETE', '', {}),
    /** Its rounds of one name, the first one first. */
    async rounds(purpose: string): Promise<readonly Round[]> {
      await world.settled();
      const cab = await world.as('cora', 'CAB');
      const { items } = (await cab.get(`/v1/approvals?subjectId=${id}&purpose=${purpose}`)).body;
      const found: readonly Round[] = items;
      return found
        .map((each) => ({ ...each, path: `/v1/approvals/${each.id}` }))
        .sort((one, other) => one.round - other.round);
    },
  };
}
