/** Where a record stands in the orders of its lists. */
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { isOfEnvelope, type ListShape, orderOf, shapesOf } from '#shared/grammar/list-shapes';
import { chronological } from '#shared/grammar/order';
import type { AnyRecord } from '#shared/grammar/record';

/** The keys of a record's values by the fields that its lists are in order of; undefined for what has none, which stands last. */
export type Places = Readonly<Record<string, string | undefined>>;

/** As its definition orders them. */
export function placesOf(definition: AnyRecordDefinition, record: AnyRecord): Places {
  const orders = [...new Set(shapesOf(definition).map(({ order }) => order))];
  return Object.fromEntries(orders.map((name) => [name, orderOf(definition, name)?.keyOf(record[name])]));
}

/** Those that do not follow from the envelope: kept with the record, for whoever does not know its definition. */
export function keptPlaces(definition: AnyRecordDefinition, record: AnyRecord): Places | undefined {
  const kept = Object.entries(placesOf(definition, record)).filter(
    ([name, key]) => !isOfEnvelope(name) && key !== undefined,
  );
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** As a record and what is kept with it say. */
export function placesKept(record: AnyRecord, kept: unknown, shapes: readonly ListShape[]): Places {
  const ofEnvelope = shapes.flatMap(({ order }) =>
    isOfEnvelope(order) ? [[order, chronological.keyOf(record[order])]] : [],
  );
  return { ...Object.fromEntries(ofEnvelope), ...Object.assign({}, kept) };
}
