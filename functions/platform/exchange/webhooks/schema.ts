/** Bodies of requests about webhooks. */
import * as z from 'zod/mini';
import { plainSchema, textSchema } from '#shared/text/line';
import { operators } from './rules-match.ts';

const url = z
  .string()
  .check(z.minLength(8), z.maxLength(2000), z.regex(/^https?:\/\//, 'expected an address that begins with https://'));
const description = textSchema(400);
const name = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(80),
    z.regex(/^(\*|[a-z_]+(\.\*|\.[a-z_]+)?)$/, 'expected the name of an event such as incident.created, or incident.*'),
  );
const type = z
  .string()
  .check(z.minLength(1), z.maxLength(60), z.regex(/^[a-z][a-z-]*$/, 'expected a record type such as incident'));
const field = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(80),
    z.regex(
      /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*){0,3}$/,
      'expected the name of a field such as priority or resolution.code',
    ),
  );
const text = plainSchema(400);
const condition = z.strictObject({
  field,
  is: z.enum(operators),
  value: z.union([
    text,
    z.number(),
    z.boolean(),
    z.array(z.union([text, z.number()])).check(z.minLength(1), z.maxLength(50)),
  ]),
});
const lists = {
  events: z.array(name).check(z.minLength(1), z.maxLength(100)),
  recordTypes: z.array(type).check(z.minLength(1), z.maxLength(60)),
  where: z.array(condition).check(z.minLength(1), z.maxLength(20)),
};
const scope = z.enum(['public', 'internal']);
const payloadVersion = z.literal('1');
const timeoutSeconds = z.int().check(z.gte(1), z.lte(10));

export const newWebhook = z.strictObject({
  url,
  description: z.exactOptional(description),
  events: z.exactOptional(lists.events),
  recordTypes: z.exactOptional(lists.recordTypes),
  where: z.exactOptional(lists.where),
  scope: z.exactOptional(scope),
  payloadVersion: z.exactOptional(payloadVersion),
  timeoutSeconds: z.exactOptional(timeoutSeconds),
});
export type NewWebhook = z.infer<typeof newWebhook>;

/** `null` takes a filter away. */
export const webhookChanges = z.strictObject({
  url: z.exactOptional(url),
  description: z.exactOptional(z.nullable(description)),
  events: z.exactOptional(z.nullable(lists.events)),
  recordTypes: z.exactOptional(z.nullable(lists.recordTypes)),
  where: z.exactOptional(z.nullable(lists.where)),
  scope: z.exactOptional(scope),
  payloadVersion: z.exactOptional(payloadVersion),
  timeoutSeconds: z.exactOptional(timeoutSeconds),
});
export type WebhookChanges = z.infer<typeof webhookChanges>;

/** How long the old secret signs beside the new one, as an ISO 8601 duration. */
export const rotation = z.strictObject({ validFor: z.exactOptional(z.string().check(z.maxLength(20))) });
export type Rotation = z.infer<typeof rotation>;

/** A delivery's id or an instant. */
const position = z.string().check(z.minLength(10), z.maxLength(40));
export const replayBody = z.strictObject({ from: position, to: z.exactOptional(position) });
export type ReplayBody = z.infer<typeof replayBody>;

export const nothing = z.strictObject({});
