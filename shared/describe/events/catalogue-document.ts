/** The event catalogue as JSON. */
import { type CatalogueEvent, catalogueOf, dataSchema, type Lettered } from '#shared/describe/events/catalogue';
import { envelopeSchema } from '#shared/describe/events/catalogue-envelope';
import { jsonSchema, type Schema } from '#shared/describe/openapi/schema';
import type { ProcessDefinition } from '#shared/grammar/process-definition';

/** Event, as `source detail-type` → when it is emitted, what it carries, and whether every kind of record has it. */
export interface CatalogueDocument {
  readonly envelope: Schema;
  readonly events: Readonly<Record<string, { readonly when: string; readonly data: Schema; readonly common: boolean }>>;
}

const keyOf = ({ source, name }: Pick<CatalogueEvent, 'source' | 'name'>): string => `${source} ${name}`;

/** The same definitions give the same document. */
export function catalogueDocument(
  processes: readonly ProcessDefinition[],
  services: readonly Lettered[],
): CatalogueDocument {
  const events = catalogueOf(processes, services).map((event) => [
    keyOf(event),
    { when: event.when, data: jsonSchema(dataSchema(event)), common: event.common === true },
  ]);
  return { envelope: jsonSchema(envelopeSchema), events: Object.fromEntries(events) };
}
