/** Pure rules of the raw event: what monitoring sends is completed, and what is too old is marked (D1). */
import type { Emits } from '#shared/grammar/contract';
import type { Decision, Outcome } from '#shared/grammar/definition';
import type { contract } from '../contract.ts';
import type { Event } from './record.ts';

/** Older events are kept, and lead to nothing. */
const STALE_MS = 24 * 3600_000;
/** A source's clock may be this far ahead before it is remarked on. */
const SKEW_MS = 5 * 60_000;

/** Events with the same key are one alert. */
export function dedupKeyOf({ dedupKey, source, ciId, ciRef, metric, category }: Event): string {
  return dedupKey ?? [source, ciId ?? ciRef ?? '-', metric ?? '-', category ?? '-'].join('|');
}

/** Completes a raw event and hands it to correlation. */
export function normalise({ record, now }: Decision<Event, unknown>): Outcome<Event, Emits<typeof contract, 'event'>> {
  const occurred = Date.parse(record.occurredAt);
  const stale = now - occurred > STALE_MS;
  const { source, severity, serviceId, ciId, ciRef, metric, category, impact, urgency, occurredAt } = record;
  const title = record.title || record.message.slice(0, 160);
  const data = {
    title,
    source,
    severity,
    serviceId,
    ciId,
    ciRef,
    metric,
    category,
    impact,
    urgency,
    occurredAt,
    stale,
    dedupKey: dedupKeyOf(record),
  };
  return {
    set: {
      title,
      channel: 'monitoring',
      dedupKey: dedupKeyOf(record),
      ...(occurred - now > SKEW_MS && { clockSkew: true }),
      ...(stale && { stale }),
    },
    emit: [{ name: 'created', data }],
  };
}

/** The same event delivered twice counts once. */
export function deliveryOf({ source, externalId }: Event): string | undefined {
  return externalId === undefined ? undefined : `${source}|${externalId}`;
}
