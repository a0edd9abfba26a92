/** The status page as a document: what it has to be, and what of it stands where the page is read from. */
import * as z from 'zod/mini';
import { texts } from '#shared/process/fields';
import { MAX_HISTORY_DAYS, type ShownPage, type StatusPage } from '#shared/status/public-notice';
import { statusPageKey } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import type { TenantProfile } from '#shared/tenancy/documents';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { LANGUAGE } from '#shared/text/languages';
import type { Fault } from './fault.ts';

const name = z.string().check(z.minLength(1), z.maxLength(160));

export const statusPage = z.strictObject({
  published: z.boolean(),
  language: z.string().check(z.maxLength(6), z.regex(LANGUAGE)),
  title: z.exactOptional(name),
  services: z
    .array(
      z.strictObject({
        id: z.string().check(z.minLength(1), z.maxLength(120), z.regex(/^[^\s#]+$/)),
        name: texts({ max: 160 }).schema,
      }),
    )
    .check(z.maxLength(200)),
  historyDays: z.exactOptional(z.int().check(z.gte(0), z.lte(MAX_HISTORY_DAYS))),
});

export function checkStatusPage({ services }: StatusPage): readonly Fault[] {
  const ids = services.map(({ id }) => id);
  return ids.flatMap((id, index): readonly Fault[] =>
    ids.indexOf(id) === index
      ? []
      : [{ slug: 'validation-failed', pointer: `/services/${index}/id`, message: `${id} is on the page already` }],
  );
}

/** A page that is not published is not there at all. */
export function statusPageWrites({ name, zone }: TenantProfile, tenant: TenantId, body: unknown): readonly Write[] {
  const page = body as StatusPage | undefined;
  const key = statusPageKey(tenant);
  if (!page?.published) return [{ delete: key }];
  const shown: ShownPage = { ...page, tenant: name, zone };
  return [{ put: { ...key, publicView: shown } }];
}
