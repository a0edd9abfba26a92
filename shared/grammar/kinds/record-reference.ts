/** References to records of another type, or of one's own, that are looked up when they are stated; kept as the record's number. */
import { type Field, type FieldOptions, field, type RefersTo } from '#shared/grammar/fields';
import { idSchema } from '#shared/text/line';

/** What a reference says beside what it names; what it names cannot be deleted unless it says so. */
export type ReferenceOptions = FieldOptions & Partial<Omit<RefersTo, 'type'>>;

type Referring<O> = O & { readonly refersTo: RefersTo; readonly names: string };

const MAX = 120;

function referring<const O extends ReferenceOptions>(type: string, given: O): Referring<O> {
  const { pin, onDelete = 'refuse', orWord } = given;
  return { ...given, names: type, refersTo: { type, onDelete, ...(pin && { pin }), ...(orWord && { orWord }) } };
}

/** The number of a record of that type that is there, and that whoever names it may see; a record type that has some names the part `references`. */
export function recordReference<const O extends ReferenceOptions>(
  type: string,
  options?: O,
): Field<string, Referring<O>> {
  return field<string, Referring<O>>(() => idSchema(MAX), referring(type, options ?? ({} as O)));
}

/** The number, and the version after `@v` where one is pinned. */
export function referredName(value: string): { readonly name: string; readonly version?: number } {
  const [, name = value, version] = /^(.+)@v(\d{1,9})$/i.exec(value) ?? [];
  return { name: name.toUpperCase(), ...(version !== undefined && { version: Number(version) }) };
}
