/** Pure rules of how a request comes about (D3). */
import type { Emits } from '#shared/grammar/contract';
import type { Decision, Outcome } from '#shared/grammar/definition';
import type { contract } from '../contract.ts';
import type { Request } from './record.ts';
import { toldOf } from './rules-fulfilment.ts';
import { frozenOf, isDrafted } from './rules-order.ts';

type Seen = Decision<Request, unknown>;
type Result = Outcome<Request, Emits<typeof contract, 'request'>>;

/** Ordered for somebody: for whoever asks unless it says another. */
export function forSomebody({ record }: Seen): Result {
  const requestedFor = record.requestedFor ?? record.onBehalfOf ?? record.requesterId;
  return requestedFor === undefined ? {} : { set: { requestedFor } };
}

/** What is drafted is worked on; everything else is ordered at once. */
export const begin = (decision: Seen): Result =>
  isDrafted(decision) ? {} : { ...submit(decision), state: 'submitted' };

/** Prices and steps are those of now, whatever is published later. */
export function submit(decision: Seen): Result {
  const set = frozenOf(decision);
  const record = { ...decision.record, ...set } as Request;
  const { requestedFor, convertedFrom, costTotal } = record;
  return {
    set,
    emit: [
      {
        name: 'submitted',
        data: {
          items: toldOf(record),
          ...(requestedFor !== undefined && { requestedFor }),
          ...(convertedFrom !== undefined && { convertedFrom }),
          ...(costTotal && { total: costTotal }),
        },
      },
    ],
  };
}
