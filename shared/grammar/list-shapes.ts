/** The declared lists of a definition as plain data: whoever writes records, and does not know their definition, keeps their lists by it. */
import { createHash } from 'node:crypto';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { chronological, type Order } from '#shared/grammar/order';
import { recordFields } from '#shared/grammar/schemas';

export interface ListShape {
  readonly name: string;
  readonly by: readonly string[];
  readonly order: string;
  /** What the order compares, in words: with another one all rows are other ones. */
  readonly compares: string;
  /** Only records in one of these states stand in it. */
  readonly states?: readonly string[];
}

/** What the machinery writes on every record that has an order; but for the last, every record has them. */
const envelope: ReadonlySet<string> = new Set(['openedAt', 'createdAt', 'updatedAt', 'closedAt']);
export const isOfEnvelope = (field: string): boolean => envelope.has(field);
export const hasAlways = (field: string): boolean => envelope.has(field) && field !== 'closedAt';

/** How the values of a field stand in order; undefined for one that has none, such as a list. */
export function orderOf(definition: AnyRecordDefinition, name: string): Order | undefined {
  if (isOfEnvelope(name)) return chronological;
  const fields = recordFields(definition);
  return Object.hasOwn(fields, name) ? fields[name]?.order : undefined;
}

const compiled = new WeakMap<AnyRecordDefinition, readonly ListShape[]>();

export function shapesOf(definition: AnyRecordDefinition): readonly ListShape[] {
  const known = compiled.get(definition);
  if (known) return known;
  const { states } = definition.lifecycle;
  const open = Object.keys(states).filter((state) => states[state] === 'open' || states[state] === 'waiting');
  const shapes = Object.entries(definition.lists).flatMap(([name, list]) => {
    if ('index' in list) return [];
    const { by, order } = list;
    const compares = orderOf(definition, order)?.like ?? 'nothing';
    return [{ name, by, order, compares, ...(list.open && { states: open }) }];
  });
  compiled.set(definition, shapes);
  return shapes;
}

const prints = new WeakMap<object, string>();

function fingerprint(value: object): string {
  const known = prints.get(value) ?? createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 8);
  prints.set(value, known);
  return known;
}

/** Another one when the list has other rows than before under its name. */
export const printOf = (shape: ListShape): string => fingerprint(shape);

/** Kept with a record: its rows are those of these lists. Undefined where none is declared. */
export function generationOf(shapes: readonly ListShape[]): string | undefined {
  return shapes.length === 0 ? undefined : fingerprint(shapes);
}
