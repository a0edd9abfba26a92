/** Pure rules of what is offered: who may order it, what it costs with its options, and whether an order form is filled in (D3). */

import { mergedValues, missingAmong } from '#shared/kit/templates/custom-fields';
import { ExpressionTooCostly, holds } from '#shared/kit/templates/expression';
import { parseExpression } from '#shared/kit/templates/expression-parser';
import { PatternTooCostly } from '#shared/kit/templates/pattern';
import { compiledFields } from '#shared/kit/templates/publish-fields';
import { type CustomField, isInternal } from '#shared/kit/templates/template';
import { customError, ofTemplates } from '#shared/kit/templates/values';
import type { FieldError } from '#shared/problems/problems';
import type { Person } from '#shared/tenancy/people';
import type { Offer } from './record.ts';

type Values = Readonly<Record<string, unknown>>;

/** What conditions are asked about: a condition that cannot be read was refused when the model was published. */
function isSo(condition: string | undefined, about: Values): boolean {
  if (condition === undefined) return true;
  try {
    return holds(parseExpression(condition), about);
  } catch (error) {
    if (error instanceof ExpressionTooCostly) return false;
    throw error;
  }
}

/** Of somebody whom the directory does not have nothing is known, and nothing that is asked of them is so. */
export const isEligible = ({ eligibility }: Pick<Offer, 'eligibility'>, person: Person | undefined): boolean => {
  const { line: _, ...known } = person ?? { line: [] };
  return isSo(eligibility, { ...known, person: known });
};

/** What an order says of an item, as its conditions see it. */
export interface Ordered {
  readonly qty: number;
  readonly answers: Values;
  readonly person?: Person;
}

/** The price of one in minor units, with what its options add; undefined where nothing is charged. */
export function unitPrice({ price, surcharges = [] }: Offer, ordered: Ordered): number | undefined {
  if (!price) return undefined;
  const added = surcharges.filter(({ when }) => isSo(when, { ...ordered, amount: price.amount }));
  return Math.max(
    0,
    added.reduce((sum, { amount }) => sum + amount, price.amount),
  );
}

export const appliesTo = (when: string | undefined, ordered: Ordered, amount: number): boolean =>
  isSo(when, { ...ordered, amount });

/** The answers as they are kept, and what is wrong with them. @param values what they stand in: `items/0/answers` */
export function filledIn(
  offer: Offer,
  given: Values,
  values: string,
  hasGroup: (id: string) => boolean,
): readonly [Values, readonly FieldError[]] {
  const fields = compiledFields((offer.form ?? []) as readonly CustomField[]);
  const defaults = Object.fromEntries(
    fields.flatMap(({ key, default: value }) => (value === undefined ? [] : [[key, value]])),
  );
  const known = fields.map(({ key }) => key).join(', ') || 'none';
  try {
    const [answers, wrong] = mergedValues(fields, defaults, given, {
      ...{ values, judge: ofTemplates, hasGroup },
      unknown: (key, field) => (field ? undefined : `unknown field ${key}; the order form asks for ${known}`),
      refused: () => undefined,
    });
    const asked = fields.filter((field) => !isInternal(field));
    const missing = missingAmong(asked, answers, { answers }).map((key) =>
      customError(key, 'required-field-missing', `${key} is required by the order form`, values),
    );
    return [answers, [...wrong, ...missing]];
  } catch (error) {
    if (!(error instanceof ExpressionTooCostly || error instanceof PatternTooCostly)) throw error;
    return [given, [{ pointer: `/${values}`, code: 'expression-too-costly', message: error.message }]];
  }
}
