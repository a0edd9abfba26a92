/**
 * Section `code`: time in our code per request, without the SDK.
 *
 * The exported handler runs in this process, one request at a time, against the real proxy and engine. What sends a client's requests is
 * replaced by itself with a stopwatch: from the call until its promise settles counts as SDK time, which is the network and the engine.
 * What remains of a request's time is ours: routing, validation, decisions, hashing, marshalling, signing, rendering, and middy around it. The garbage collector and timers of this process count as ours, so p99 is on the safe side.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { percentile } from '#test/bench/percentile';
import { atMost, type Row, type Section } from '#test/bench/section';
import { type Handler, openWorkbench, type Workbench } from '#test/bench/workbench';

const P50_MS = 1;
const P99_MS = 5;
/** Requests of each kind before and while measuring. */
const WARM_UP = 100;
const REQUESTS = 250;

let inSdk = 0;

/** Counts the time that clients are waited for, from now on. */
function watchSdk(): void {
  const { requestHandler } = new DynamoDBClient({}).config;
  const connections = Object.getPrototypeOf(requestHandler);
  const { handle } = connections;
  connections.handle = function timed(this: typeof requestHandler, ...parts: never[]) {
    const began = performance.now();
    const sent: Promise<unknown> = Reflect.apply(handle, this, parts);
    return sent.finally(() => {
      inSdk += performance.now() - began;
    });
  };
}

/** Milliseconds of our code in one piece of work. */
async function ours(work: () => Promise<{ readonly status: number }>): Promise<number> {
  inSdk = 0;
  const began = performance.now();
  const { status } = await work();
  const spent = performance.now() - began - inSdk;
  if (status >= 300) throw new Error(`expected success, was given ${status}`);
  return spent;
}

/** The kinds of request that are measured, each on the record that the one before it left. */
function requests(bench: Workbench): readonly (readonly [string, () => Promise<number>])[] {
  let [path, etag] = ['', ''];
  const body = { title: 'Mail does not arrive', description: 'Since.', impact: 2, urgency: 2, serviceId: 'mail' };
  const post = (target: string, given: unknown, headers = {}) =>
    bench.call({ method: 'POST', path: target, body: given, headers });
  return [
    [
      'create',
      () =>
        ours(async () => {
          const answer = await post('/v1/incidents', body);
          path = `/v1/incidents/${String(answer.body.id)}`;
          etag = answer.headers.etag ?? '';
          return answer;
        }),
    ],
    ['get', () => ours(() => bench.call({ method: 'GET', path }))],
    ['list, 50 of a page', () => ours(() => bench.call({ method: 'GET', path: '/v1/incidents?limit=50' }))],
    ['assign', () => ours(() => post(`${path}/assign`, { group: 'service-desk', user: 'ada' }, { 'if-match': etag }))],
    ['comment', () => ours(() => post(`${path}/comments`, { body: 'Looking into it.', visibility: 'internal' }))],
  ];
}

/** From source, because the SDK that is inside a bundle cannot be given a stopwatch. */
async function sourceHandler(): Promise<Handler> {
  const { handler } = await import('#functions/service-operation/incident-management/handler');
  return (event, context) => Reflect.apply(handler, undefined, [event, context]);
}

export const codeSection: Section = {
  name: 'code',
  title: 'time in our code per request, without SDK calls',
  async run(progress) {
    watchSdk();
    const bench = await openWorkbench(sourceHandler);
    try {
      const kinds = requests(bench);
      const times = new Map<string, number[]>(kinds.map(([name]) => [name, []]));
      for (let i = 0; i < WARM_UP + REQUESTS; i++) {
        if (i % 25 === 0) progress(i < WARM_UP ? 'warming up' : 'measuring', i, WARM_UP + REQUESTS);
        for (const [name, request] of kinds) {
          const spent = await request();
          if (i >= WARM_UP) times.get(name)?.push(spent);
        }
      }
      return [...times, ['all', [...times.values()].flat()] as const].flatMap(([name, values]): Row[] => [
        atMost(`${name}: p50`, percentile(values, 0.5), P50_MS, { unit: 'ms' }),
        atMost(`${name}: p99`, percentile(values, 0.99), P99_MS, { unit: 'ms' }),
      ]);
    } finally {
      await bench.stop();
    }
  },
};
