/** The event catalogue as JSON, and what may change in it: it may only grow. */
import { type CatalogueEvent, catalogueOf, dataSchema } from '#shared/events/catalogue';
import { envelopeSchema } from '#shared/events/catalogue-envelope';
import { isSchema, jsonSchema, propertiesOf, requiredOf, type Schema } from '#shared/openapi/schema';
import type { ProcessDefinition } from '#shared/process/definition';

/** Event, as `source detail-type` → when it is emitted, what it carries, who consumes it. */
export interface CatalogueDocument {
  readonly envelope: Schema;
  readonly events: Readonly<
    Record<string, { readonly when: string; readonly consumers: readonly string[]; readonly data: Schema }>
  >;
}

const keyOf = ({ source, name }: Pick<CatalogueEvent, 'source' | 'name'>): string => `${source} ${name}`;

/** The same definitions give the same document. @param others consumers beside the processes: platform services. */
export function catalogueDocument(
  processes: readonly ProcessDefinition[],
  others: readonly {
    readonly id: string;
    readonly consumes: readonly { readonly source: string; readonly detailType: string }[];
  }[] = [],
): CatalogueDocument {
  const consumersOf = ({ source, name }: CatalogueEvent): readonly string[] =>
    [...processes, ...others]
      .filter(({ consumes }) => consumes.some((each) => each.source === source && each.detailType === name))
      .map(({ id }) => id);
  const events = catalogueOf(processes).map((event) => [
    keyOf(event),
    { when: event.when, consumers: consumersOf(event), data: jsonSchema(dataSchema(event)) },
  ]);
  return { envelope: jsonSchema(envelopeSchema), events: Object.fromEntries(events) };
}

/** What a consumer of `before` would miss in `after`; one line each. Nothing is missed when things were only added. */
export function incompatibilities(before: CatalogueDocument, after: CatalogueDocument): readonly string[] {
  const lost = Object.keys(before.events).filter((event) => !(event in after.events));
  const changed = Object.entries(before.events).flatMap(([event, { data }]) => {
    const now = after.events[event];
    return now ? missing(data, now.data, `${event}: data`) : [];
  });
  return [
    ...lost.map((event) => `${event} is gone`),
    ...missing(before.envelope, after.envelope, 'envelope'),
    ...changed,
  ];
}

function missing(before: Schema, after: Schema, place: string): readonly string[] {
  const kinds = ['type', 'format', 'const'].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  if (kinds.length > 0)
    return kinds.map(
      (key) => `${place} changed its ${key} from ${JSON.stringify(before[key])} to ${JSON.stringify(after[key])}`,
    );
  const properties = Object.entries(propertiesOf(before)).flatMap(([name, property]) => {
    const now = propertiesOf(after)[name];
    if (!now) return [`${place}.${name} is gone`];
    const optional = requiredOf(before).includes(name) && !requiredOf(after).includes(name);
    return [
      ...(optional ? [`${place}.${name} is no longer always there`] : []),
      ...missing(property, now, `${place}.${name}`),
    ];
  });
  const items = isSchema(before.items) && isSchema(after.items) ? missing(before.items, after.items, `${place}[]`) : [];
  return [...properties, ...items, ...alternatives(before, after, place)];
}

/** Every alternative of before is one of after, such as the null of a value that may be absent. */
function alternatives(before: Schema, after: Schema, place: string): readonly string[] {
  if (!Array.isArray(before.anyOf)) return Array.isArray(after.anyOf) ? [`${place} may now be of another kind`] : [];
  const [old, now] = [before.anyOf, Array.isArray(after.anyOf) ? after.anyOf : []].map((options) =>
    options
      .filter(isSchema)
      .map(({ type }) => String(type))
      .sort()
      .join(' or '),
  );
  return old === now ? [] : [`${place} changed from ${old} to ${now}`];
}

/** The events of both: what was ever promised, with what is promised since. */
export function grown(before: CatalogueDocument, after: CatalogueDocument): CatalogueDocument {
  const events = Object.entries({ ...before.events, ...after.events }).sort(([a], [b]) => (a < b ? -1 : 1));
  return { envelope: after.envelope, events: Object.fromEntries(events) };
}
