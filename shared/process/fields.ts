/** Fields of records: one declaration gives type, validation, OpenAPI schema, visibility and filters. */
import * as z from 'zod/mini';
import { LANGUAGE, type Texts } from '#shared/text/languages';

/** Who may see a value: everyone involved, agents and above, or named duties only. */
export type Visibility = 'public' | 'internal' | 'restricted';

export interface FieldOptions {
  readonly max?: number;
  readonly min?: number;
  readonly pattern?: RegExp;
  /** Label shown in forms and documentation; the field's name when absent. */
  readonly label?: string;
  /** One sentence for the OpenAPI document. */
  readonly description?: string;
  /** Must be given when the record is created (or the action is called). */
  readonly required?: boolean;
  /** Only rules write it: never accepted from a request body. */
  readonly readOnly?: boolean;
  /** Given when the record is created, and not changed by PATCH. */
  readonly fixed?: boolean;
  readonly visibility?: Visibility;
  /** May be filtered by equality in lists (`?category=network`). */
  readonly filter?: boolean;
  /** Contains personal data. */
  readonly personal?: boolean;
}

/** A field: its schema and what the machinery must know of it. */
export interface Field<T = unknown, O extends FieldOptions = FieldOptions> {
  readonly schema: z.ZodMiniType<T>;
  readonly options: O;
}

export type Fields = Readonly<Record<string, Field>>;

type ValueOf<F> = F extends Field<infer T> ? T : never;
type RequiredKeys<F extends Fields> = {
  [K in keyof F]: F[K]['options'] extends { readonly required: true } ? K : never;
}[keyof F];

/** The values of a set of fields: required ones present, the others optional. */
export type ValuesOf<F extends Fields> = { readonly [K in RequiredKeys<F>]: ValueOf<F[K]> } & {
  readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: ValueOf<F[K]>;
};

/** Changes to a set of values: an absent key stays, `null` clears. */
export type ChangesOf<R> = { readonly [K in keyof R]?: R[K] | null };

/** A schema is made when it is first asked for: a function that starts to answer a read needs none of them. */
function field<T, const O extends FieldOptions>(make: () => z.ZodMiniType<T>, options?: O): Field<T, O> {
  let made: z.ZodMiniType<T> | undefined;
  return {
    get schema() {
      made ??= make();
      return made;
    },
    options: options ?? ({} as O),
  };
}

/** Text of bounded length in characters; `min` defaults to 1: an empty string is never a value. */
export function text<
  const O extends FieldOptions & { readonly max: number; readonly min?: number; readonly pattern?: RegExp },
>(options: O): Field<string, O> {
  const { min = 1, max, pattern } = options;
  return field<string, O>(() => {
    const bounded = z.string().check(z.minLength(min), z.maxLength(max));
    return pattern ? bounded.check(z.regex(pattern)) : bounded;
  }, options);
}

/** One of a closed list of codes; labels are translated elsewhere (A14). */
export function choice<const V extends readonly [string, ...string[]], const O extends FieldOptions>(
  values: V,
  options?: O,
): Field<V[number], O> {
  return field<V[number], O>(() => z.enum(values) as unknown as z.ZodMiniType<V[number]>, options);
}

/** A whole number within bounds. */
export function integer<const O extends FieldOptions & { readonly min: number; readonly max: number }>(
  options: O,
): Field<number, O> {
  return field(() => z.int().check(z.gte(options.min), z.lte(options.max)), options);
}

/** Numbers closer to zero than this, and not zero, cannot be stored. */
const SMALLEST = 1e-100;
const storable = () => z.refine<number>((value) => value === 0 || Math.abs(value) >= SMALLEST);

/** A number, such as a measured value, within bounds. */
export function number<const O extends FieldOptions & { readonly min: number; readonly max: number }>(
  options: O,
): Field<number, O> {
  return field(() => z.number().check(z.gte(options.min), z.lte(options.max), storable()), options);
}

/** Impact or urgency of B1: 1 high, 2 medium, 3 low. */
export function level<const O extends FieldOptions>(options?: O): Field<1 | 2 | 3, O> {
  return field<1 | 2 | 3, O>(() => z.literal([1, 2, 3]) as z.ZodMiniType<1 | 2 | 3>, options);
}

export function flag<const O extends FieldOptions>(options?: O): Field<boolean, O> {
  return field(() => z.boolean(), options);
}

/** Characters of an instant at most: nine decimals of a second and an offset. */
const MAX_INSTANT = 35;

