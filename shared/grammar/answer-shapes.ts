/** What answers of capabilities are described by: texts, names, instants, people and pages look the same in each. */
import * as z from 'zod/mini';
import type { ItemResult } from '#shared/jobs/operation';

export const text = z.string().check(z.maxLength(32_000));
export const name = z.string().check(z.maxLength(400));
export const instant = z.iso.datetime({ offset: true }).check(z.maxLength(40));
export const count = z.int().check(z.gte(0), z.lte(9_007_199_254_740_991));
export const visibility = z.enum(['public', 'internal']);
export const anyValue = z.unknown();
export const bounded = <T extends z.ZodMiniType>(of: T) => z.array(of).check(z.maxLength(10_000));
export const page = <T extends z.ZodMiniType>(of: T) => z.object({ items: bounded(of), nextCursor: z.nullable(name) });

export const actor = z.object({
  type: z.enum(['human', 'robot', 'machine', 'system', 'msp']),
  id: name,
  homeTenantId: z.optional(name),
  onBehalfOf: z.optional(name),
});

export const taskStates = z.enum(['open', 'in_progress', 'pending', 'done', 'failed', 'skipped', 'cancelled']);

/** What a task says, be it one that would be made. */
export const taskFacts = {
  title: name,
  mandatory: z.boolean(),
  assignedGroup: z.exactOptional(name),
  assignedTo: z.exactOptional(name),
  plannedStart: z.exactOptional(instant),
  plannedEnd: z.exactOptional(instant),
  dependsOn: z.exactOptional(z.array(count).check(z.maxLength(50))),
  reason: z.exactOptional(text),
  kind: z.exactOptional(name),
  dueAt: z.exactOptional(instant),
  asks: z.exactOptional(z.array(z.enum(['result', 'evidence'])).check(z.maxLength(2))),
  result: z.exactOptional(z.record(name, anyValue)),
  evidence: z.exactOptional(z.array(name).check(z.maxLength(50))),
  /** The task of another record that it was before they were split. */
  from: z.exactOptional(z.object({ id: name, task: count })),
};

/** Results of items and operations name the problem as it would have been answered. */
export const itemResult = z.object({
  id: name,
  status: z.int().check(z.gte(200), z.lte(599)),
  etag: z.exactOptional(name),
  problem: z.exactOptional(z.record(name, anyValue)),
  outcome: z.exactOptional(name),
  record: z.exactOptional(name),
  recognisedBy: z.exactOptional(bounded(name)),
  attributes: z.exactOptional(bounded(z.object({ attribute: name, outcome: name, source: z.exactOptional(name) }))),
  junk: z.exactOptional(bounded(name)),
  quarantined: z.exactOptional(name),
  candidates: z.exactOptional(bounded(name)),
}) satisfies z.ZodMiniType<ItemResult>;
