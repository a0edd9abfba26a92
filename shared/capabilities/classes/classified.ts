/** Records that are of a class: what their class asks of them, found before each decision, and judged with it. */
import { type Attribute, ofAttributes } from '#shared/capabilities/classes/attribute';
import { type Broken, type Lineage, lineageOf } from '#shared/capabilities/classes/lineage';
import type { Circumstances } from '#shared/engine/circumstances';
import { applied, type Draft } from '#shared/engine/draft';
import { canonical } from '#shared/engine/history';
import type { Rested, Resting, Settling, Values } from '#shared/engine/seams';
import { underMore } from '#shared/engine/under-conditions';
import type { AnyRecord } from '#shared/grammar/record';
import { bytesOf } from '#shared/kit/templates/bytes';
import { mergedValues, missingAmong, refuse } from '#shared/kit/templates/custom-fields';
import { compiledFields } from '#shared/kit/templates/publish-fields';
import { MAX_CUSTOM_BYTES } from '#shared/kit/templates/template';
import { customError } from '#shared/kit/templates/values';
import { type FieldError, Problem, type ProblemSlug, problemAt } from '#shared/problems/problems';

/**
 * @typeParam N fields of the record
 * @typeParam A actions of the record
 */
export interface ClassifiedRule<N extends string = string, A extends string = string> {
  /** The field that names the class: a `recordReference` to records that have the part `classes`. */
  readonly field: N;
  readonly of: string;
  /** The field that holds the values by key. */
  readonly attributes: N;
  /** Actions that change attributes which the class controls. */
  readonly controlledBy: readonly A[];
  /** What another change of them is refused with; `controlled-attribute` when absent. */
  readonly refusal?: ProblemSlug;
}

const CLASS = 'class';
const isBroken = (found: Lineage | Broken): found is Broken => 'broken' in found;

function unknownClass({ field }: ClassifiedRule, message: string): never {
  throw problemAt('unknown-reference', `/${field}`, message);
}

/** Loads the class of a record that attributes are stated of. @throws Problem unknown-reference, class-abstract */
export async function classAtHand(rule: ClassifiedRule, resting: Resting): Promise<Rested> {
  const { record, values, fields = {}, removing, known } = resting;
  const given = record ? record[rule.field] : values[rule.field];
  // A change of the record that says nothing of its attributes needs no class; what an action comes to say is not known yet.
  const isSilent = record && Object.hasOwn(fields, rule.attributes) && values[rule.attributes] === undefined;
  if (removing || isSilent || typeof given !== 'string') return resting;
  const lineage = await lineageOf(resting, rule.of, given);
  if (isBroken(lineage)) {
    const why = {
      unknown: 'does not exist',
      unpublished: 'was not published yet',
      cycle: 'is a kind of itself',
      depth: 'has too many above it',
    };
    return unknownClass(rule, `the class ${lineage.at.slice(0, 80)} ${why[lineage.broken]}`);
  }
  const own = lineage.classes.at(-1);
  if (!record && own?.superseded) unknownClass(rule, `${own.id} is no longer in force: no new record is of it`);
  if (!record && own?.abstract)
    throw new Problem('class-abstract', `${own.id} (${own.key}) is abstract: a record is of a class below it`);
  const next: Values = {
    ...values,
    ...(!record && own && { [rule.field]: own.id }),
    ...(values[rule.attributes] !== undefined && {
      [rule.attributes]: mergedInto(record?.[rule.attributes], values[rule.attributes]),
    }),
  };
  const needed = { ...known.needed, [CLASS]: () => lineage };
  return underMore({ values: next, known: { ...known, needed } }, () => lineage.conditions);
}

/** Values by key when others are merged in: null clears one, and null for all of them clears all. */
function mergedInto(before: unknown, given: unknown): Values {
  if (given === null) return {};
  const next = { ...(before as Values | undefined), ...(given as Values) };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null));
}

/** @throws Problem for values that the class does not take, lacks, or that are changed by another command than one of its own */
export function settleClassified(
  rule: ClassifiedRule,
  draft: Draft,
  circumstances: Circumstances,
  settling: Settling,
): void {
  const { before, command, redacts = [] } = settling;
  const { record } = draft;
  if (before && before[rule.field] !== record[rule.field]) {
    const message = `${record.id} is of ${before[rule.field]}, for good: make another record instead`;
    throw problemAt('immutable', `/${rule.field}`, message);
  }
  const lineage = circumstances.needed?.[CLASS]?.() as Lineage | undefined;
  if (!lineage || redacts.includes(rule.attributes)) return;
  const old = (before?.[rule.attributes] ?? {}) as Values;
  const changed = changes(old, (record[rule.attributes] ?? {}) as Values);
  if (before && Object.keys(changed).length === 0) return;
  const attributes = judged(rule, lineage, old, changed, circumstances, before ? command : undefined);
  const defaults = before ? {} : defaultsOf(lineage, attributes);
  const values = { ...defaults, ...attributes };
  if (!circumstances.caller.roles.has('SYS')) refuseLacking(rule, lineage, record, values);
  const own = lineage.classes.at(-1);
  draft.record = applied(record, {
    [rule.attributes]: Object.keys(values).length > 0 ? values : null,
    classified: lineage.classes.map(({ id, key, version }) => ({ id, key, version })),
    controlled: lineage.attributes.filter(({ controlled }) => controlled).map(({ key }) => key),
    ...(own && { [rule.field]: own.id }),
  });
}

