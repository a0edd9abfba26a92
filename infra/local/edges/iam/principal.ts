/** Roles of a template, and the principals (sessions of a role) that act with their policies. */
import { createHash } from 'node:crypto';
import { type Context, contextOf } from '#infra/local/edges/iam/context';
import { type Decision, definePolicy, evaluate, type Policy } from '#infra/local/edges/iam/evaluate';
import { defineTrustPolicy, type TrustPolicy } from '#infra/local/edges/iam/trust';

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  /** Stable unique id, `AROA…`, the first half of aws:userid. */
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly policies: readonly Policy[];
  readonly trust: TrustPolicy;
  readonly maxSessionSeconds: number;
}

/** An authenticated identity: one session of a role. */
export interface Principal {
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
  readonly arn: string;
  readonly account: string;
  readonly roleArn: string;
  readonly roleName: string;
  readonly sessionName: string;
  /** The role's tags, overlaid with the session's: aws:PrincipalTag. */
  readonly tags: Readonly<Record<string, string>>;
  readonly policies: readonly Policy[];
  /** The condition keys that every request of this principal has. */
  readonly context: Context;
}

export interface RoleDefinition {
  readonly arn: string;
  /** Policy documents by name, inline and attached ones alike, intrinsics resolved. */
  readonly policies: Readonly<Record<string, unknown>>;
  readonly trust: unknown;
  readonly tags?: Readonly<Record<string, string>>;
  readonly maxSessionSeconds?: number;
}

/** Makes a role of what the template says about it. Policies that cannot be evaluated make it deny, with the reason. */
export function defineRole({ arn, policies, trust, tags = {}, maxSessionSeconds = 3600 }: RoleDefinition): Role {
  const [, , , , account = '', path = ''] = arn.split(':');
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!/^\d{12}$/.test(account) || name === '') throw new Error(`'${arn}' is not the ARN of an IAM role`);
  return {
    arn,
    name,
    account,
    id: `AROA${createHash('sha256').update(arn).digest('hex').toUpperCase().slice(0, 17)}`,
    tags,
    policies: Object.entries(policies).map(([policyName, document]) => definePolicy(policyName, document)),
    trust: defineTrustPolicy(name, trust),
    maxSessionSeconds,
  };
}

/** A session of the role, as Lambda makes for a function or STS for AssumeRole. */
export function sessionOf(
  role: Role,
  sessionName: string,
  sessionTags: Readonly<Record<string, string>> = {},
): Principal {
  const partition = role.arn.split(':')[1] ?? 'aws';
  const tags = { ...role.tags, ...sessionTags };
  return {
    arn: `arn:${partition}:sts::${role.account}:assumed-role/${role.name}/${sessionName}`,
    account: role.account,
    roleArn: role.arn,
    roleName: role.name,
    sessionName,
    tags,
    policies: role.policies,
    context: contextOf({
      'aws:PrincipalArn': role.arn,
      'aws:PrincipalAccount': role.account,
      'aws:PrincipalType': 'AssumedRole',
      'aws:userid': `${role.id}:${sessionName}`,
      ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
    }),
  };
}

/** Decides whether the principal's own policies allow the action; `context` adds keys of this request. */
export function authorize(
  principal: Principal,
  request: {
    readonly action: string;
    readonly resource: string;
    readonly context?: Readonly<Record<string, string | readonly string[] | undefined>>;
  },
): Decision {
  const { action, resource, context = {} } = request;
  return evaluate(principal.policies, { action, resource, context: contextOf(context, principal.context) });
}
