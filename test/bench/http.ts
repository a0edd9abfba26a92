/** Section `http`: create, get, list, assign and comment through the whole stack, with few and with many incidents. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fill } from '#test/bench/fill';
import { percentile } from '#test/bench/percentile';
import { atMost, fact, type Progress, type Row, type Section } from '#test/bench/section';
import { startRunner } from '#test/faults/runner';
import { tenantOf, withTable } from '#test/faults/table';
import type { Answer, Client } from '#test/support/client';

const SIZES = [1000, 20_000] as const;
const CONCURRENCIES = [1, 16] as const;
/** Most that get and list may take with many incidents, against few. */
const GROWTH = 1.2;
/** How long each operation is measured, and how often at least. */
const MEASURE_MS = 2000;
const AT_LEAST = 100;
const WARM_UP = 60;
/** What the desk looks at most: a declared list. */
const OF_A_SERVICE = 'newest 50 open of a service';
const OPEN = 'state=new,assigned,in_progress,pending';

/** One operation, its series of latencies in milliseconds, and how long they took together. */
interface Series {
  readonly operation: string;
  readonly size: number;
  readonly concurrency: number;
  readonly latencies: readonly number[];
  readonly elapsedMs: number;
}

export const httpSection: Section = {
  name: 'http',
  title: 'requests over HTTP through the local stack',
  async run(progress) {
    const directory = mkdtempSync(join(tmpdir(), 'helmdesk-bench-'));
    try {
      const series: Series[] = [];
      let filled = 0;
      await (await startRunner({ directory, unlimited: true })).stop();
      for (const size of SIZES) {
        await withTable(directory, async (store) => {
          const from = Date.now() - size * 50;
          await fill(store, await tenantOf(store, 'acme'), { count: size - filled, from, progress });
        });
        filled = size;
        series.push(...(await measure(directory, size, progress)));
      }
      return rowsOf(series);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

async function measure(directory: string, size: number, progress: Progress): Promise<readonly Series[]> {
  const runner = await startRunner({ directory, unlimited: true });
  try {
    const agent = await runner.as('ada', 'AGT');
    const series: Series[] = [];
    for (const concurrency of CONCURRENCIES) {
      for (const [operation, request] of await operations(agent)) {
        progress(`${operation}, ${size} incidents, ${concurrency} at once`);
        series.push({ operation, size, concurrency, ...(await repeat(request, concurrency)) });
      }
      await runner.settled(500);
    }
    return series;
  } finally {
    await runner.stop();
  }
}

/** Each operation on records that no other request is at work on; what assign and comment need is created beforehand. */
async function operations(agent: Client): Promise<readonly (readonly [string, () => Promise<Answer>])[]> {
  const body = { title: 'Mail does not arrive', requesterId: 'rita', impact: 2, urgency: 2, serviceId: 'mail' };
  const created: Answer[] = [];
  const create = async (): Promise<Answer> => {
    const answer = await agent.post('/v1/incidents', body);
    created.push(answer);
    return answer;
  };
  const [known] = (await agent.get('/v1/incidents?limit=1')).body.items;
  let next = 0;
  return [
    ['create', create],
    ['get', () => agent.get(`/v1/incidents/${known.id}`)],
    ['list', () => agent.get('/v1/incidents')],
    [OF_A_SERVICE, () => agent.get(`/v1/incidents?serviceId=vpn&${OPEN}&sort=-openedAt&limit=50`)],
    [
      'assign',
      async () => {
        const { headers, body: record } = created[next++] ?? (await create());
        const precondition = { 'if-match': String(headers.get('etag')) };
        return agent.post(`/v1/incidents/${record.id}/assign`, { group: 'service-desk' }, { headers: precondition });
      },
    ],
    [
      'comment',
      async () => {
        const { body: record } = created[next++ % created.length] ?? (await create());
        return agent.post(`/v1/incidents/${record.id}/comments`, { body: 'Looking into it.', visibility: 'internal' });
      },
    ],
  ];
}

/** Sends a request again and again, so many at once. */
async function repeat(
  request: () => Promise<Answer>,
  concurrency: number,
): Promise<Pick<Series, 'latencies' | 'elapsedMs'>> {
  const once = async (): Promise<number> => {
    const began = performance.now();
    const { status, body } = await request();
    if (status >= 300) throw new Error(`expected success, was given ${status}: ${JSON.stringify(body)}`);
    return performance.now() - began;
  };
  for (let i = 0; i < WARM_UP; i += concurrency) await Promise.all(Array.from({ length: concurrency }, once));
  const latencies: number[] = [];
  const began = performance.now();
  const worker = async (): Promise<void> => {
    while (performance.now() - began < MEASURE_MS || latencies.length < AT_LEAST) latencies.push(await once());
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { latencies, elapsedMs: performance.now() - began };
}

function rowsOf(series: readonly Series[]): readonly Row[] {
  const ms = (values: readonly number[], p: number): string => percentile(values, p).toFixed(1).padStart(6);
  const facts = series.map(({ operation, size, concurrency, latencies, elapsedMs }) =>
    fact(
      `${operation}, ${size} incidents, ${concurrency} at once`,
      `${(latencies.length / (elapsedMs / 1000)).toFixed(0).padStart(5)}/s  p50 ${ms(latencies, 0.5)}  p95 ${ms(latencies, 0.95)}  p99 ${ms(latencies, 0.99)} ms`,
    ),
  );
  const [few, many] = SIZES;
  const p50 = (operation: string, size: number): number =>
    percentile(series.find((s) => s.operation === operation && s.size === size)?.latencies ?? [], 0.5);
  const growth = ['get', 'list', OF_A_SERVICE].map((operation) =>
    atMost(`${operation}: p50 at ${many} against ${few}`, p50(operation, many) / p50(operation, few), GROWTH, {
      unit: '×',
    }),
  );
  return [...facts, ...growth];
}
