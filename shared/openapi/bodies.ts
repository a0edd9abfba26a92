/** Request bodies of what every record has: comments, tasks, links (A5, A6, A11). */
import * as z from 'zod/mini';
import { type LinkKind, linkKinds } from '#shared/process/directory';

const instant = z.iso.datetime({ offset: true });
const name = z.string().check(z.minLength(1), z.maxLength(120));

export const commentBody = z.strictObject({
  body: z.string().check(z.minLength(1), z.maxLength(32_000)),
  visibility: z.enum(['public', 'internal']),
});

export const taskBody = z.strictObject({
  title: z.string().check(z.minLength(1), z.maxLength(160)),
  mandatory: z._default(z.boolean(), true),
  assignedGroup: z.optional(name),
  assignedTo: z.optional(name),
  plannedStart: z.optional(instant),
  plannedEnd: z.optional(instant),
  dependsOn: z.optional(z.array(z.int().check(z.gte(1))).check(z.maxLength(50))),
});

/** What can be done with a task: the last segment of its path. */
export const taskVerbs = ['start', 'hold', 'done', 'fail', 'skip', 'cancel'] as const;

export const taskVerbBody = z.strictObject({
  reason: z.optional(z.string().check(z.minLength(1), z.maxLength(1000))),
});

export const linkBody = z.strictObject({
  kind: z.enum(Object.keys(linkKinds) as [LinkKind, ...LinkKind[]]),
  to: z.string().check(z.minLength(1), z.maxLength(40)),
});
