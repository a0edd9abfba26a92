/** The fact of a service notice record: what proactive information is recomputed from. */
import type { NoticeRow } from '#shared/kpi/notice-fact';

/** What the fact looks at; the record of service notices has all of it. */
export interface NoticeSource {
  readonly id: string;
  readonly services?: readonly string[];
  readonly announcedAt?: string;
  readonly publishedAt?: string;
  readonly startsAt?: string;
  readonly resolvedAt?: string;
}

export function factOfNotice({ id, services = [], startsAt, resolvedAt, ...told }: NoticeSource): NoticeRow {
  const toldAt = told.announcedAt ?? told.publishedAt;
  return {
    id,
    services: [...services],
    ...(toldAt !== undefined && { toldAt }),
    ...(startsAt !== undefined && { startsAt }),
    ...(resolvedAt !== undefined && { resolvedAt }),
  };
}
