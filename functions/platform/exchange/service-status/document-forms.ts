/** The status page as a document: what it has to be, and what of it stands where the page is read from. */

import * as z from 'zod/mini';
import { texts } from '#shared/grammar/fields';
import type { TenantId } from '#shared/ids/tenant-id';
import { MAX_HISTORY_DAYS, type ShownPage, type StatusPage } from '#shared/kit/status/public-notice';
import type { Write } from '#shared/store/store';
import { defineForm, type Fault } from '#shared/tenancy/document-form';
import { defineDocuments, type TenantProfile } from '#shared/tenancy/documents';
import { statusPageKey } from '#shared/tenancy/keys';
import { LANGUAGE } from '#shared/text/languages';
import { idSchema, nameSchema } from '#shared/text/line';

const name = nameSchema(160);

declare module '#shared/tenancy/documents' {
  interface DocumentBodies {
    readonly 'status-page': StatusPage;
  }
}

/** There is one document of it; nobody sees a page until the tenant publishes it. */
const STATUS_PAGE = 'status-page';

defineDocuments({
  kind: 'status-page',
  defaults: () => [{ id: STATUS_PAGE, body: { published: false, language: 'en', services: [] } }],
});

const statusPage = z.strictObject({
  published: z.boolean(),
  language: z.string().check(z.maxLength(6), z.regex(LANGUAGE, 'expected a language tag such as de or de-AT')),
  title: z.exactOptional(name),
  services: z
    .array(
      z.strictObject({
        id: idSchema(120),
        name: texts({ max: 160 }).schema,
      }),
    )
    .check(z.maxLength(200)),
  historyDays: z.exactOptional(z.int().check(z.gte(0), z.lte(MAX_HISTORY_DAYS))),
});

function checkStatusPage({ services }: StatusPage): readonly Fault[] {
  const ids = services.map(({ id }) => id);
  return ids.flatMap((id, index): readonly Fault[] =>
    ids.indexOf(id) === index
      ? []
      : [{ slug: 'validation-failed', pointer: `/services/${index}/id`, message: `${id} is on the page already` }],
  );
}

/** A page that is not published is not there at all. */
function statusPageWrites(
  { name, zone }: TenantProfile,
  tenant: TenantId,
  page: StatusPage | undefined,
): readonly Write[] {
  const key = statusPageKey(tenant);
  if (!page?.published) return [{ delete: key }];
  const shown: ShownPage = { ...page, tenant: name, zone };
  return [{ put: { ...key, publicView: shown } }];
}

export const serviceStatusDocumentForms = [
  defineForm({
    kind: 'status-page',
    path: 'status-page',
    title: 'Status page',
    inherited: false,
    only: STATUS_PAGE,
    writers: ['TAD'],
    schema: statusPage,
    check: checkStatusPage,
    also: statusPageWrites,
  }),
];
