/** What a tenant may set of incidents and major incidents. Days are business days of the business calendar. */
import { defineSettings, type SettingsOf } from '#shared/tenancy/settings';

export const incidentManagementSettings = defineSettings({
  closeAfterDays: {
    is: 'integer',
    min: 0,
    max: 365,
    default: 3,
    says: 'A resolved incident is closed after so many days',
    required: true,
  },
  reopenWithinDays: {
    is: 'integer',
    min: 0,
    max: 365,
    default: 5,
    says: 'A resolution can be taken back for so many days',
    required: true,
  },
  noResponseAfterDays: {
    is: 'integer',
    min: 0,
    max: 365,
    default: 5,
    says: 'Without the caller’s answer it is resolved after so many days',
    required: true,
  },
  reminderAfterDays: {
    is: 'integers',
    min: 0,
    max: 365,
    most: 10,
    default: [2, 4],
    says: 'The caller is reminded after so many days',
    required: true,
  },
  majorIncidentReports: {
    is: 'integer',
    min: 2,
    max: 100,
    default: 5,
    says: 'So many people who report one thing make a candidate for a major incident',
  },
  majorIncidentMinutes: {
    is: 'integer',
    min: 1,
    max: 1440,
    default: 15,
    says: 'Within so many minutes',
  },
  criticalServices: {
    is: 'ids',
    most: 1000,
    default: [],
    says: 'Services of which one P1 is enough for that',
  },
});

declare module '#shared/tenancy/documents' {
  interface Settings extends SettingsOf<typeof incidentManagementSettings> {}
}
