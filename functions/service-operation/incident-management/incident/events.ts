/** What becomes of events for incidents: alerts ask for them, parents and major incidents resolve them. */
import type { alertEvents } from '#functions/service-operation/event-management/contract';
import type { EventOf } from '#shared/grammar/contract';
import type { Consumer } from '#shared/grammar/definition';
import type { incidentEvents, majorIncidentEvents } from '../contract.ts';

type Alert<N extends keyof typeof alertEvents.carries> = EventOf<typeof alertEvents, N>;
type Incident<N extends keyof typeof incidentEvents.carries> = EventOf<typeof incidentEvents, N>;
type MajorIncident<N extends keyof typeof majorIncidentEvents.carries> = EventOf<typeof majorIncidentEvents, N>;

/** An alert asks for an incident: one per alert, and a note on it when it is open already (D1). */
export const openForAlert: Consumer<Alert<'response_selected'>> = ({ id, uid, data }) => {
  if (data.response !== 'incident') return [];
  const { title, serviceId, ciId, category = 'monitoring', impact, urgency } = data;
  return [
    {
      kind: 'open',
      key: uid,
      fields: {
        title: title.slice(0, 160) || `Alert ${id}`,
        channel: 'monitoring',
        impact,
        urgency,
        category,
        alertKey: uid,
        ...(serviceId !== undefined && { serviceId }),
        ...(ciId !== undefined && { ciIds: [ciId] }),
      },
      otherwise: { command: 'comment', input: { body: `Alert ${id} asks for attention again.` } },
    },
  ];
};

/** The alert's cause is gone: whoever works on the incident should know. */
export const noteClearedAlert: Consumer<Alert<'cleared'>> = (event) => [
  { kind: 'command', on: { key: event.uid }, command: 'comment', input: { body: `Alert ${event.id} has cleared.` } },
];

/** A parent's children are resolved with it, with the same code (D2). */
export const resolveChildren: Consumer<Incident<'resolved'>> = ({ id, uid, data }) => {
  const { children = 0, code = 'solved_permanently' } = data;
  if (children === 0) return [];
  return [
    {
      kind: 'command',
      on: { childrenOf: uid },
      command: 'resolve-with-parent',
      input: { code, notes: `Resolved together with its parent ${id}.` },
    },
  ];
};

/** The incidents that a major one was noticed by become its children. */
export const linkIncidents: Consumer<MajorIncident<'declared'>> = ({ uid, data }) =>
  data.incidents.map((incident) => ({
    kind: 'command',
    on: { id: incident },
    command: 'link-major',
    input: { majorIncident: uid },
  }));

/** Its incidents are resolved with it, with the same code; what is noted of a confidential one is not for those who reported it. */
export const resolveIncidents: Consumer<MajorIncident<'resolved'>> = ({ uid, id, data }) => {
  const { code, notes, restoredAt, confidential } = data;
  return [
    {
      kind: 'command',
      on: { childrenOf: uid, type: 'major-incident' },
      command: 'resolve-with-parent',
      input: {
        code,
        notes: notes || `Resolved together with ${id}.`,
        byNotice: confidential !== true,
        ...(restoredAt !== undefined && { restoredAt }),
      },
    },
  ];
};
