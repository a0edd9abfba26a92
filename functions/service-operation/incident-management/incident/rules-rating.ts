/** Pure rules of what a requester thinks of a resolution (D2). */

import type { Emits } from '#shared/grammar/contract';
import type { Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ValuesOf } from '#shared/grammar/fields';
import type { contract } from '../contract.ts';
import type { Incident, inputs } from './record.ts';

/** A score up to this is a complaint: business relationship management hears of it. */
const COMPLAINT = 2;

/** Whoever it was for says how it went; who only wrote it down does not. */
export function isForActor({ record, actor }: Decision<Incident, unknown>): Refusal | undefined {
  if ([record.requesterId, record.onBehalfOf].includes(actor.id)) return undefined;
  return { slug: 'forbidden', detail: 'an incident is rated by its requester' };
}

export function isNotRated({ record }: Decision<Incident, unknown>): Refusal | undefined {
  if (record.csat === undefined) return undefined;
  return { slug: 'guard-failed', detail: `it was rated ${record.csat} already` };
}

export function rate({
  input,
}: Decision<Incident, ValuesOf<(typeof inputs)['rate']>>): Outcome<Incident, Emits<typeof contract, 'incident'>> {
  const { score, comment } = input;
  return {
    set: { csat: score, ...(comment !== undefined && { csatComment: comment }) },
    emit: [
      { name: 'rated', data: { score } },
      ...(score <= COMPLAINT ? [{ name: 'complaint_raised', data: { score } } as const] : []),
    ],
  };
}
