/** Fields of records: one declaration gives type, validation, OpenAPI schema, visibility and filters. */
import * as z from 'zod/mini';
import { alphabetical, chronological, numeric, type Order, ranked } from '#shared/grammar/order';
import { instantSchema } from '#shared/http/instant';
import { LANGUAGE, type Texts } from '#shared/text/languages';
import { asPlainThroughout, idSchema, nameSchema, plainSchema, textSchema } from '#shared/text/line';

/** Who may see a value: everyone involved, agents and above, or named duties only. */
export type Visibility = 'public' | 'internal' | 'restricted';

/** What people, groups and the like are kept in. */
export type Directory = 'person' | 'group' | 'service' | 'category';

/** What a reference asks of the record that it names. */
export interface RefersTo {
  readonly type: string;
  /**
   * `revision`: it keeps at which version the record was named, `SIT0000012@v4`: as its history has it, whoever may read that.
   * `published`: whoever is made with it keeps the version of its content that is in force then, published by the part `versions`; its type has the
   * part `pins`, rules see the content, and the field stays as it is.
   */
  readonly pin?: 'revision' | 'published';
  /** `refuse`: what it names cannot be deleted while it does. */
  readonly onDelete: 'refuse' | 'keep';
  /** Whether a word will do that names no record: until there is a process with such records, or always (R44). */
  readonly orWord?: 'until-owned' | 'always';
}

export interface FieldOptions {
  readonly max?: number;
  readonly min?: number;
  readonly pattern?: RegExp;
  /** The pattern in words, after "expected". */
  readonly like?: string;
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
  /** Whom or what its words name: unknown ones are refused where the tenant keeps such a directory. */
  readonly directory?: Directory;
  /** Stated by those who work on the record; a requester's word for it is refused, as it is for all that they may not see. */
  readonly statedBy?: 'agents';
  /** The values of a choice that a requester may say; all of them when absent. */
  readonly ofRequesters?: readonly string[];
  /** May be filtered by equality in lists (`?category=network`). */
  readonly filter?: boolean;
  /** Its words are searched: those of tags count more than those of a body. */
  readonly searched?: 'tags' | 'body';
  /** Contains personal data. */
  readonly personal?: boolean;
  /** What its words refer to, where that is looked up (see `kinds/record-reference`). */
  readonly refersTo?: RefersTo;
  /** The type of the records that it names: whoever may not know of one of them does not find it here. */
  readonly names?: string;
}

/** A field: its schema and what the machinery must know of it. */
export interface Field<T = unknown, O extends FieldOptions = FieldOptions> {
  readonly schema: z.ZodMiniType<T>;
  readonly options: O;
  /** Every value that it can have, as text, when they are few. */
  readonly values?: readonly string[];
  /** Of a text: how many characters it has. */
  readonly length?: Length;
  /** How its values stand in order; absent where they stand in none. */
  readonly order?: Order;
}

