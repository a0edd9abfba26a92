/** Example values of the article, where no declaration tells them. */
import type { Examples } from '#shared/grammar/examples';

export const knowledgeExamples = {
  of: 'knowledge',
  values: {
    title: 'VPN error 809: the tunnel cannot be established',
    kind: 'troubleshooting',
    audience: 'public',
    language: 'en',
    symptoms: 'The client shows error 809 when it connects.',
    body: 'Allow UDP 500 and 4500 in the firewall between the client and the gateway, then connect again.',
    keywords: ['vpn', '809'],
    services: ['network'],
    reviewerGroup: 'service-desk',
    validUntil: '2027-06-30',
  },
  inputs: {
    flag: { reason: 'The port has changed' },
    'review-personal-data': { reason: 'Nothing of it names a person' },
    renew: { validUntil: '2027-12-31' },
  },
  automatic: { 'approve-review': 'approved', 'reject-review': 'rejected', expire: 'by itself' },
} satisfies Examples;
