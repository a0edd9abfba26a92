/** Section `calls`: DynamoDB calls and capacity units of each operation on an incident, seen by the proxy. */
import { isDeepStrictEqual } from 'node:util';
import { asArray, asObject, asString } from '#infra/local/machine/json';
import { entryOf, totalOf, writeMinimum } from '#test/bench/capacity';
import { itemSize, readUnits } from '#test/bench/item-size';
import { openLedger } from '#test/bench/ledger';
import { atMost, type Row, type Section } from '#test/bench/section';
import { type Answer, deployedHandler, openWorkbench, TEMPLATE, unitsOf, type Workbench } from '#test/bench/workbench';

/** Most that an operation may consume, against what its items cost at least. */
export const CAPACITY_RATIO = 1.25;

/** What one operation cost, and may cost. */
export interface OperationCost {
  readonly operation: string;
  readonly calls: number;
  readonly budget: number;
  readonly units: number;
  /** The arithmetic minimum of the items touched. */
  readonly minimum: number;
}

const PAGE = 50;
const details = { title: 'Mail does not arrive', description: 'Since this morning.', impact: 2, urgency: 2 };
const subject = { serviceId: 'mail', requesterId: 'rita' };
const create = (headers = {}) =>
  ({ method: 'POST', path: '/v1/incidents', body: { ...details, ...subject }, headers }) as const;

/** Measures every operation of the budget on a fresh table. */
export async function measureOperations(): Promise<readonly OperationCost[]> {
  const bench = await openWorkbench(deployedHandler);
  try {
    const created = await expectStatus(201, bench.call(create()));
    for (let i = 0; i < PAGE; i++) await expectStatus(201, bench.call(create()));
    const path = `/v1/incidents/${asString(created.body.id)}`;
    const uid = asString(created.body.uid) ?? '';
    const act = async (action: string, body: unknown, headers = {}) => {
      const { headers: seen } = await bench.call({ method: 'GET', path });
      const etag = seen.etag ?? '';
      return () =>
        expectStatus(
          200,
          bench.call({ method: 'POST', path: `${path}/${action}`, body, headers: { ...headers, 'if-match': etag } }),
        );
    };
    const read = (target: string) => () => expectStatus(200, bench.call({ method: 'GET', path: target }));
    const comment = { body: 'Looking into it.', visibility: 'public' };
    const key = (value: string) => ({ 'idempotency-key': value });

    const templated = {
      ...create(),
      body: { ...create().body, templateId: TEMPLATE, customFields: { tag: 'LT-0042' } },
    };
    const made = await expectStatus(201, bench.call(templated));
    const patch = async (customFields: object) => {
      const target = `/v1/incidents/${asString(made.body.id)}`;
      const etag = (await bench.call({ method: 'GET', path: target })).headers.etag ?? '';
      const call = { method: 'PATCH', path: target, body: { customFields }, headers: { 'if-match': etag } } as const;
      return () => expectStatus(200, bench.call(call));
    };

    return [
      await reading(bench, 'get by ulid', read(`/v1/incidents/${uid}`), 'get'),
      await reading(bench, 'get by number, known', read(path), 'get'),
      await reading(bench, `list, ${PAGE} of a page`, read(`/v1/incidents?limit=${PAGE}`), 'list'),
      await writing(bench, 'create', () => expectStatus(201, bench.call(create())), 2),
      await writing(bench, 'create with a key', () => expectStatus(201, bench.call(create(key('one')))), 2),
      await writing(bench, 'create with a template', () => expectStatus(201, bench.call(templated)), 2),
      await writing(bench, 'patch of a custom field', await patch({ tag: 'LT-0043' }), 2),
      await writing(bench, 'assign', await act('assign', { group: 'service-desk', user: 'ada' }), 2),
      await writing(bench, 'start-work with a key', await act('start-work', {}, key('two')), 2),
      await writing(
        bench,
        'comment',
        () => expectStatus(201, bench.call({ method: 'POST', path: `${path}/comments`, body: comment })),
        2,
      ),
    ];
  } finally {
    await bench.stop();
  }
}

async function expectStatus(status: number, answering: Promise<Answer>): Promise<Answer> {
  const answer = await answering;
  if (answer.status !== status)
    throw new Error(`expected ${status}, was given ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}

/** A strongly consistent read of one record, or an eventually consistent one of a page and the item that tells there is more. */
async function reading(
  bench: Workbench,
  operation: string,
  work: () => Promise<Answer>,
  kind: 'get' | 'list',
): Promise<OperationCost> {
  let answer: Answer | undefined;
  const seen = await bench.observed(async () => {
    answer = await work();
  });
  const items = [...(await bench.snapshot()).values()];
  const list = bench.indexes.find(({ name }) => name === 'list') ?? { keys: [] };
  const wanted = kind === 'get' ? [answer?.body] : asArray(answer?.body.items).map((each) => asObject(each));
  const uids = new Set(wanted.map((record) => asString(record?.uid)));
  const sizes = items
    .filter((item) => asObject(item.sk)?.S === 'RECORD' && uids.has(String(asObject(item.pk)?.S).split('#').at(-1)))
    .map((item) => itemSize(entryOf(item, kind === 'list' ? list : { keys: [] }) ?? {}));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const minimum = kind === 'get' ? readUnits(bytes) : readUnits(bytes) / 2;
  return { operation, calls: seen.length, budget: 1, units: unitsOf(seen), minimum };
}

/** Writes cost by the items they change; what was read before is the record, or the idempotency result that is not there. */
async function writing(
  bench: Workbench,
  operation: string,
  work: () => Promise<unknown>,
  budget: number,
): Promise<OperationCost> {
  const before = await bench.snapshot();
  const seen = await bench.observed(work);
  const after = await bench.snapshot();
  const reads = seen.filter(({ operation: name }) => name === 'GetItem' || name === 'BatchGetItem');
  const known = [...before].filter(
    ([key]) => key.includes('RECORD') && !isDeepStrictEqual(before.get(key), after.get(key)),
  );
  const named = reads.flatMap(({ requests }) => requests).reduce((sum, { items }) => sum + items, 0);
  const records = known.slice(0, named).reduce((sum, [, item]) => sum + readUnits(itemSize(item)), 0);
  const minimum = writeMinimum(before, after, bench.indexes) + records + Math.max(0, named - known.length);
  const ledger = openLedger(before, bench.indexes);
  const written = seen.reduce((sum, each) => sum + totalOf(ledger.charge(each)), 0);
  return { operation, calls: seen.length, budget, units: unitsOf(reads) + written, minimum };
}

export const callsSection: Section = {
  name: 'calls',
  title: 'DynamoDB calls and capacity units of an operation, configuration cached',
  async run(progress) {
    progress('creating, reading, commanding');
    const costs = await measureOperations();
    return costs.flatMap(({ operation, calls, budget, units, minimum }): Row[] => {
      const ratio = atMost(`${operation}: capacity`, units / minimum, CAPACITY_RATIO, { unit: '×', exact: true });
      return [
        atMost(`${operation}: calls`, calls, budget, { exact: true }),
        { ...ratio, measured: `${ratio.measured} (${units} of ${minimum})` },
      ];
    });
  },
};
