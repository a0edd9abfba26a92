/** What becomes of a raw event: the alert of its kind is opened, counted or cleared (D1). */
import type { EventOf } from '#shared/grammar/contract';
import type { Consumer } from '#shared/grammar/definition';
import type { eventEvents } from '../contract.ts';
import { severityOf } from './rules.ts';

const kinds = { info: 'informational', warning: 'warning', exception: 'exception' } as const;

/** From an event to its alert: opened by the first, counted by the rest, cleared by a clear. */
export const correlate: Consumer<EventOf<typeof eventEvents, 'created'>> = ({ data }) => {
  const { title, dedupKey: key, severity, occurredAt, stale, serviceId, ciId, category, impact, urgency } = data;
  if (stale) return [];
  if (severity === 'clear') {
    return [{ kind: 'command', on: { key }, command: 'clear', input: { at: occurredAt } }];
  }
  const kind = kinds[severity];
  return [
    {
      kind: 'open',
      key,
      fields: {
        title,
        channel: 'monitoring',
        dedupKey: key,
        kind,
        severity: severityOf[kind],
        firstAt: occurredAt,
        lastAt: occurredAt,
        ...(serviceId !== undefined && { serviceId }),
        ...(category !== undefined && { category }),
        ...(impact !== undefined && { impact }),
        ...(urgency !== undefined && { urgency }),
        ...(ciId === undefined ? { ciUnresolved: true } : { ciId }),
      },
      otherwise: { command: 'count', input: { lastAt: occurredAt, kind } },
    },
  ];
};
