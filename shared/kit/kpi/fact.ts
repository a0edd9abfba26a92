/** What a record leaves for key figures (A19), as a process declares it: how it is made, its fields with their kinds, and what counts when. */
import * as z from 'zod/mini';
import { exponentOf } from '#shared/kit/money/currency';
import { isAmount, type Money } from '#shared/kit/money/money';

/** What a field of a fact can be: a number of things, seconds, a measured number, an amount of money, an instant, words, one of a few words, yes or no. */
export type FactKind =
  | 'count'
  | 'duration'
  | 'measure'
  | 'money'
  | 'instant'
  | 'text'
  | 'texts'
  | 'choice'
  | 'flag'
  | 'each';

interface Options<T> {
  /** Every fact has it. */
  readonly required?: true;
  /** Figures can be asked for by it; a function says what a value is called. */
  readonly dimension?: true | ((value: T) => string);
}

export interface FactField<T = unknown, Q extends boolean = boolean> {
  readonly kind: FactKind;
  readonly schema: z.ZodMiniType<T>;
  readonly required: Q;
  /** What a value is called among the groups; absent: figures are not asked for by it. */
  readonly called?: (value: never) => string;
}

export type FactFields = Readonly<Record<string, FactField>>;

type ValueOf<F> = F extends FactField<infer T> ? T : never;
type RequiredKeys<F extends FactFields> = {
  [K in keyof F]: F[K] extends FactField<unknown, true> ? K : never;
}[keyof F];

/** The values of a fact: required ones present, the others where they are known. */
export type FactOf<F extends FactFields> = { readonly [K in RequiredKeys<F>]: ValueOf<F[K]> } & {
  readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: ValueOf<F[K]>;
};

type IsRequired<O> = O extends { readonly required: true } ? true : false;

function field<T, O extends Options<T>>(
  kind: FactKind,
  schema: z.ZodMiniType<T>,
  { required, dimension }: Options<T>,
): FactField<T, IsRequired<O>> {
  const called = dimension === true ? String : dimension;
  return { kind, schema, required: (required ?? false) as IsRequired<O>, ...(called && { called }) };
}

const none = {} as never;
const word = () => z.string().check(z.minLength(1), z.maxLength(160));

/** How many: a whole number, not below zero. */
export const count = <const O extends Options<number>>(options: O = none) =>
  field<number, O>('count', z.int().check(z.nonnegative()), options);
/** Whole seconds. */
export const duration = <const O extends Options<number>>(options: O = none) =>
  field<number, O>('duration', z.int().check(z.nonnegative()), options);
/** A measured number, such as a score or a load. */
export const measure = <const O extends Options<number>>(options: O = none) =>
  field<number, O>('measure', z.number(), options);
/** Minor units of a currency; figures of it are of one currency each. */
export const money = <const O extends Options<Money>>(options: O = none) =>
  field<Money, O>(
    'money',
    z.object({
      amount: z.number().check(z.refine(isAmount, 'expected whole minor units')),
      currency: z.string().check(z.refine((code) => exponentOf(code) !== undefined, 'expected a currency of ISO 4217')),
    }),
    options,
  );
/** RFC 3339. */
export const instant = <const O extends Options<string>>(options: O = none) =>
  field<string, O>('instant', z.iso.datetime({ offset: true }), options);
export const text = <const O extends Options<string>>(options: O = none) => field<string, O>('text', word(), options);
export const texts = <const O extends Options<string[]>>(options: O = none) =>
  field<string[], O>('texts', z.array(word()), options);
export const flag = <const O extends Options<boolean>>(options: O = none) =>
  field<boolean, O>('flag', z.boolean(), options);
/** One of these. */
export const choice = <const V extends readonly (string | number)[], const O extends Options<V[number]>>(
  values: V,
  options: O = none,
) => field<V[number], O>('choice', z.literal([...values]) as unknown as z.ZodMiniType<V[number]>, options);

/** A value under each of some names, such as the clocks that a customer sees; what is absent was not measured. */
export function each<const N extends string, T, const O extends Options<{ readonly [K in N]?: T }>>(
  names: readonly N[],
  of: FactField<T>,
  options: O = none,
): FactField<{ readonly [K in N]?: T }, IsRequired<O>> {
  const shape = Object.fromEntries(names.map((name) => [name, z.exactOptional(of.schema)]));
  return field('each', z.object(shape) as unknown as z.ZodMiniType<{ readonly [K in N]?: T }>, options);
}

/** Fields of one kind. */
export type FieldsOf<F extends FactFields, T> = { [K in keyof F]: ValueOf<F[K]> extends T ? K : never }[keyof F] &
  string;

/** Whether a fact counts in a period. */
export type Basis<F extends FactFields = FactFields> =
  /** The first of these instants that it has lies in the period. */
  | { readonly kind: 'within'; readonly of: readonly FieldsOf<F, string>[] }
  /** Begun, and not yet over, at the end of the period. */
  | { readonly kind: 'standing'; readonly from: FieldsOf<F, string>; readonly until: readonly FieldsOf<F, string>[] }
  /** On one of two other bases. */
  | { readonly kind: 'either'; readonly of: readonly [string, string] };

/** How a record leaves a fact: all that the function which writes it must know. */
export interface FactDefinition<T = object, R = never, C = never> {
  /** Fields of the record that say when it was over, the first that it has; it is kept under the month of that instant. */
  readonly over: readonly string[];
  /** States in which a record leaves its fact. A test holds this to the lifecycle. */
  readonly finished: readonly string[];
  /** The fact of a record. @throws RangeError when a version of a calendar that it needs is not loaded */
  readonly of: (record: R, config: C) => T;
}

/** Declares a fact; returned as given. */
export function defineFact<T, R, C>(definition: FactDefinition<T, R, C>): FactDefinition<T, R, C> {
  return definition;
}

/** A fact whose fields are only known at run time. */
export type AnyFact = Readonly<Record<string, unknown>> & { readonly id: string; readonly confidential?: boolean };

const schemas = new WeakMap<FactFields, z.ZodMiniType<AnyFact>>();

/** The schema of a fact, for the way back from the store. */
export function factSchema<F extends FactFields>(fields: F): z.ZodMiniType<FactOf<F>> {
  const shape = (): Record<string, z.ZodMiniType> =>
    Object.fromEntries(
      Object.entries(fields).map(([name, { schema, required }]) => [name, required ? schema : z.exactOptional(schema)]),
    );
  const made = schemas.get(fields) ?? (z.object(shape()) as unknown as z.ZodMiniType<AnyFact>);
  schemas.set(fields, made);
  return made as unknown as z.ZodMiniType<FactOf<F>>;
}

/** Names that figures can be asked for by, in order. */
export function dimensionsOf(fields: FactFields): readonly string[] {
  return Object.entries(fields).flatMap(([name, { called }]) => (called ? [name] : []));
}

/** What a fact is called in a dimension; null where it does not say. */
export function groupIn(fields: FactFields, name: string, fact: AnyFact): string | null {
  const called = Object.hasOwn(fields, name) ? fields[name]?.called : undefined;
  const value = fact[name];
  return called && value !== undefined ? called(value as never) : null;
}
