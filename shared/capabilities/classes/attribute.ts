/** Attributes of classes: custom fields of templates with the kinds of fields that these lack, and with who may change them. */
import { choice, type Field, flag, group, line, list } from '#shared/grammar/fields';
import { customField } from '#shared/grammar/kinds/custom-field';
import { digest } from '#shared/grammar/kinds/digest';
import { duration } from '#shared/grammar/kinds/duration';
import { interval } from '#shared/grammar/kinds/interval';
import { measure } from '#shared/grammar/kinds/measure';
import { money } from '#shared/grammar/kinds/money';
import { recordReference } from '#shared/grammar/kinds/record-reference';
import { version } from '#shared/grammar/kinds/version';
import { type CustomField, customFieldTypes, isOfTemplates } from '#shared/kit/templates/template';
import { type Judge, ofTemplates } from '#shared/kit/templates/values';

/** An attribute as its author states it; published, conditions and patterns of it are parsed. */
export interface Attribute extends CustomField<string> {
  /** Of a measure. */
  readonly unit?: string;
  /** Changed by named commands only. */
  readonly controlled?: boolean;
  /** No record gets a value of it any more; what has one keeps it. */
  readonly deprecated?: boolean;
}

const MOST = 1_000_000_000_000;

/** Kinds of fields beside those that templates have, made for an attribute. */
const kinds: Readonly<Record<string, (attribute: Attribute) => Field>> = {
  money: () => money(),
  measure: ({ unit = '1', min = -MOST, max = MOST }) => measure({ unit, min, max }),
  duration: () => duration(),
  period: () => interval(),
  digest: () => digest(),
  version: () => version(),
};
export const attributeTypes: readonly [string, ...string[]] = [...customFieldTypes, ...Object.keys(kinds)];
/** Those of them that have least and most. */
export const measured = ['measure'] as const;

const { visibility: _, pii: __, readOnlyAfter: ___, ...ofTemplate } = customField;

/** What a class says of an attribute. */
export const attributeFields = {
  ...ofTemplate,
  type: choice(attributeTypes, { required: true, label: 'Kind' }),
  unit: line({ max: 20, label: 'Unit of a measure' }),
  controlled: flag({ label: 'Changed by named commands only' }),
  deprecated: flag({ label: 'No record gets a value of it any more' }),
};

/** Attributes of a class at most, its own. */
const MAX_OWN = 100;

/** Fields of a class. @param type of the records that classes are */
export const classFields = <const T extends string>(type: T) =>
  ({
    key: line({ max: 60, required: true, fixed: true, filter: true, label: 'Key' }),
    parent: recordReference(type, { filter: true, label: 'Parent' }),
    abstract: flag({ label: 'No record is of it, only of classes below' }),
    attributes: list(group(attributeFields), { max: MAX_OWN, label: 'Attributes' }),
  }) as const;

const made = new WeakMap<object, Field>();
function fieldOf(attribute: Attribute): Field | undefined {
  const make = Object.hasOwn(kinds, attribute.type) ? kinds[attribute.type] : undefined;
  const known = made.get(attribute) ?? make?.(attribute);
  if (known) made.set(attribute, known);
  return known;
}

/** Judges values of attributes: by the kinds of fields where they are of one, else as a template would. */
export const ofAttributes: Judge<string> = {
  faultOf: (field, value, budget) => {
    const kind = fieldOf(field);
    if (!kind)
      return isOfTemplates(field) ? ofTemplates.faultOf(field, value, budget) : `there is no kind ${field.type}`;
    const found = kind.schema.safeParse(value);
    if (found.success) return undefined;
    const [issue] = found.error.issues;
    const said =
      issue && issue.message !== 'Invalid input' ? issue.message : `expected a value of the kind ${field.type}`;
    return issue && issue.path.length > 0 ? `${issue.path.join('.')}: ${said}` : said;
  },
  kept: (field, value) => {
    const found = fieldOf(field)?.schema.safeParse(value);
    if (found?.success) return found.data;
    return isOfTemplates(field) ? ofTemplates.kept(field, value) : value;
  },
};
