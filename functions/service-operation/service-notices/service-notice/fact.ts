/** The fact that a service notice leaves for key figures. */
import { defineFact } from '#shared/kit/kpi/fact';
import type { NoticeFact } from './fact-fields.ts';

/** What the fact looks at; the record has all of it. */
interface NoticeSource {
  readonly id: string;
  readonly services?: readonly string[];
  readonly announcedAt?: string;
  readonly publishedAt?: string;
  readonly startsAt?: string;
  readonly resolvedAt?: string;
  readonly confidential?: boolean;
}

function factOfNotice({ id, services = [], startsAt, resolvedAt, confidential, ...told }: NoticeSource): NoticeFact {
  const toldAt = told.announcedAt ?? told.publishedAt;
  return {
    id,
    services: [...services],
    ...(toldAt !== undefined && { toldAt }),
    ...(startsAt !== undefined && { startsAt }),
    ...(resolvedAt !== undefined && { resolvedAt }),
    ...(confidential && { confidential }),
  };
}

export const noticeFact = defineFact({
  over: ['resolvedAt', 'closedAt'],
  finished: ['resolved', 'withdrawn'],
  of: factOfNotice,
});
