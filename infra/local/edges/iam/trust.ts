/** Trust policies of roles: who may assume the role, and with which session tags. */
import { compileDocument, type Decision } from '#infra/local/edges/iam/evaluate';
import { PolicyProblem } from '#infra/local/edges/iam/pattern';
import { compileStatement, type IamRequest, type Statement } from '#infra/local/edges/iam/statement';
import { asStrings, isObject, type JsonObject } from '#infra/local/machine/json';

export interface Caller {
  /** Such as `arn:aws:sts::123456789012:assumed-role/name/session`. */
  readonly arn: string;
  readonly account: string;
  /** The role behind an assumed-role session. */
  readonly roleArn?: string;
}

/** How a statement's Principal names the caller: by itself, through the account it belongs to, or not at all. */
type Naming = 'caller' | 'account' | undefined;

interface TrustStatement extends Statement {
  readonly names: (caller: Caller) => Naming;
}

export interface TrustPolicy {
  readonly name: string;
  readonly statements: readonly TrustStatement[];
  readonly problems: readonly string[];
}

export interface TrustDecision extends Decision {
  /** Trust in the account only delegates: the caller's own policies must allow the action as well. */
  readonly delegated: boolean;
}

/** Reads an AssumeRolePolicyDocument whose intrinsics are resolved. Never throws; see `problems`. */
export function defineTrustPolicy(name: string, document: unknown): TrustPolicy {
  return compileDocument(name, document, (statement, id, variables) => ({
    ...compileStatement(statement, id, variables, { principal: true }),
    names: compilePrincipal(statement),
  }));
}

/** Decides whether the role's trust policy lets the caller perform the action (`sts:AssumeRole`, `sts:TagSession`). */
export function evaluateTrust(trust: TrustPolicy, caller: Caller, request: IamRequest): TrustDecision {
  if (trust.problems.length > 0) {
    const reason = `cannot evaluate the trust policy of ${trust.name}: ${trust.problems.join('; ')}`;
    return { allowed: false, delegated: false, reason };
  }
  let allowed: { by: string; naming: Naming } | undefined;
  const nearMisses: string[] = [];
  for (const statement of trust.statements) {
    const naming = statement.names(caller);
    const applies = naming !== undefined && statement.applies(request);
    if (applies === false) continue;
    const by = `${trust.name}/${statement.id}`;
    if (applies !== true) nearMisses.push(`${statement.id}: ${applies}`);
    else if (statement.effect === 'Deny') {
      return { allowed: false, delegated: false, by, reason: `with an explicit deny in the trust policy (${by})` };
    } else if (allowed?.naming !== 'caller') allowed = { by, naming };
  }
  if (allowed) {
    const reason = `allowed by the trust policy (${allowed.by})`;
    return { allowed: true, delegated: allowed.naming === 'account', by: allowed.by, reason };
  }
  const closest = nearMisses.length > 0 ? ` (${nearMisses.join('; ')})` : '';
  const reason = `because the trust policy of ${trust.name} does not allow ${request.action}${closest}`;
  return { allowed: false, delegated: false, reason };
}

function compilePrincipal(statement: JsonObject): (caller: Caller) => Naming {
  const { Principal: principal } = statement;
  if (principal === '*') return () => 'caller';
  if (!isObject(principal)) throw new PolicyProblem('Principal must be * or an object');
  // Service and Federated principals name no AWS identity, so they never name a caller here.
  const named = asStrings(principal.AWS ?? []);
  if (!named) throw new PolicyProblem('Principal AWS must be a string or a list of strings');
  if (named.some((arn) => arn !== '*' && arn.includes('*'))) {
    throw new PolicyProblem('Principal AWS knows no wildcards within an ARN');
  }
  return (caller) => {
    if (named.some((arn) => arn === '*' || arn === caller.arn || arn === caller.roleArn)) return 'caller';
    return named.some((arn) => accountOf(arn) === caller.account) ? 'account' : undefined;
  };
}

/** The account that a bare account id or an account's root ARN stands for. */
function accountOf(principal: string): string | undefined {
  return /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];
}
