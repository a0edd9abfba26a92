/** Pure rules of request models: what can be published, and what becomes of stock (D3). */
import type { Emits } from '#shared/grammar/contract';
import type { Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ValuesOf } from '#shared/grammar/fields';
import type { contract } from '../contract.ts';
import { type inputs, offered, planned, type RequestModel } from './record.ts';
import { faultsOf } from './rules-simulation.ts';

type On<A extends keyof typeof inputs> = Decision<RequestModel, ValuesOf<(typeof inputs)[A]>>;
type Result = Outcome<RequestModel, Emits<typeof contract, 'request-model'>>;

/** A model is published when it can be ordered and fulfilled: the simulation finds nothing wrong with it. */
export function isSound({ record, config }: On<'publish'>): Refusal | undefined {
  const faults = faultsOf(record, config);
  if (faults.length === 0) return undefined;
  return {
    slug: 'validation-failed',
    detail: faults
      .map(({ pointer, message }) => `${pointer}: ${message}`)
      .slice(0, 5)
      .join('; '),
    extra: {
      errors: faults.slice(0, 50).map(({ pointer, message }) => ({ pointer, code: 'validation-failed', message })),
      ...faults.flatMap(({ cycle }) => (cycle ? [{ cycle }] : [])).at(0),
    },
  };
}

/** The version in force, which orders are made by while the next one is worked on. */
export function publish({ record }: On<'publish'>): Result {
  const version = (record.publishedVersion ?? 0) + 1;
  const of = (fields: readonly (keyof RequestModel)[]) =>
    Object.fromEntries(fields.flatMap((field) => (record[field] === undefined ? [] : [[field, record[field]]])));
  return {
    set: {
      offer: { ...of(offered), title: record.title, version },
      plan: of(planned),
      ...(record.stocked && { stock: record.stock ?? 0 }),
    },
    emit: [{ name: 'published', data: { publishedVersion: version } }],
  };
}

/** What was ordered once is named by its orders. */
export function wasNeverPublished({ record }: Decision<RequestModel, unknown>): Refusal | undefined {
  if (record.publishedVersion === undefined) return undefined;
  return { slug: 'in-use', detail: `${record.id} was published; retire it instead` };
}

export function isStocked({ record }: Decision<RequestModel, unknown>): Refusal | undefined {
  if (record.stock !== undefined) return undefined;
  return { slug: 'guard-failed', detail: 'it is not taken from stock; say stocked and publish it first' };
}

const MOST_STOCK = 1_000_000;

export function staysWithin({ record, input }: On<'restock'>): Refusal | undefined {
  const after = (record.stock ?? 0) + input.quantity;
  if (after >= 0 && after <= MOST_STOCK) return undefined;
  return {
    slug: 'validation-failed',
    detail: `there would be ${after} in stock`,
    extra: {
      errors: [{ pointer: '/quantity', code: 'validation-failed', message: 'expected 0 to a million to be left' }],
    },
  };
}

export function restock({ record, input }: On<'restock'>): Result {
  return { set: { stock: (record.stock ?? 0) + input.quantity } };
}

/** Two orders of the last two: the model decides one after the other, so that one has them and the other waits for the supplier. */
export function reserve({ record, input }: On<'ofRequest'>): Result {
  const { quantity } = input;
  const stock = record.stock ?? 0;
  if (stock >= quantity) return { set: { stock: stock - quantity }, emit: [{ name: 'stock_reserved', data: input }] };
  return {
    set: { backordered: (record.backordered ?? 0) + quantity },
    emit: [{ name: 'stock_short', data: input }],
  };
}

/** What was reserved for an order that is over is there for the next one. */
export function release({ record, input }: On<'ofRequest'>): Result {
  return { set: { stock: Math.min(MOST_STOCK, (record.stock ?? 0) + input.quantity) } };
}