/** In UTC; what is no instant stays as it is, because this runs before the refusal of it is told. */
const utc = (text: string): string =>
  text.endsWith('Z') || Number.isNaN(Date.parse(text)) ? text : new Date(text).toISOString().replace('.000Z', 'Z');

/** An instant in RFC 3339 with any offset; stored and answered in UTC. */
export function instant<const O extends FieldOptions>(options?: O): Field<string, O> {
  return field(() => z.iso.datetime({ offset: true }).check(z.maxLength(MAX_INSTANT), z.overwrite(utc)), options);
}

/** The id of a user, group, service, configuration item or record: opaque to everyone but its owner. */
export function reference<const O extends FieldOptions>(options?: O): Field<string, O> {
  return field(() => z.string().check(z.minLength(1), z.maxLength(120), z.regex(/^[^\s#]+$/)), options);
}

/** A list of values of one field, of bounded length. */
export function list<T, const O extends FieldOptions & { readonly max: number }>(
  of: Field<T>,
  options: O,
): Field<readonly T[], O> {
  return field<readonly T[], O>(
    () => z.array(of.schema).check(z.maxLength(options.max)) as z.ZodMiniType<readonly T[]>,
    options,
  );
}

/** A group of named values that belong together, such as a resolution with code and notes. */
export function group<const F extends Fields, const O extends FieldOptions>(
  fields: F,
  options?: O,
): Field<ValuesOf<F>, O> {
  return field<ValuesOf<F>, O>(() => objectSchema(fields) as unknown as z.ZodMiniType<ValuesOf<F>>, options);
}

/** Names that every object has, such as `constructor`, are no keys. */
const ownName = () => z.refine<string>((name) => !(name in {}));

/** Free-form JSON object with bounded depth is not a field: declare what is in it. This one is for maps of short text by key. */
export function dictionary<const O extends FieldOptions>(options?: O): Field<Readonly<Record<string, string>>, O> {
  return field<Readonly<Record<string, string>>, O>(
    () =>
      z.record(
        z.string().check(z.minLength(1), z.maxLength(80), ownName()),
        z.string().check(z.maxLength(1000)),
      ) as z.ZodMiniType<Readonly<Record<string, string>>>,
    options,
  );
}

/** Languages of one text, and characters of a tag. */
const MAX_LANGUAGES = 20;
const MAX_TAG = 6;

/** Text by language (A14), at least in one: keys are BCP 47 tags such as `de` or `de-AT`. */
export function texts<const O extends FieldOptions & { readonly max: number }>(options: O): Field<Texts, O> {
  const some = () =>
    z.refine<Record<string, string>>((given) => {
      const many = Object.keys(given).length;
      return many > 0 && many <= MAX_LANGUAGES;
    });
  return field<Texts, O>(
    () =>
      z
        .record(
          z.string().check(z.maxLength(MAX_TAG), z.regex(LANGUAGE)),
          z.string().check(z.minLength(1), z.maxLength(options.max)),
        )
        .check(some()) as z.ZodMiniType<Texts>,
    options,
  );
}

/** Any JSON, bounded in characters: its meaning is another field's. */
export function json<const O extends FieldOptions & { readonly max: number }>(options: O): Field<unknown, O> {
  const bounded = () => z.refine<unknown>((value) => JSON.stringify(value ?? null).length <= options.max);
  return field<unknown, O>(() => z.unknown().check(bounded()), options);
}

/** Values by key that somebody else than this schema judges, such as those of a template's fields. */
export function values<const O extends FieldOptions & { readonly max: number }>(
  options: O,
): Field<Readonly<Record<string, unknown>>, O> {
  const few = () => z.refine<Record<string, unknown>>((given) => Object.keys(given).length <= options.max);
  return field<Readonly<Record<string, unknown>>, O>(
    () =>
      z.record(z.string().check(z.minLength(1), z.maxLength(80), ownName()), z.unknown()).check(few()) as z.ZodMiniType<
        Readonly<Record<string, unknown>>
      >,
    options,
  );
}

/** The strict object schema of a set of fields: unknown keys are refused. */
export function objectSchema(fields: Fields): z.ZodMiniType<Record<string, unknown>> {
  const shape: Record<string, z.ZodMiniType> = {};
  for (const [name, { schema, options }] of Object.entries(fields)) {
    shape[name] = options.required ? schema : z.optional(schema);
  }
  return z.strictObject(shape) as unknown as z.ZodMiniType<Record<string, unknown>>;
}
