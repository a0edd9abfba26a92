/** What retention periods look like as a document, and what makes them wrong. */
import * as z from 'zod/mini';
import { laterRetentionClasses, RETENTION } from '#shared/capabilities/retention/documents';
import { isPeriod } from '#shared/capabilities/retention/retention';
import { retentionClasses } from '#shared/grammar/retention-classes';
import { defineForm } from '#shared/tenancy/document-form';

const duration = z.string().check(z.maxLength(40));

export const retentionDocumentForms = [
  defineForm({
    kind: 'retention',
    path: 'retention-periods',
    title: 'Retention periods',
    inherited: true,
    only: RETENTION,
    writers: ['TAD'],
    schema: z.strictObject(
      Object.fromEntries(
        retentionClasses.map((name) => [
          name,
          laterRetentionClasses.includes(name) ? z.exactOptional(duration) : duration,
        ]),
      ),
    ),
    check: (body) =>
      retentionClasses.flatMap((name) =>
        body[name] === undefined || isPeriod(body[name])
          ? []
          : [
              {
                slug: 'validation-failed' as const,
                pointer: `/${name}`,
                message: 'expected a period of years, months and days such as P3Y or P13M',
              },
            ],
      ),
  }),
];
