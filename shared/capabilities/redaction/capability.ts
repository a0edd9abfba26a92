/** Text that should never have been written is taken out of everything (A4, A5). */
import { described } from '#shared/capabilities/redaction/described';
import { redact, redactComment } from '#shared/capabilities/redaction/requests';
import { defineCapability } from '#shared/engine/capability';

export const redaction = defineCapability<unknown, never, never>({
  name: 'redaction',
  described,
  requests: [
    { kind: 'redact', method: 'POST', path: '*/{id}/redact', run: redact },
    { kind: 'redact-comment', method: 'POST', path: '*/{id}/comments/{comment}/redact', run: redactComment },
  ],
});
