/** What the data of events are made of; each is made when a payload is. */
import * as z from 'zod/mini';
import { instantSchema } from '#shared/http/instant';

/** An id, a number or a short word. */
export const name = () => z.string().check(z.minLength(1), z.maxLength(400));
export const names = () => z.array(name());
export const instant = () => instantSchema();
export const count = () => z.int().check(z.gte(0));
/** Impact or urgency of B1: 1 high, 2 medium, 3 low. */
export const level = () => z.literal([1, 2, 3]);

/** What something is about, where it is known. */
export const subject = () => ({
  serviceId: z.optional(name()),
  ciId: z.optional(name()),
  category: z.optional(name()),
  impact: z.optional(level()),
  urgency: z.optional(level()),
});

/** What each event of long work carries: that it goes on, and how it ends. */
export const stages = <P>(payload: P) => ({
  progressed: payload,
  finished: payload,
  canceled: payload,
  failed: payload,
});
