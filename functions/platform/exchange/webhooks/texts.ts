/** What people are told of a webhook, in each language (A13). */
import type { RecordTexts } from '#shared/events/told';

export const webhooksTexts = {
  told: {
    'webhook.disabled': {
      owner: {
        en: [
          'A webhook of yours was disabled',
          'Nothing has been accepted at {{event.host}} for a long time, so the webhook {{record.id}} is disabled. Events wait for it for 14 days; enable it when the receiver works again.',
        ],
        de: [
          'Einer Ihrer Webhooks wurde abgeschaltet',
          'Bei {{event.host}} wurde lange nichts angenommen; der Webhook {{record.id}} ist abgeschaltet. Ereignisse warten 14 Tage auf ihn; schalten Sie ihn wieder ein, sobald der Empfänger arbeitet.',
        ],
      },
      administrators: {
        en: [
          'A webhook was disabled',
          'Nothing has been accepted at {{event.host}} for a long time, so the webhook {{record.id}} is disabled. Events wait for it for 14 days; enable it when the receiver works again.',
        ],
        de: [
          'Ein Webhook wurde abgeschaltet',
          'Bei {{event.host}} wurde lange nichts angenommen; der Webhook {{record.id}} ist abgeschaltet. Ereignisse warten 14 Tage auf ihn; schalten Sie ihn wieder ein, sobald der Empfänger arbeitet.',
        ],
      },
    },
    'webhook.orphaned': {
      administrators: {
        en: [
          'A webhook needs a new owner',
          'The webhook {{record.id}} to {{event.host}} was set up by {{event.owner}} and is disabled: {{event.because}}. Events wait for it for 14 days; whoever enables it is its owner from then on.',
        ],
        de: [
          'Ein Webhook braucht einen neuen Eigentümer',
          'Der Webhook {{record.id}} zu {{event.host}} wurde von {{event.owner}} eingerichtet und ist abgeschaltet, denn deren Berechtigung ist beendet. Ereignisse warten 14 Tage auf ihn; wer ihn einschaltet, ist fortan sein Eigentümer.',
        ],
      },
    },
  },
} satisfies RecordTexts;
