/** What the fact of a service notice holds: what proactive information is recomputed from. */
import { type FactOf, flag, instant, text, texts } from '#shared/kit/kpi/fact';

export const noticeFields = {
  id: text({ required: true }),
  services: texts({ required: true }),
  /** Announced, or published when it was not announced; absent for what was called off before. */
  toldAt: instant(),
  /** When what it tells of begins or began, if that was said. */
  startsAt: instant(),
  resolvedAt: instant(),
  confidential: flag(),
};

export type NoticeFact = FactOf<typeof noticeFields>;
