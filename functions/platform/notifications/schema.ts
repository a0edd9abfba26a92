/** Bodies of requests about notifications. */
import * as z from 'zod/mini';
import { channels } from './rules-route.ts';
import { frequencies } from './rules-timing.ts';

const wallTime = z.string().check(z.maxLength(5), z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const event = z.string().check(z.minLength(1), z.maxLength(80), z.regex(/^(\*|[a-z_]+(\.\*|\.[a-z_]+)?)$/));

export const preferences = z.strictObject({
  rules: z
    .array(z.strictObject({ event, channel: z.enum(channels), frequency: z.enum(frequencies) }))
    .check(z.maxLength(100)),
  quietHours: z.exactOptional(z.strictObject({ start: wallTime, end: wallTime })),
  digestAt: z.exactOptional(wallTime),
});
export type PreferencesBody = z.infer<typeof preferences>;

export const templateBody = z.strictObject({
  subject: z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[^\r\n]+$/)),
  text: z.string().check(z.minLength(1), z.maxLength(8000)),
  self: z.exactOptional(z.boolean()),
  active: z.exactOptional(z.boolean()),
});
export type TemplateBody = z.infer<typeof templateBody>;

const language = z.string().check(z.maxLength(6), z.regex(/^[a-z]{2,3}(-[A-Z]{2})?$/));
export const settingsBody = z.strictObject({ language });
export const nothing = z.strictObject({});
