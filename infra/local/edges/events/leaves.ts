/** An event as Event Ruler sees it: its leaves by their dotted names. Objects and lists are no values, and empty ones are nothing. */
import { isObject } from '#infra/local/machine/json';

/** A text, number, boolean or null, and in which entry of which list it stands. */
export interface Leaf {
  readonly value: unknown;
  /** Number of a list of the event, and the entry in it. */
  readonly entries: ReadonlyMap<number, number>;
}

export function fieldsOf(event: unknown): ReadonlyMap<string, readonly Leaf[]> {
  const fields = new Map<string, Leaf[]>();
  let lists = 0;
  const visit = (value: unknown, name: string, entries: Leaf['entries']): void => {
    if (Array.isArray(value)) {
      const list = lists++;
      for (const [entry, item] of value.entries()) visit(item, name, new Map([...entries, [list, entry]]));
    } else if (isObject(value)) {
      for (const [key, child] of Object.entries(value)) visit(child, name === '' ? key : `${name}.${key}`, entries);
    } else if (value !== undefined) {
      const known = fields.get(name) ?? [];
      fields.set(name, [...known, { value, entries }]);
    }
  };
  visit(event, '', new Map());
  return fields;
}
