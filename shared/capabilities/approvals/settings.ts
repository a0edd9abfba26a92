/** What a tenant may set of approvals that no policy of its own is for. */
import { defineSettings, type SettingsOf } from '#shared/tenancy/settings';

export const approvalsSettings = defineSettings({
  approvalWithin: {
    is: 'duration',
    default: 'PT72H',
    says: 'How long a round of approval waits',
    required: true,
  },
  approverGroup: {
    is: 'id',
    default: 'change-advisory-board',
    says: 'The group whose members vote',
    required: true,
  },
});

declare module '#shared/tenancy/documents' {
  interface Settings extends SettingsOf<typeof approvalsSettings> {}
}
