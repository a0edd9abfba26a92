/** The configuration that a tenant has before anybody sets anything: the defaults of the specification, as far as this function carries their owners. */
import { type Document, defineDocuments, type Settings, statedDocuments } from '#shared/tenancy/documents';
import { statedDefaults } from '#shared/tenancy/settings';

const common = { version: 1, origin: 'default' } as const;

/** Ids of the calendars that there are from the start; the first is open Monday to Friday, 08:00 to 18:00, in the tenant's zone. */
export const BUSINESS = 'business';
export const ROUND_THE_CLOCK = 'round-the-clock';

/** Of all records, and of the owners that this function carries. A cast, as it is they that make the type: what a function reads, it carries. */
export const defaultSettings = (): Settings =>
  ({ businessCalendarId: BUSINESS, mailCategory: 'unclassified', ...statedDefaults() }) as unknown as Settings;

/** Who the tenant is: written when it is onboarded, and never by default. */
export const tenantDocuments = defineDocuments({ kind: 'tenant' });

export const settingsDocuments = defineDocuments({
  kind: 'settings',
  defaults: () => [{ id: 'settings', body: defaultSettings() }],
});

const office = [{ open: '08:00', close: '18:00' }];
const always = [{ open: '00:00', close: '24:00' }];

export const calendarDocuments = defineDocuments({
  kind: 'calendar',
  defaults: (zone) => [
    { id: BUSINESS, body: { zone, weekly: { mon: office, tue: office, wed: office, thu: office, fri: office } } },
    {
      id: ROUND_THE_CLOCK,
      body: {
        zone: 'UTC',
        weekly: { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always },
      },
    },
  ],
});

const made = new Map<string, readonly Document[]>();

/** @param zone the tenant's IANA time zone */
export function defaultDocuments(zone: string): readonly Document[] {
  // Owners state theirs while modules load: a zone's are made anew where one came since.
  const name = `${zone} ${statedDocuments().length} ${Object.keys(statedDefaults()).length}`;
  const known = made.get(name) ?? makeDefaults(zone);
  made.set(name, known);
  return known;
}

function makeDefaults(zone: string): readonly Document[] {
  return statedDocuments().flatMap(({ kind, defaults }) =>
    (defaults?.(zone) ?? []).map(({ id, body }) => ({ ...common, kind, id, body })),
  );
}
