/** The configuration that a tenant has before anybody sets anything: the defaults of the specification. */
import { defaultDefinitions } from '#shared/service-levels/defaults';
import { defaultMatrix } from '#shared/service-levels/priority';
import type { Document, Retention, Settings } from '#shared/tenancy/documents';

export const defaultSettings: Settings = {
  businessCalendarId: 'business',
  closeAfterDays: 3,
  reopenWithinDays: 5,
  noResponseAfterDays: 5,
  reminderAfterDays: [2, 4],
  approvalWithin: 'PT72H',
  approverGroup: 'change-advisory-board',
  majorIncidentReports: 5,
  majorIncidentMinutes: 15,
  criticalServices: [],
  mailOpens: 'incident',
  mailCategory: 'unclassified',
  mailOfStrangers: 'create',
  mailUnauthenticated: 'stranger',
};

/** A9. */
export const defaultRetention: Retention = {
  operational: 'P3Y',
  change: 'P7Y',
  release: 'P7Y',
  access: 'P7Y',
  audit: 'P7Y',
  'raw-event': 'P30D',
  prediction: 'P13M',
  quarantine: 'P90D',
};

const office = [{ open: '08:00', close: '18:00' }];
const always = [{ open: '00:00', close: '24:00' }];

const made = new Map<string, readonly Document[]>();

/** @param zone the tenant's IANA time zone, in which the default business calendar is open Monday to Friday, 08:00 to 18:00. */
export function defaultDocuments(zone: string): readonly Document[] {
  const known = made.get(zone) ?? makeDefaults(zone);
  made.set(zone, known);
  return known;
}

function makeDefaults(zone: string): readonly Document[] {
  const common = { version: 1, origin: 'default' } as const;
  return [
    { ...common, kind: 'settings', id: 'settings', body: defaultSettings },
    { ...common, kind: 'retention', id: 'retention', body: defaultRetention },
    { ...common, kind: 'status-page', id: 'status-page', body: { published: false, language: 'en', services: [] } },
    { ...common, kind: 'priority-matrix', id: 'priority-matrix', body: defaultMatrix },
    {
      ...common,
      kind: 'calendar',
      id: 'business',
      body: { zone, weekly: { mon: office, tue: office, wed: office, thu: office, fri: office } },
    },
    {
      ...common,
      kind: 'calendar',
      id: 'round-the-clock',
      body: {
        zone: 'UTC',
        weekly: { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always },
      },
    },
    ...defaultDefinitions({ business: 'business', roundTheClock: 'round-the-clock' }).map(
      ({ id, version: _, ...body }): Document => ({
        ...common,
        kind: 'service-level-definition',
        id,
        body,
      }),
    ),
  ];
}
