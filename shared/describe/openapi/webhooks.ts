/** What webhooks send, as OpenAPI describes it: one webhook for each kind of event, with the headers that sign it. */
import * as z from 'zod/mini';
import { type CatalogueEvent, catalogueOf } from '#shared/describe/events/catalogue';
import { pascal } from '#shared/describe/openapi/record';
import { ref, type Schema } from '#shared/describe/openapi/schema';
import { namesOf, payloadExample, payloadSchema } from '#shared/describe/openapi/webhook-payload';
import type { ExamplesOf } from '#shared/grammar/examples';
import type { ProcessDefinition } from '#shared/grammar/process-definition';

const header = (name: string, description: string, schema: Schema): Schema => ({
  name,
  in: 'header',
  required: true,
  description,
  schema,
});

/** Component parameters: the headers of Standard Webhooks 1.0.0. */
export const webhookHeaders: Readonly<Record<string, Schema>> = {
  WebhookId: header(
    'Webhook-Id',
    'The event’s id, the same however often it is sent. What was seen already is answered 2xx and not done again.',
    { type: 'string', minLength: 1, maxLength: 120 },
  ),
  WebhookTimestamp: header(
    'Webhook-Timestamp',
    'When this attempt was signed, in seconds since 1970. Refuse what is more than five minutes off.',
    { type: 'string', maxLength: 20, pattern: '^[0-9]+$' },
  ),
  WebhookSignature: header(
    'Webhook-Signature',
    'Signatures separated by a space: one, or two for a while after the secret was rotated; one that fits is enough. Each is `v1,` and the base64 of the HMAC-SHA256 of `{Webhook-Id}.{Webhook-Timestamp}.{body}`, the body as it came. Its key are the bytes that the base64 after `whsec_` in the secret stands for.',
    { type: 'string', maxLength: 400, pattern: '^v1,[A-Za-z0-9+/]+=*( v1,[A-Za-z0-9+/]+=*)*$' },
  ),
};

/** A paragraph of the description's introduction: what a receiver can rely on, and what it has to do. */
export const webhooksIntroduction = `**Webhooks.** \`POST /v1/webhooks\` makes one, and answers its secret this once; \`webhooks\` below lists every event. Each request bears a webhook signature (Standard Webhooks 1.0.0:
\`Webhook-Id\`, \`Webhook-Timestamp\`, \`Webhook-Signature\`), and its body is a CloudEvent 1.0. Check the signature, refuse old timestamps, remember ids, answer 2xx within
\`timeoutSeconds\`, and work on it afterwards. Delivery is at least once: what is not answered 2xx is sent again after 1 and 5 minutes, half an hour, 2, 5, 10, 14, 20 and 24 hours, with the same id. Events of one
record come in their order, and what is refused holds up that record alone; events of different records come in any order. 410 disables the webhook at once, 72 hours without a success do so, too; events
then wait for 14 days.`;

/** The test call is no event of a process. */
const testCall: CatalogueEvent = {
  name: 'webhook.test',
  source: 'itsm.webhooks',
  record: 'webhook',
  when: '`POST /v1/webhooks/{id}/test` was called: nothing has happened.',
  data: { title: z.string().check(z.maxLength(160)) },
};

/** Events by the part of their name before the dot, which webhooks filter by (`incident.*`). */
function kindsOf(processes: readonly ProcessDefinition[]): readonly (readonly [string, readonly CatalogueEvent[]])[] {
  const events = [...catalogueOf(processes), testCall];
  return [...Map.groupBy(events, ({ name }) => name.slice(0, name.indexOf('.')))];
}

const componentName = (kind: string): string => `${pascal(kind)}CloudEvent`;

/** Component schemas: the body for each kind of event. */
export function webhookSchemas(processes: readonly ProcessDefinition[]): Readonly<Record<string, Schema>> {
  return Object.fromEntries(
    kindsOf(processes).map(([kind, events]) => [componentName(kind), payloadSchema(kind, events)]),
  );
}

/** The list of a kind's events, in Markdown: when each is sent. */
function saysWhen(events: readonly CatalogueEvent[]): string {
  const when = new Map(events.map((event) => [event.name, event.when]));
  return [...when].map(([name, says]) => `- \`${name}\`: ${says}`).join('\n');
}

/** The `webhooks` of the document. */
export function webhookPaths(processes: readonly ProcessDefinition[], tag: string, shown: ExamplesOf): Schema {
  const records = processes.flatMap((process) => process.records);
  return Object.fromEntries(
    kindsOf(processes).map(([kind, events]) => {
      const example = payloadExample(events, records, shown);
      const post = {
        operationId: `receive${componentName(kind)}`,
        summary: `Webhook: ${namesOf(events).length === 1 ? namesOf(events)[0] : `what happens, ${kind}.*`}`,
        description: `Sent to your receiver, signed, at least once.\n\n${saysWhen(events)}`,
        tags: [tag],
        security: [],
        parameters: Object.keys(webhookHeaders).map((name) => ref('parameters', name)),
        requestBody: {
          required: true,
          content: { 'application/cloudevents+json': { schema: ref('schemas', componentName(kind)), example } },
        },
        responses: {
          '2XX': { description: 'It is accepted; do the work afterwards.' },
          410: { description: 'The receiver is gone: the webhook is disabled at once.' },
          default: { description: 'It is sent again later, `Retry-After` respected. Redirects are not followed.' },
        },
      };
      return [kind, { post }];
    }),
  );
}
