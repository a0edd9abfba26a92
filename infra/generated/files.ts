/** Everything in `.build/generated/`, by the names of its files. */
import { errorsText } from '#infra/docs/errors';
import {
  clientTypesText,
  collectionsText,
  eventNamesText,
  kpisText,
  openApiText,
  readersText,
  recordTypesText,
  recordValuesText,
  toolsText,
} from '#infra/docs/texts';

/** @param root the repository @returns file name → text */
export function generatedFiles(root: string): Readonly<Record<string, string>> {
  return {
    'openapi.json': openApiText(root),
    'collections.json': collectionsText(),
    'readers.json': readersText(),
    'errors.json': errorsText(root),
    'kpis.json': kpisText(),
    'record-types.json': recordTypesText(),
    'record-values.json': recordValuesText(),
    'tools.json': toolsText(root),
    'event-names.json': eventNamesText(),
    'client-api.ts': clientTypesText(root),
  };
}