function changes(old: Values, next: Values): Values {
  const keys = new Set([...Object.keys(old), ...Object.keys(next)]);
  const changed = [...keys].filter((key) => canonical(old[key]) !== canonical(next[key]));
  return Object.fromEntries(changed.map((key) => [key, next[key] ?? null]));
}

const defaultsOf = ({ attributes }: Lineage, stated: Values): Values =>
  Object.fromEntries(
    attributes.flatMap((attribute) => {
      const { key, default: value, deprecated } = attribute;
      if (value === undefined || deprecated || stated[key] !== undefined) return [];
      return [[key, ofAttributes.kept(attribute, value)]];
    }),
  );

/** Values with what has changed of them. @param command undefined for a new record, which nobody has controlled yet */
function judged(
  rule: ClassifiedRule,
  lineage: Lineage,
  old: Values,
  changed: Values,
  { config }: Circumstances,
  command: string | undefined,
): Values {
  const { classes, attributes } = lineage;
  const own = classes.at(-1);
  const known = attributes.filter(({ deprecated }) => !deprecated).map(({ key }) => key);
  const controlled = new Set(attributes.flatMap((each) => (each.controlled ? [each.key] : [])));
  const touched = Object.keys(changed).filter((key) => controlled.has(key));
  if (command !== undefined && touched.length > 0 && !rule.controlledBy.includes(command))
    refuseControlled(rule, touched);
  const [values, errors] = mergedValues(compiledFields(attributes), old, changed, {
    values: rule.attributes,
    judge: ofAttributes,
    hasGroup: (id) => config.group(id) !== undefined,
    // What a class no longer knows is taken out, and not put in.
    unknown: (key, field) =>
      field || changed[key] === null
        ? undefined
        : `${own?.key} has no attribute ${key}; it has ${known.join(', ') || 'none'}`,
    refused: (field, value) => deprecation(rule, field, value),
  });
  const wrong = errors.filter(({ pointer, code }) => code !== 'unknown-field' || changed[keyOf(pointer)] !== null);
  refuse(wrong);
  const left = Object.fromEntries(Object.entries(values).filter(([key]) => changed[key] !== null));
  if (bytesOf(left) > MAX_CUSTOM_BYTES)
    throw new Problem('limit-exceeded', `attributes hold up to ${MAX_CUSTOM_BYTES} bytes; these are ${bytesOf(left)}`);
  return left;
}

const keyOf = (pointer: string): string =>
  (pointer.split('/').at(-1) ?? '').replaceAll('~1', '/').replaceAll('~0', '~');

function refuseControlled(
  { attributes, controlledBy, refusal = 'controlled-attribute' }: ClassifiedRule,
  keys: readonly string[],
): never {
  const detail = `${keys.join(', ')} ${keys.length === 1 ? 'is' : 'are'} changed by ${controlledBy.join(', ') || 'no command'} only`;
  const errors = keys.map((key) => customError(key, refusal, detail, attributes));
  throw new Problem(refusal, detail, { errors, commands: controlledBy });
}

function deprecation(
  { attributes }: ClassifiedRule,
  { key, deprecated }: Attribute,
  value: unknown,
): FieldError | undefined {
  if (!deprecated || value === null) return undefined;
  return customError(
    key,
    'read-only-field',
    `${key} is deprecated: it can be taken out, and not be given another value`,
    attributes,
  );
}

function refuseLacking(
  rule: ClassifiedRule,
  { attributes, classes }: Lineage,
  record: AnyRecord,
  values: Values,
): void {
  const view = { ...record, [rule.attributes]: values };
  const wanted = compiledFields(attributes.filter(({ deprecated }) => !deprecated));
  const own = classes.at(-1);
  refuse(
    missingAmong(wanted, values, view).map((key) =>
      customError(
        key,
        'required-field-missing',
        `${key} is required by ${own?.key} version ${own?.version}`,
        rule.attributes,
      ),
    ),
  );
}
