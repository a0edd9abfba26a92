/** One condition of a statement: operator, key and values, with ForAllValues/ForAnyValue and IfExists. */
import { type Context, cardinalityOf } from '#infra/local/edges/iam/context';
import { operatorNamed } from '#infra/local/edges/iam/operators';
import { PolicyProblem } from '#infra/local/edges/iam/pattern';
import { asObject, asStrings } from '#infra/local/machine/json';

export interface Condition {
  /** As written, for explanations: `ForAllValues:StringLike dynamodb:LeadingKeys ["TENANT#…"]`. */
  readonly text: string;
  readonly holds: (context: Context) => boolean;
}

/** Compiles the Condition block of a statement. Throws PolicyProblem for what cannot be evaluated faithfully. */
export function compileConditions(block: unknown, variables: boolean): readonly Condition[] {
  if (block === undefined) return [];
  const operators = asObject(block);
  if (!operators) throw new PolicyProblem('Condition is not an object');
  return Object.entries(operators).flatMap(([operator, keys]) => {
    const entries = asObject(keys);
    if (!entries) throw new PolicyProblem(`Condition ${operator} is not an object`);
    return Object.entries(entries).map(([key, value]) => compileCondition(operator, key, value, variables));
  });
}

function compileCondition(name: string, key: string, value: unknown, variables: boolean): Condition {
  const text = `${name} ${key} ${JSON.stringify(value)}`;
  const cardinality = cardinalityOf(key);
  if (!cardinality) throw new PolicyProblem(`condition key ${key} is not supplied by the local edges`);
  const values = asStrings(value);
  if (!values) throw new PolicyProblem(`values of ${text} are not scalars`);
  const lowerKey = key.toLowerCase();

  if (name.toLowerCase() === 'null') return { text, holds: compileNull(lowerKey, values, text) };

  const { quantifier, operator: operatorName, ifExists } = splitName(name);
  const operator = operatorNamed(operatorName);
  if (cardinality === 'multiple' && quantifier === 'one') {
    throw new PolicyProblem(`${key} has many values and needs ForAllValues or ForAnyValue`);
  }
  const matchers = values.map((entry) => operator.compile(entry, variables));
  const matches = (actual: string, context: Context): boolean =>
    matchers.some((matcher) => matcher(actual, context)) !== operator.negated;

  const absent = ifExists || quantifier === 'all' || (quantifier === 'one' && operator.negated);
  const holds = (context: Context): boolean => {
    const actual = context.get(lowerKey);
    if (!actual) return absent;
    return quantifier === 'any'
      ? actual.some((entry) => matches(entry, context))
      : actual.every((entry) => matches(entry, context));
  };
  return { text, holds };
}

function compileNull(key: string, values: readonly string[], text: string): Condition['holds'] {
  const [expected, ...more] = values.map((value) => value.toLowerCase());
  if (more.length > 0 || (expected !== 'true' && expected !== 'false')) {
    throw new PolicyProblem(`${text} must have the one value true or false`);
  }
  const mustBeAbsent = expected === 'true';
  return (context) => context.has(key) !== mustBeAbsent;
}

function splitName(name: string): { quantifier: 'one' | 'all' | 'any'; operator: string; ifExists: boolean } {
  const [, prefix, operator = name, suffix] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(name) ?? [];
  const quantifier = prefix === undefined ? 'one' : prefix.toLowerCase() === 'forallvalues' ? 'all' : 'any';
  return { quantifier, operator, ifExists: suffix !== undefined };
}
