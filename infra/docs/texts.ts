/** The texts of what is generated from the definitions, for those who write it and for the tests that compare. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { examples } from '#functions/examples';
import { measures } from '#functions/measures';
import { processes, services } from '#functions/registry';
import { clientTypes } from '#infra/docs/client-types';
import { valueKinds } from '#infra/docs/record-values';
import { catalogueOf } from '#shared/describe/events/catalogue';
import { type CatalogueDocument, catalogueDocument } from '#shared/describe/events/catalogue-document';
import { openApiDocument } from '#shared/describe/openapi/document';
import { eventLines } from '#shared/describe/surface/events';
import { operationLines } from '#shared/describe/surface/operations';
import { broken } from '#shared/describe/surface/promise';
import { readSurface, type Surface, sinceRelease, surfaceText } from '#shared/describe/surface/text';
import { toolsDocument } from '#shared/describe/tools/tools';
import { internalNames, shownFields } from '#shared/engine/access';
import { isOpen } from '#shared/engine/decide';
import { EXPANDED_FIELDS } from '#shared/engine/expanded';
import { copiesIn, keptBy } from '#shared/grammar/capability';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { shapesOf } from '#shared/grammar/list-shapes';
import { filtersOf, sortsOf } from '#shared/grammar/list-vocabulary';
import { recordFields } from '#shared/grammar/schemas';

const text = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
const manifest = z.object({ version: z.string() });

const versionOf = (root: string): string =>
  manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).version;

/** Every event as consumers know it. */
export const currentCatalogue = (): CatalogueDocument => catalogueDocument(processes, services);

/** openapi.json, in the version of package.json. */
export const openApiText = (root: string): string =>
  text(openApiDocument({ version: versionOf(root), processes, services, examples }));

/** tools.json: the operations of the API as tools for agents, and what these are told of records. */
export const toolsText = (root: string): string =>
  text(toolsDocument({ version: versionOf(root), processes, services, examples }));

/** collections.json: where the records of each type stand. */
export const collectionsText = (): string =>
  text(Object.fromEntries(processes.flatMap(({ records }) => records).map(({ type, path }) => [type, path])));

/** readers.json: who reads the records of each type, and what of the few fields that are told of each is not for everybody. */
export function readersText(): string {
  const entry = (definition: AnyRecordDefinition) => {
    const { type, permissions } = definition;
    return [type, { permissions, hidden: internalNames(definition, EXPANDED_FIELDS) }];
  };
  return text(Object.fromEntries(processes.flatMap(({ records }) => records).map(entry)));
}

/** By what records of a type are searched; nothing where it is what all have. */
function searchOf(definition: AnyRecordDefinition) {
  const fields = Object.entries(recordFields(definition));
  const named = (where: 'tags' | 'body') =>
    fields.flatMap(([name, { options }]) => (options.searched === where ? [name] : []));
  const [tags, body] = [named('tags'), named('body')];
  return {
    ...(definition.library && { library: true }),
    ...(tags.length + body.length > 0 && { searched: { tags, body } }),
  };
}

/** record-types.json: what functions that serve every type must know of each. */
export function recordTypesText(): string {
  const definitions = processes.flatMap(({ records }) => records);
  const entry = (definition: AnyRecordDefinition) => {
    const { type, title, path, permissions } = definition;
    const [filters, sorts] = [filtersOf(definition), sortsOf(definition)];
    const fields = shownFields(definition);
    const internal = internalNames(definition, [...fields, ...filters]);
    const [lists, keeps, copies] = [shapesOf(definition), keptBy(definition), copiesIn(definition)];
    const known = { title, path, permissions, fields, filters, internal, sorts, lists, keeps, copies };
    return [type, { ...known, ...searchOf(definition) }];
  };
  return text(Object.fromEntries(definitions.map(entry)));
}

/** kpis.json: every KPI by process and key, with its title. */
export function kpisText(): string {
  const named: Record<string, Record<string, string>> = {};
  for (const { process, kpis } of measures)
    named[process] = { ...named[process], ...Object.fromEntries(kpis.map(({ key, title }) => [key, title])) };
  return text(named);
}

/** record-values.json: what the fields of each type can be, and which of its states are open. */
export function recordValuesText(): string {
  const entry = (definition: AnyRecordDefinition) => {
    const { states } = definition.lifecycle;
    const open = Object.keys(states).filter((state) => isOpen(definition, { state }));
    return [definition.type, { open, kinds: valueKinds(definition) }];
  };
  return text(Object.fromEntries(processes.flatMap(({ records }) => records).map(entry)));
}

/** event-names.json: every event that a webhook can ask for, by its name. */
export const eventNamesText = (): string => text([...new Set(catalogueOf(processes).map(({ name }) => name))].sort());

/** client-api.ts, from the same description. */
export const clientTypesText = (root: string): string => clientTypes(JSON.parse(openApiText(root)));

/** Every operation and event as they are now. */
export function currentSurface(root: string): Surface {
  const lines = [...operationLines(JSON.parse(openApiText(root))), ...eventLines(currentCatalogue())];
  return { version: versionOf(root), lines };
}

/** docs/surface.txt as it is committed: what was promised so far; the first time, what is promised now. */
export function promisedSurface(root: string): Surface {
  const file = join(root, 'docs/surface.txt');
  return existsSync(file) ? readSurface(readFileSync(file, 'utf8')) : currentSurface(root);
}

/** docs/surface.txt, with marks at what is newer than the release. */
export const surface = (root: string): string => surfaceText(sinceRelease(promisedSurface(root), currentSurface(root)));

/** What callers and consumers of events would miss, one sentence each. */
export const brokenPromises = (root: string): readonly string[] =>
  broken(promisedSurface(root).lines, currentSurface(root).lines);
