/** How files of another system are read, as a tenant sets it; some are built in (ADR 36). */
import { builtInMappings } from '#shared/imports/built-in/mappings';
import type { MappingDocument } from '#shared/imports/mapping-document';
import { defineDocuments } from '#shared/tenancy/documents';

declare module '#shared/tenancy/documents' {
  interface DocumentBodies {
    readonly 'import-mapping': MappingDocument;
  }
}

export const mappingDocuments = defineDocuments({
  kind: 'import-mapping',
  defaults: () => [...builtInMappings].map(([id, body]) => ({ id, body })),
});
