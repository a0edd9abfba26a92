/** One statement of a policy, compiled: effect, actions, resources, conditions. */
import { type Condition, compileConditions } from '#infra/local/edges/iam/condition';
import type { Context } from '#infra/local/edges/iam/context';
import {
  compilePattern,
  type Dialect,
  type Matcher,
  PolicyProblem,
  UnresolvedVariable,
} from '#infra/local/edges/iam/pattern';
import { asStrings, type JsonObject } from '#infra/local/machine/json';

export interface IamRequest {
  /** Such as `dynamodb:GetItem`. */
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

export interface Statement {
  /** The statement's Sid, or its position. */
  readonly id: string;
  readonly effect: 'Allow' | 'Deny';
  /** True when it applies; otherwise why not, where action and resource did fit, or false where they did not. */
  readonly applies: (request: IamRequest) => true | false | string;
}

const NO_CONTEXT: Context = new Map();
/** Searches every item of an index, whatever the condition on its keys: who may, may read all tenants. */
const UNCONFINED = 'dynamodb:SearchVectors';
const MEMBERS = new Set(['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);

/**
 * Compiles a statement of an identity policy. `implied` names the members that come from elsewhere: a trust policy has
 * a Principal and, being attached to the role, no Resource. Throws PolicyProblem for what cannot be evaluated.
 */
export function compileStatement(
  statement: JsonObject,
  id: string,
  variables: boolean,
  implied: { readonly principal: boolean } = { principal: false },
): Statement {
  for (const member of Object.keys(statement)) {
    if (!MEMBERS.has(member) && !(implied.principal && member === 'Principal')) {
      throw new PolicyProblem(`${member} is not supported in this kind of policy`);
    }
  }
  const { Effect: effect } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') throw new PolicyProblem('Effect must be Allow or Deny');
  // Action names are case-insensitive and know no policy variables.
  const action = compileElement(statement, 'Action', 'string', { ignoreCase: true, variables: false });
  if (effect === 'Allow' && action(UNCONFINED, NO_CONTEXT))
    throw new PolicyProblem(`allows ${UNCONFINED}, which no condition on leading keys confines to a tenant`);
  const resource = implied.principal ? () => true : compileElement(statement, 'Resource', 'resource', { variables });
  const conditions = compileConditions(statement.Condition, variables);
  return { id, effect, applies: (request) => applies(request, action, resource, conditions) };
}

function applies(
  request: IamRequest,
  action: Matcher,
  resource: Matcher,
  conditions: readonly Condition[],
): true | false | string {
  if (!action(request.action, NO_CONTEXT)) return false;
  try {
    if (!resource(request.resource, request.context)) return false;
    const unmet = conditions.find((condition) => !condition.holds(request.context));
    return unmet ? `condition ${unmet.text} is not met` : true;
  } catch (error) {
    if (error instanceof UnresolvedVariable) return error.message;
    throw error;
  }
}

function compileElement(
  statement: JsonObject,
  name: 'Action' | 'Resource',
  dialect: Dialect,
  options: { ignoreCase?: boolean; variables: boolean },
): Matcher {
  const negated = statement[`Not${name}`] !== undefined;
  if (negated === (statement[name] !== undefined)) throw new PolicyProblem(`needs either ${name} or Not${name}`);
  const texts = asStrings(statement[negated ? `Not${name}` : name]);
  if (!texts || texts.length === 0) throw new PolicyProblem(`${name} must be a string or a list of strings`);
  const matchers = texts.map((text) => compilePattern(text, dialect, options));
  return (value, context) => matchers.some((matcher) => matcher(value, context)) !== negated;
}
