/** The fact row of a service notice, and what the incidents of its services say of it (D2, proactive information). */
import * as z from 'zod/mini';
import type { IncidentFact } from '#shared/kpi/incident-fact';

const text = z.string().check(z.minLength(1), z.maxLength(160));
const instant = z.iso.datetime({ offset: true });

export const noticeRow = z.object({
  id: text,
  services: z.array(text),
  /** Announced, or published when it was not announced; absent for what was called off before. */
  toldAt: z.exactOptional(instant),
  /** When what it tells of begins or began, if that was said. */
  startsAt: z.exactOptional(instant),
  resolvedAt: z.exactOptional(instant),
});
export type NoticeRow = z.infer<typeof noticeRow>;

/** What figures are made of. */
export interface NoticeFact {
  readonly kind: 'notice';
  readonly id: string;
  readonly resolvedAt: string;
  /** Told before anybody had reported it; undefined when it names no service by which that could be known. */
  readonly proactive: boolean | undefined;
}

export const isNotice = (fact: IncidentFact | NoticeFact): fact is NoticeFact => 'kind' in fact;

/** A report this long before the notice is about the same, unless the notice says when it begins. */
const LOOKED_BACK_MS = 24 * 3600_000;

/** Incidents that no person reported. */
const MACHINES: ReadonlySet<string> = new Set(['monitoring', 'system', 'api']);

/**
 * Service notices published before the first user-reported incident. An incident is about the same when it is on one of the notice's services
 * and was opened since what the notice tells of began; else within 24 hours before it.
 */
export function noticeFacts(
  rows: readonly NoticeRow[],
  incidents: readonly Pick<IncidentFact, 'openedAt' | 'serviceId' | 'channel'>[],
): readonly NoticeFact[] {
  const reports = incidents.filter(({ channel, serviceId }) => serviceId !== undefined && !MACHINES.has(channel ?? ''));
  return rows.flatMap(({ id, services, toldAt, startsAt, resolvedAt }): readonly NoticeFact[] => {
    if (toldAt === undefined || resolvedAt === undefined) return [];
    const told = Date.parse(toldAt);
    const since = startsAt === undefined ? told - LOOKED_BACK_MS : Date.parse(startsAt);
    const reported = reports.some(({ openedAt, serviceId = '' }) => {
      const at = Date.parse(openedAt);
      return services.includes(serviceId) && at >= since && at < told;
    });
    return [{ kind: 'notice', id, resolvedAt, proactive: services.length > 0 ? !reported : undefined }];
  });
}
