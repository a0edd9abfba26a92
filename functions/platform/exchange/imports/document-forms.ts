/** What mappings of imports look like as documents, and what makes them wrong. */
import { mappingDocument } from '#shared/imports/mapping-document';
import { faultsOf } from '#shared/imports/mapping-faults';
import { defineForm } from '#shared/tenancy/document-form';
import { mappingDocuments } from './documents.ts';
import { preview } from './mapping-preview.ts';

export const importsDocumentForms = [
  defineForm({
    kind: mappingDocuments.kind,
    path: 'import-mappings',
    title: 'Import mapping',
    inherited: true,
    writers: ['TAD'],
    schema: mappingDocument,
    check: (body) => faultsOf(body).map((found) => ({ ...found, slug: 'validation-failed' })),
    posted: {
      id: 'createImportMapping',
      summary: 'Set a mapping under a name that is not taken',
    },
    trials: [preview],
  }),
];
