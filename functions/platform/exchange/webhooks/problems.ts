/** Problems of webhooks. */
import { defineProblems } from '#shared/problems/row';

export const webhooksProblems = defineProblems({
  'webhook-address-refused': {
    status: 422,
    title: 'Webhooks do not go to this address',
    when: 'The URL is not https, or its host is, or leads to, a private, local or otherwise not public address.',
    remedy: 'Use https and a host on the internet; put a relay in front of what is inside your network.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly webhooks: typeof webhooksProblems;
  }
}
