/** The texts of the generated documents, for the generator and for the tests that compare. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { processes, services } from '#functions/registry';
import { clientTypes } from '#infra/docs/client-types';
import { type CatalogueDocument, catalogueDocument, grown } from '#shared/events/catalogue-document';
import { openApiDocument } from '#shared/openapi/document';

const text = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
const anything = z.record(z.string(), z.unknown());
const manifest = z.object({ version: z.string() });
const catalogue = z.object({
  envelope: anything,
  events: z.record(z.string(), z.object({ when: z.string(), consumers: z.array(z.string()), data: anything })),
});

/** docs/openapi.json, in the version of package.json. */
export function openApiText(root: string): string {
  const { version } = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return text(openApiDocument({ version, processes, services }));
}

/** docs/record-types.json: what functions that serve every type must know of each. */
export function recordTypesText(): string {
  const types = processes.flatMap(({ records }) => records);
  return text(
    Object.fromEntries(types.map(({ type, title, path, permissions }) => [type, { title, path, permissions }])),
  );
}
/** shared/client/api.ts, from the same description. */
export const clientTypesText = (root: string): string => clientTypes(JSON.parse(openApiText(root)));

export const currentCatalogue = (): CatalogueDocument => catalogueDocument(processes, services);

/** docs/events.json */
export const eventsText = (): string => text(currentCatalogue());

/** What was promised to consumers so far; the first time, what is promised now. */
export function readBaseline(root: string): CatalogueDocument {
  const file = join(root, 'docs/events.baseline.json');
  return existsSync(file) ? catalogue.parse(JSON.parse(readFileSync(file, 'utf8'))) : currentCatalogue();
}

/** docs/events.baseline.json, grown by what is new. */
export const baselineText = (root: string): string => text(grown(readBaseline(root), currentCatalogue()));
