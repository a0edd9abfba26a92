/** The comparisons behind IAM's condition operators. Negated operators are the complement of a positive one. */
import { compilePattern, type Dialect, type Matcher, PolicyProblem } from '#infra/local/edges/iam/pattern';

export interface Operator {
  /** True for the operators with "Not": the condition holds when no listed value matches. */
  readonly negated: boolean;
  /** Compiles one value of the policy. */
  readonly compile: (value: string, variables: boolean) => Matcher;
}

const strings =
  (dialect: Dialect, ignoreCase = false) =>
  (value: string, variables: boolean): Matcher =>
    compilePattern(value, dialect, { ignoreCase, variables });

function numbers(holds: (actual: number, expected: number) => boolean): (value: string) => Matcher {
  return (value) => {
    const expected = Number(value);
    if (value.trim() === '' || Number.isNaN(expected)) throw new PolicyProblem(`'${value}' is not a number`);
    return (actual) => actual.trim() !== '' && !Number.isNaN(Number(actual)) && holds(Number(actual), expected);
  };
}

function bool(value: string): Matcher {
  const expected = value.toLowerCase();
  if (expected !== 'true' && expected !== 'false') throw new PolicyProblem(`'${value}' is not true or false`);
  return (actual) => actual.toLowerCase() === expected;
}

const is = (compile: Operator['compile']): Operator => ({ negated: false, compile });
const not = (compile: Operator['compile']): Operator => ({ negated: true, compile });

const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: is(strings('equals')),
  StringNotEquals: not(strings('equals')),
  StringEqualsIgnoreCase: is(strings('equals', true)),
  StringNotEqualsIgnoreCase: not(strings('equals', true)),
  StringLike: is(strings('string')),
  StringNotLike: not(strings('string')),
  // ArnEquals and ArnLike behave identically (IAM User Guide, "ARN condition operators").
  ArnEquals: is(strings('arn')),
  ArnLike: is(strings('arn')),
  ArnNotEquals: not(strings('arn')),
  ArnNotLike: not(strings('arn')),
  Bool: is(bool),
  NumericEquals: is(numbers((actual, expected) => actual === expected)),
  NumericNotEquals: not(numbers((actual, expected) => actual === expected)),
  NumericLessThan: is(numbers((actual, expected) => actual < expected)),
  NumericLessThanEquals: is(numbers((actual, expected) => actual <= expected)),
  NumericGreaterThan: is(numbers((actual, expected) => actual > expected)),
  NumericGreaterThanEquals: is(numbers((actual, expected) => actual >= expected)),
};

const BY_NAME = new Map(Object.entries(OPERATORS).map(([name, operator]) => [name.toLowerCase(), operator]));

/** The operator of that name, without prefix and suffix; throws PolicyProblem for one that is not known. */
export function operatorNamed(name: string): Operator {
  const operator = BY_NAME.get(name.toLowerCase());
  if (!operator) throw new PolicyProblem(`unknown condition operator ${name}`);
  return operator;
}
