/** Pure rules of event management: normalise what monitoring sends, and bring events of one kind together in an alert (D1). */

import type { Consumer, Decision, Outcome } from '#shared/process/definition';
import type { ValuesOf } from '#shared/process/fields';
import type { Alert, Event, inputs } from './record.ts';

type On<A extends keyof typeof inputs> = Decision<Alert, ValuesOf<(typeof inputs)[A]>>;

/** Older events are kept, and lead to nothing. */
const STALE_MS = 24 * 3600_000;
/** A source's clock may be this far ahead before it is remarked on. */
const SKEW_MS = 5 * 60_000;
/** A cleared alert is closed after it was quiet for this long. */
const STABLE_MS = 15 * 60_000;

const kinds = { info: 'informational', warning: 'warning', exception: 'exception' } as const;
const severityOf = { informational: 5, warning: 4, exception: 2 } as const;

/** Events with the same key are one alert. */
export function dedupKeyOf({ dedupKey, source, ciId, ciRef, metric, category }: Event): string {
  return dedupKey ?? [source, ciId ?? ciRef ?? '-', metric ?? '-', category ?? '-'].join('|');
}

/** Completes a raw event and hands it to correlation. */
export function normalise({ record, now }: Decision<Event, unknown>): Outcome<Event> {
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

/** From an event to its alert: opened by the first, counted by the rest, cleared by a clear. */
export const correlate: Consumer = ({ data }) => {
  const key = String(data.dedupKey);
  const { severity, occurredAt } = data;
  if (data.stale === true) return [];
  if (severity === 'clear') {
    return [{ kind: 'command', on: { key }, command: 'clear', input: { at: occurredAt } }];
  }
  const kind = severity === 'exception' || severity === 'warning' ? kinds[severity] : kinds.info;
  const given = Object.fromEntries(
    ['serviceId', 'ciId', 'category', 'impact', 'urgency'].flatMap((name) =>
      data[name] === undefined ? [] : [[name, data[name]]],
    ),
  );
  return [
    {
      kind: 'open',
      key,
      fields: {
        ...given,
        title: data.title,
        channel: 'monitoring',
        dedupKey: key,
        kind,
        severity: severityOf[kind],
        firstAt: occurredAt,
        lastAt: occurredAt,
        ...(data.ciId === undefined && { ciUnresolved: true }),
      },
      otherwise: { command: 'count', input: { lastAt: occurredAt, kind } },
    },
  ];
};

/** Which response an alert gets (D1's response table, as far as the processes that it names exist). */
const responseTo = { informational: 'log', warning: 'notify', exception: 'incident' } as const;

export function respond({ record }: Decision<Alert, unknown>): Outcome<Alert> {
  const { set, emit } = responseFor(record);
  return { set: { count: 1, ...set }, emit: [{ name: 'opened' }, ...emit] };
}

function responseFor(record: Alert) {
  const response = responseTo[record.kind];
  const { title, serviceId, ciId, category, impact, urgency } = record;
  return {
    set: { response },
    emit: [
      {
        name: 'response_selected',
        data: { response, title, serviceId, ciId, category, impact: impact ?? 2, urgency: urgency ?? 1 },
      },
    ],
  };
}

/** One event more; a worse one raises the alert and its response. */
export function count({ record, input }: On<'count'>): Outcome<Alert> {
  const later = Date.parse(input.lastAt) > Date.parse(record.lastAt) ? input.lastAt : record.lastAt;
  const worse = severityOf[input.kind] < severityOf[record.kind];
  const counted = { count: (record.count ?? 1) + 1, lastAt: later };
  if (!worse) return { set: counted };
  const { set, emit } = responseFor({ ...record, kind: input.kind });
  return { set: { ...set, ...counted, kind: input.kind, severity: severityOf[input.kind] }, emit };
}

export function acknowledge({ actor, at }: Decision<Alert, unknown>): Outcome<Alert> {
  return { set: { acknowledged: { by: actor.id, at } } };
}

export function clear({ input, at }: On<'clear'>): Outcome<Alert> {
  return { set: { clearedAt: input.at ?? at } };
}

export function markFalsePositive(): Outcome<Alert> {
  return { set: { falsePositive: true } };
}

/** Open alerts hold their key: further events of the kind come to them. */
export function alertKey(record: Alert): string {
  return record.dedupKey;
}

export function closeAt(record: Alert): number | undefined {
  return record.state === 'cleared' && record.clearedAt !== undefined
    ? Date.parse(record.clearedAt) + STABLE_MS
    : undefined;
}
