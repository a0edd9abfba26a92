/** Bodies of requests about notifications. */
import * as z from 'zod/mini';
import { nameSchema, textSchema } from '#shared/text/line';
import { channels } from './rules-route.ts';
import { frequencies } from './rules-timing.ts';

const wallTime = z
  .string()
  .check(z.maxLength(5), z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as 08:30'));
const event = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(80),
    z.regex(/^(\*|[a-z_]+(\.\*|\.[a-z_]+)?)$/, 'expected the name of an event such as incident.created, or incident.*'),
  );

export const preferences = z.strictObject({
  rules: z
    .array(z.strictObject({ event, channel: z.enum(channels), frequency: z.enum(frequencies) }))
    .check(z.maxLength(100)),
  quietHours: z.exactOptional(z.strictObject({ start: wallTime, end: wallTime })),
  digestAt: z.exactOptional(wallTime),
});
export type PreferencesBody = z.infer<typeof preferences>;

export const templateBody = z.strictObject({
  subject: nameSchema(200),
  text: textSchema(8000),
  self: z.exactOptional(z.boolean()),
  active: z.exactOptional(z.boolean()),
});
export type TemplateBody = z.infer<typeof templateBody>;

const language = z
  .string()
  .check(z.maxLength(6), z.regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'expected a language tag such as de or de-AT'));
export const settingsBody = z.strictObject({ language });
export const nothing = z.strictObject({});
