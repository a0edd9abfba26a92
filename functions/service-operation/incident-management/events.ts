/** What incident management does with events, its own and other processes'. */
import type { Consumer } from '#shared/process/definition';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const levelOf = (value: unknown): number => (value === 1 || value === 2 || value === 3 ? value : 3);

/** An alert asks for an incident: one per alert, and a note on it when it is open already (D1). */
export const openForAlert: Consumer = (event) => {
  if (event.data.response !== 'incident') return [];
  const { data } = event;
  const [serviceId, ciId, category] = [text(data.serviceId), text(data.ciId), text(data.category)];
  return [
    {
      kind: 'open',
      key: event.uid,
      fields: {
        title: text(data.title)?.slice(0, 160) ?? `Alert ${event.id}`,
        channel: 'monitoring',
        impact: levelOf(data.impact),
        urgency: levelOf(data.urgency),
        category: category ?? 'monitoring',
        alertKey: event.uid,
        ...(serviceId !== undefined && { serviceId }),
        ...(ciId !== undefined && { ciIds: [ciId] }),
      },
      otherwise: { command: 'comment', input: { body: `Alert ${event.id} asks for attention again.` } },
    },
  ];
};

/** The alert's cause is gone: whoever works on the incident should know. */
export const noteClearedAlert: Consumer = (event) => [
  { kind: 'command', on: { key: event.uid }, command: 'comment', input: { body: `Alert ${event.id} has cleared.` } },
];

/** A parent's children are resolved with it, with the same code (D2). */
export const resolveChildren: Consumer = (event) => {
  const { children, code } = event.data;
  if (typeof children !== 'number' || children === 0) return [];
  return [
    {
      kind: 'command',
      on: { childrenOf: event.uid },
      command: 'resolve-with-parent',
      input: { code: text(code) ?? 'solved_permanently', notes: `Resolved together with its parent ${event.id}.` },
    },
  ];
};
