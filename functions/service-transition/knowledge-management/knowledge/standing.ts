/** How an article stands: whether it is in force, and for whom it is. Pure. */
import type { FindingRule } from '#shared/capabilities/finding/rule';
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

/** How it is found: what is in force, narrowed down by what it is about and for whom it is. */
export const foundBy = {
  isInForce: isLive,
  values: {
    serviceId: servicesOf,
    ciId: ({ ciIds = [] }: Knowledge) => ciIds,
    audience: ({ audience = [] }: Knowledge) => [audience].flat(),
    lang: ({ language }: Knowledge) => (language === undefined ? [] : [language]),
    kind: ({ kind }: Knowledge) => (kind === undefined ? [] : [kind]),
  },
  warns: ({ openFlags }: Knowledge) =>
    openFlags ? `${openFlags} open flag(s): somebody says that it is not right` : undefined,
  used: ({ usage }: Knowledge) => (usage?.resolvedWith ?? 0) + (usage?.linked ?? 0) + (usage?.views ?? 0),
  validUntil: ({ validUntil }: Knowledge) => validUntil,
} satisfies FindingRule<Knowledge>;

/** Every service that it is about. */
export function servicesOf({ serviceId, services = [] }: Pick<Knowledge, 'serviceId' | 'services'>): string[] {
  return [...new Set([...(serviceId === undefined ? [] : [serviceId]), ...services])];
}
