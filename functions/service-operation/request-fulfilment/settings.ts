/** What a tenant may set of requests. Days are business days of the business calendar; amounts are whole units of an order's currency. */
import { defineSettings, type SettingsOf } from '#shared/tenancy/settings';

export const requestFulfilmentSettings = defineSettings({
  requestFreeUpTo: {
    is: 'integer',
    min: 0,
    max: 1_000_000_000,
    default: 100,
    says: 'Orders up to this amount need no approval',
  },
  requestManagerUpTo: {
    is: 'integer',
    min: 0,
    max: 1_000_000_000,
    default: 1000,
    says: 'Orders up to this amount are approved by the manager; above it, by the owner of the cost centre as well',
  },
  requestEscalateAfterDays: {
    is: 'integer',
    min: 1,
    max: 60,
    default: 3,
    says: 'An approval that nobody gave is escalated after so many days',
  },
  requestExpireAfterDays: {
    is: 'integer',
    min: 2,
    max: 120,
    default: 6,
    says: 'An order that nobody approved is rejected after so many days',
  },
  requestCloseAfterDays: {
    is: 'integer',
    min: 0,
    max: 365,
    default: 3,
    says: 'A fulfilled request is closed after so many days',
  },
  requestReminderDays: {
    is: 'integers',
    min: 0,
    max: 365,
    most: 10,
    default: [2, 4],
    says: 'Who is asked something about their request is reminded after so many days',
  },
  requestHourlyRate: {
    is: 'integer',
    min: 0,
    max: 1_000_000_000,
    default: 0,
    says: 'What an hour of work on a request costs, in minor units',
  },
  costCentres: {
    is: 'map',
    most: 2000,
    default: {},
    says: 'Who owns which cost centre',
  },
});

declare module '#shared/tenancy/documents' {
  interface Settings extends SettingsOf<typeof requestFulfilmentSettings> {}
}
