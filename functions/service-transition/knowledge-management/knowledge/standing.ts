/** How an article stands: whether it is in force, and for whom it is. Pure. */
import type { Knowledge } from './record.ts';

/** Open flags from which on it is for those alone who work here (C7). */
export const HIDING_FLAGS = 3;

/** Whether a version of it is in force, be the next one worked on or not. */
export const isLive = ({ publishedVersion, supersededAt, state }: Knowledge): boolean =>
  publishedVersion !== undefined && supersededAt === undefined && state !== 'retired';

/** The audience of the version in force. */
const audienceInForce = ({ audience, inForce }: Knowledge): unknown => (inForce ? inForce.audience : audience);

/** Groups whose members may read it, or everybody; nobody but those who work here while it is internal, flagged or not in force. */
export function readersOf(record: Knowledge): readonly string[] {
  if (!isLive(record) || (record.openFlags ?? 0) >= HIDING_FLAGS) return [];
  const audience = audienceInForce(record);
  if (audience === 'public') return ['*'];
  return Array.isArray(audience) ? audience.map(String) : [];
}

/** Every service that it is about. */
export const servicesOf = ({ serviceId, services = [] }: Pick<Knowledge, 'serviceId' | 'services'>): string[] => [
  ...new Set([...(serviceId === undefined ? [] : [serviceId]), ...services]),
];
