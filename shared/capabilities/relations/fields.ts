/** What is sent to relate a record to another one, and the value that most kinds have: what of a failure they hand on (C6). */
import * as z from 'zod/mini';
import { namesOf, type RelationRule } from '#shared/capabilities/relations/relation';
import { choice, type Field, type Fields, field, reference } from '#shared/grammar/fields';

/** As it stands on the wire. */
export type ImpactRuleValue = 'all' | 'none' | { readonly any_redundant: { readonly n: number; readonly m: number } };

const count = () => z.int().check(z.gte(1), z.lte(100));

/** What a relation hands on of a failure: all, none, or only that of too many, n of m of which have to be up. */
export function impactRule(): Field<ImpactRuleValue> {
  const redundant = () =>
    z
      .strictObject({ n: count(), m: count() })
      .check(z.refine(({ n, m }) => n <= m, { error: 'expected n of m, n being m at most' }));
  return field(
    () =>
      z.union([
        z.enum(['all', 'none']),
        z.strictObject({ any_redundant: redundant() }),
      ]) as unknown as z.ZodMiniType<ImpactRuleValue>,
    { description: 'What a failure does to what rests on it: all of it, none, or nothing as long as n of m are up' },
  );
}

const known = new WeakMap<readonly RelationRule[], Fields>();

/** Fields of the body: of every kind its own, which only that kind takes. */
export function relationFields(rules: readonly RelationRule[]): Fields {
  const made = known.get(rules) ?? {
    ...optional(Object.assign({}, ...rules.map(({ attributes }) => attributes))),
    type: choice(namesOf(rules) as [string, ...string[]], {
      required: true,
      description: 'The kind of relation, by either of its names',
    }),
    target: reference({ required: true, description: 'Number of the other record' }),
  };
  known.set(rules, made);
  return made;
}

const optional = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, each]) => [
      name,
      field(() => each.schema, { ...each.options, required: false }),
    ]),
  );
