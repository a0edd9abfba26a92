/**
 * Section `soak`: eight clients at work for an hour (SOAK_MINUTES says otherwise); memory has to stand still, and nothing may fail. They
 * work without rest, or with SOAK_PAUSE_MS between two rounds, as people do, where the machine has other work as well.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryOf } from '#test/bench/family';
import { percentile } from '#test/bench/percentile';
import { atMost, fact, type Progress, type Row, type Section } from '#test/bench/section';
import { type Runner, startRunner } from '#test/faults/runner';
import type { Answer, Client } from '#test/support/client';

const CLIENTS = 8;
const MINUTES = Number(process.env.SOAK_MINUTES ?? 60);
const PAUSE_MS = Number(process.env.SOAK_PAUSE_MS ?? 0);
/** Heaps of workers are warm by then. */
const WARM_MINUTES = Math.min(10, MINUTES / 3);
const SAMPLE_MS = 15_000;
/** What counts as standing still: the last quarter against what it was once warm. */
const GROWTH = 1.1;

interface Sample {
  readonly minute: number;
  readonly mebibytes: number;
}

/** What the clients met. */
interface Tally {
  requests: number;
  readonly failures: string[];
  readonly latencies: number[];
}

export const soakSection: Section = {
  name: 'soak',
  title: `${CLIENTS} clients for ${MINUTES} minutes through the local stack${PAUSE_MS > 0 ? `, ${PAUSE_MS} ms between two rounds of each` : ''}`,
  onDemand: true,
  async run(progress) {
    const directory = mkdtempSync(join(tmpdir(), 'helmdesk-soak-'));
    const runner = await startRunner({ directory, unlimited: true });
    try {
      const tally: Tally = { requests: 0, failures: [], latencies: [] };
      const until = performance.now() + MINUTES * 60_000;
      const [samples] = await Promise.all([
        watch(runner, until, tally, progress),
        ...Array.from({ length: CLIENTS }, (_, index) => work(runner, index, until, tally)),
      ]);
      return rowsOf(samples, tally);
    } finally {
      await runner.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

async function watch(runner: Runner, until: number, tally: Tally, progress: Progress): Promise<readonly Sample[]> {
  const began = performance.now();
  const samples: Sample[] = [];
  while (performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(SAMPLE_MS, until - performance.now() + 1)));
    const minute = (performance.now() - began) / 60_000;
    const mebibytes = memoryOf(runner.pid) / 2 ** 20;
    samples.push({ minute, mebibytes });
    progress(`${tally.requests} requests, ${mebibytes.toFixed(0)} MiB`, Math.round(minute), MINUTES);
  }
  return samples;
}

/** One client: an agent's round, again and again. An answer that does not come is a failure as a 5xx is. @throws Error when the runner has ended */
async function work(runner: Runner, index: number, until: number, tally: Tally): Promise<void> {
  const agent = await runner.as(`agent-${index}`, 'AGT LEAD');
  while (performance.now() < until) {
    try {
      await round(agent, index, tally);
      if (PAUSE_MS > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    } catch (error) {
      const ended = runner.ended();
      if (ended !== undefined) throw new Error(`the runner ${ended}`, { cause: error });
      tally.failures.push(`no answer: ${error instanceof Error ? (error.cause ?? error) : error}`);
    }
  }
}

/** An incident's life as an agent lives it, and what is looked up meanwhile. */
async function round(agent: Client, index: number, tally: Tally): Promise<void> {
  const send = async (request: () => Promise<Answer>): Promise<Answer> => {
    const began = performance.now();
    const answer = await request();
    tally.latencies.push(performance.now() - began);
    tally.requests += 1;
    if (answer.status >= 500) tally.failures.push(`${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`);
    return answer;
  };
  const act = (record: Answer, verb: string, body: unknown): Promise<Answer> =>
    send(() =>
      agent.post(`/v1/incidents/${record.body.id}/${verb}`, body, {
        headers: { 'if-match': String(record.headers.get('etag')) },
      }),
    );
  const title = `Printer ${index} on floor ${tally.requests % 40} is out of paper`;
  const fields = { title, requesterId: 'rita', impact: 3, urgency: 3, serviceId: 'mail', category: 'printing' };
  const created = await send(() => agent.post('/v1/incidents', fields));
  const path = `/v1/incidents/${created.body.id}`;
  await send(() => agent.get('/v1/incidents?state=new&limit=20'));
  const assigned = await act(created, 'assign', { group: 'service-desk' });
  await send(() => agent.post(`${path}/comments`, { body: 'Paper is on its way.', visibility: 'public' }));
  await send(() => agent.get(`/v1/search?q=${encodeURIComponent('paper floor')}`));
  await send(() => agent.get('/v1/notifications'));
  const read = await send(() => agent.get(path));
  if (assigned.status < 300) await act(read, 'resolve', { code: 'fixed', notes: 'Refilled.', category: 'printing' });
  await send(() => agent.get(`${path}/history`));
}

function rowsOf(samples: readonly Sample[], { requests, failures, latencies }: Tally): readonly Row[] {
  const between = (from: number, to: number): readonly number[] =>
    samples.filter(({ minute }) => minute >= from && minute <= to).map(({ mebibytes }) => mebibytes);
  const warm = percentile(between(WARM_MINUTES * 0.8, WARM_MINUTES * 1.2), 0.5);
  const last = percentile(between(MINUTES * 0.75, MINUTES + 1), 0.5);
  const p = (q: number): string => `${percentile(latencies, q).toFixed(0)} ms`;
  return [
    atMost('answers with 5xx, or none', failures.length, 0, { exact: true }),
    ...failures.slice(0, 5).map((failure) => fact('  such as', failure)),
    atMost('memory of the last quarter against the warm one', last / warm, GROWTH, { unit: '×' }),
    fact(`memory after ${WARM_MINUTES.toFixed(0)} minutes, at the end`, `${warm.toFixed(0)}, ${last.toFixed(0)} MiB`),
    fact('requests, a second', `${requests}, ${(requests / (MINUTES * 60)).toFixed(1)}`),
    fact('latency p50, p99', `${p(0.5)}, ${p(0.99)}`),
    ...everyFifth(samples).map(({ minute, mebibytes }) =>
      fact(`  minute ${minute.toFixed(0)}`, `${mebibytes.toFixed(0)} MiB`),
    ),
  ];
}

/** A sample for every five minutes or so. */
const everyFifth = (samples: readonly Sample[]): readonly Sample[] =>
  samples.filter((_, index) => index % Math.ceil(samples.length / 12) === 0);