/** Least and most characters of a text. */
export interface Length {
  readonly min: number;
  readonly max: number;
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

/** A field of a kind. A schema is made when it is first asked for: a function that starts to answer a read needs none of them. */
export function field<T, const O extends FieldOptions>(
  make: () => z.ZodMiniType<T>,
  options?: O,
  more: Pick<Field, 'values' | 'length' | 'order'> = {},
): Field<T, O> {
  let made: z.ZodMiniType<T> | undefined;
  return {
    ...more,
    get schema() {
      made ??= make();
      return made;
    },
    options: options ?? ({} as O),
  };
}

type Bounded = FieldOptions & { readonly max: number; readonly min?: number };
/** What a pattern means is said in words. */
type Patterned = { readonly pattern?: never } | { readonly pattern: RegExp; readonly like: string };

/** Text of bounded length in characters; `min` defaults to 1, and counts what is to be seen: a text of blanks is never a value. */
export function text<const O extends Bounded & Patterned>(options: O): Field<string, O> {
  const { min = 1, max, pattern, like } = options as Bounded;
  const make = () => {
    const bounded = textSchema(max, min);
    return pattern ? bounded.check(z.regex(pattern, `expected ${like}`)) : bounded;
  };
  return field<string, O>(make, options, { length: { min, max } });
}

/** Text of one line, such as a title: something is to be seen in it, and nothing that would move what stands around it. */
export function line<const O extends FieldOptions & { readonly max: number }>(options: O): Field<string, O> {
  const { max } = options;
  return field<string, O>(() => nameSchema(max), options, { length: { min: 1, max }, order: alphabetical });
}

/** One of a closed list of codes; labels are translated elsewhere (A14). */
export function choice<const V extends readonly [string, ...string[]], const O extends FieldOptions>(
  values: V,
  options?: O,
): Field<V[number], O> {
  return field<V[number], O>(() => z.enum(values) as unknown as z.ZodMiniType<V[number]>, options, {
    values,
    order: ranked(values),
  });
}

/** A whole number within bounds. */
export function integer<const O extends FieldOptions & { readonly min: number; readonly max: number }>(
  options: O,
): Field<number, O> {
  return field(() => z.int().check(z.gte(options.min), z.lte(options.max)), options, { order: numeric });
}

/** Numbers closer to zero than this, and not zero, cannot be stored. */
const SMALLEST = 1e-100;
const storable = () => z.refine<number>((value) => value === 0 || Math.abs(value) >= SMALLEST);

/** A number, such as a measured value, within bounds. */
export function number<const O extends FieldOptions & { readonly min: number; readonly max: number }>(
  options: O,
): Field<number, O> {
  return field(() => z.number().check(z.gte(options.min), z.lte(options.max), storable()), options, {
    order: numeric,
  });
}

/** Impact or urgency of B1: 1 high, 2 medium, 3 low. */
export function level<const O extends FieldOptions>(options?: O): Field<1 | 2 | 3, O> {
  return field<1 | 2 | 3, O>(() => z.literal([1, 2, 3]) as z.ZodMiniType<1 | 2 | 3>, options, {
    values: ['1', '2', '3'],
    order: numeric,
  });
}

export function flag<const O extends FieldOptions>(options?: O): Field<boolean, O> {
  return field(() => z.boolean(), options, { values: ['true', 'false'] });
}

/** An instant in any form of RFC 3339; stored and answered in UTC, to the millisecond. */
export function instant<const O extends FieldOptions>(options?: O): Field<string, O> {
  return field(() => instantSchema(), options, { order: chronological });
}

/** The id of a user, group, service, configuration item or record: opaque to everyone but its owner. */
export function reference<const O extends FieldOptions>(options?: O): Field<string, O> {
  return field(() => idSchema(120), options);
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
const nameOfKey = () => textSchema(80).check(ownName());

/** Free-form JSON object with bounded depth is not a field: declare what is in it. This one is for maps of short text by key. */
export function dictionary<const O extends FieldOptions>(options?: O): Field<Readonly<Record<string, string>>, O> {
  return field<Readonly<Record<string, string>>, O>(
    () => z.record(nameOfKey(), plainSchema(1000)) as z.ZodMiniType<Readonly<Record<string, string>>>,
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
          z.string().check(z.maxLength(MAX_TAG), z.regex(LANGUAGE, 'expected a language tag such as de or de-AT')),
          textSchema(options.max),
        )
        .check(some()) as z.ZodMiniType<Texts>,
    options,
  );
}

/** Any JSON, bounded in characters: its meaning is another field's. */
export function json<const O extends FieldOptions & { readonly max: number }>(options: O): Field<unknown, O> {
  const bounded = () => z.refine<unknown>((value) => JSON.stringify(value ?? null).length <= options.max);
  return field<unknown, O>(() => z.unknown().check(bounded(), asPlainThroughout()), options);
}

/** Values by key that somebody else than this schema judges, such as those of a template's fields. */
export function values<const O extends FieldOptions & { readonly max: number }>(
  options: O,
): Field<Readonly<Record<string, unknown>>, O> {
  const few = () => z.refine<Record<string, unknown>>((given) => Object.keys(given).length <= options.max);
  return field<Readonly<Record<string, unknown>>, O>(
    () =>
      z.record(nameOfKey(), z.unknown()).check(few(), asPlainThroughout()) as z.ZodMiniType<
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
