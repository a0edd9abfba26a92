/** What a command causes altogether, its consumers and the relay included: requests to DynamoDB beyond configuration that functions cache. */
import { observed } from '#test/bench/life';
import { atMost, type Row, type Section } from '#test/bench/section';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

/** What one command caused, and may cause. */
export interface Caused {
  readonly command: string;
  readonly requests: number;
  readonly budget: number;
  /** Functions that were invoked, the command's own and the authorizer included. */
  readonly invocations: readonly string[];
}

/** Each is another person's report about another thing, as most are. */
const reports = ['Mail does not arrive', 'The calendar shows another week', 'Attachments are cut off'];
/** More people than it takes to propose a major incident. */
const PEOPLE = 12;
const details = { impact: 2, urgency: 2 };

/** Measures each command of the budget in a tenant without webhooks, after the same was done once to warm up. */
export async function measureCaused(): Promise<readonly Caused[]> {
  const world = await openWorld('2026-06-15T08:00:00Z');
  try {
    const agent = await world.as('ada', 'AGT');
    await everyCommand(world, agent, 0);
    return await everyCommand(world, agent, 1);
  } finally {
    await world.close();
  }
}

async function everyCommand(world: World, agent: Client, run: number): Promise<readonly Caused[]> {
  const caused: Caused[] = [];
  const measure = async (command: string, budget: number, path: string, body: object) => {
    const etag = path === '/v1/incidents' ? '' : (await agent.get(recordOf(path))).headers.get('etag');
    const headers = etag && !path.endsWith('/comments') ? { 'if-match': etag } : {};
    const { answer, own, consumers, invocations } = await observed(world, () => agent.post(path, body, { headers }));
    if (answer.status >= 300)
      throw new Error(`${command} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    const names = invocations.map(({ functionName }) => functionName.replace(/^helmdesk-local-/, ''));
    caused.push({ command, requests: own.requests + consumers.requests, budget, invocations: names.sort() });
    return answer.body;
  };
  const create = (command: string, budget: number, report: number, requesterId: string, serviceId = 'mail') =>
    measure(command, budget, '/v1/incidents', { ...details, serviceId, title: reports[report], requesterId });

  const { id } = await create('create', 8, 0, `person-${run}`);
  await create('create, by somebody who reported another thing of the service', 9, 1, `person-${run}`);
  const path = `/v1/incidents/${id}`;
  await measure('assign to another', 6, `${path}/assign`, { group: 'service-desk', user: 'bob' });
  await measure('assign to oneself', 3, `${path}/assign`, { group: 'service-desk', user: 'ada' });
  await measure('comment', 3, `${path}/comments`, { body: 'Looking into it.', visibility: 'internal' });
  await measure('public comment', 6, `${path}/comments`, { body: 'It is the queue.', visibility: 'public' });
  // Whoever reports what many did joins a candidate, however many stand in it already.
  for (let i = 0; run === 0 && i < PEOPLE; i++) {
    const report = { ...details, serviceId: 'telephony', title: reports[2], requesterId: `caller-${i}` };
    await agent.post('/v1/incidents', report);
  }
  await world.settled();
  await create('create, of what many have reported', 13, 2, `caller-${PEOPLE + run}`, 'telephony');
  return caused;
}

const recordOf = (path: string): string => path.split('/').slice(0, 4).join('/');

export const causedSection: Section = {
  name: 'caused',
  title: 'requests to DynamoDB that a command causes altogether, its consumers included',
  async run(progress) {
    progress('creating, assigning, commenting');
    const caused = await measureCaused();
    return caused.map(({ command, requests, budget, invocations }): Row => {
      const row = atMost(command, requests, budget, { exact: true });
      return { ...row, measured: `${row.measured} (${invocations.join(', ')})` };
    });
  },
};
