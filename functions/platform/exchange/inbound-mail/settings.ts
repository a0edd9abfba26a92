/** What a tenant may set of the mail that comes in (A15). */
import { incident } from '#functions/service-operation/incident-management/contract';
import { openedByMail } from '#shared/grammar/directory';
import { defineSettings, type SettingsOf } from '#shared/tenancy/settings';

export const inboundMailSettings = defineSettings({
  mailOpens: {
    is: 'choice',
    of: Object.keys(openedByMail),
    default: incident.type,
    says: 'What mail that belongs to no record opens',
  },
  mailOfStrangers: {
    is: 'choice',
    of: ['create', 'reject'],
    default: 'create',
    says: 'Mail of addresses that are no user’s opens records too, or is refused',
  },
  mailUnauthenticated: {
    is: 'choice',
    of: ['stranger', 'drop'],
    default: 'stranger',
    says: 'Mail that cannot be shown to be its sender’s is taken as a stranger’s, or dropped',
  },
});

declare module '#shared/tenancy/documents' {
  interface Settings extends SettingsOf<typeof inboundMailSettings> {}
}
