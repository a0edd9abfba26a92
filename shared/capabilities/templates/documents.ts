/** Which templates there are: what publishing one keeps in the tenant's configuration (A6). */
import type { TemplateReference } from '#shared/kit/templates/template';
import type { Configuration } from '#shared/tenancy/configuration';
import { type Document, defineDocuments, documentNamed, documentsOf } from '#shared/tenancy/documents';

declare module '#shared/tenancy/documents' {
  interface DocumentBodies {
    readonly template: TemplateReference;
  }
}

/** Written by publishing a template, never by itself. */
export const templateDocuments = defineDocuments({ kind: 'template' });

/** Every template of a record type, retired ones included. */
export const templatesFor = (
  config: Pick<Configuration, 'documents'>,
  recordType: string,
): readonly Document<'template'>[] =>
  documentsOf(config, templateDocuments).filter(({ body }) => body.recordType === recordType);

/** A template's version in force, and what all its versions have in common. */
export const templateNamed = (config: Pick<Configuration, 'documents'>, id: string): Document<'template'> | undefined =>
  documentNamed(config, templateDocuments, id);
