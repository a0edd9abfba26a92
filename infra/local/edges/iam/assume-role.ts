/** AssumeRole: the limits of STS, the caller's policies, the role's trust policy, and the session that results. */
import { contextOf } from '#infra/local/edges/iam/context';
import { authorize, type Principal, type Role, sessionOf } from '#infra/local/edges/iam/principal';
import { evaluateTrust } from '#infra/local/edges/iam/trust';

export interface AssumeRoleInput {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly tags: readonly (readonly [key: string, value: string])[];
  readonly transitiveTagKeys: readonly string[];
  readonly externalId?: string;
  /** Whether the caller gave session policies, which the local STS does not evaluate. */
  readonly sessionPolicies: boolean;
}

/** A refusal with the code and the HTTP status of STS. */
export class AssumeRoleRefusal extends Error {
  readonly code: 'AccessDenied' | 'ValidationError';
  readonly status: number;
  constructor(code: AssumeRoleRefusal['code'], message: string) {
    super(message);
    this.code = code;
    this.status = code === 'AccessDenied' ? 403 : 400;
  }
}

export interface AssumedRole {
  readonly role: Role;
  readonly session: Principal;
  /** Milliseconds. */
  readonly expiresAt: number;
}

/** Decides as STS does whether the caller gets a session of the role; throws AssumeRoleRefusal when not. */
export function assumeRole(
  caller: Principal,
  input: AssumeRoleInput,
  { roles, now }: { readonly roles: ReadonlyMap<string, Role>; readonly now: () => number },
): AssumedRole {
  refuseInvalid(input);
  const role = roles.get(input.roleArn);
  // AWS answers for a role that does not exist as for one that is not allowed.
  if (!role) throw denied(caller, 'sts:AssumeRole', input.roleArn, 'because there is no such role in the templates');
  if (input.durationSeconds > role.maxSessionSeconds) {
    throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  const actions = input.tags.length > 0 ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole'];
  for (const action of actions) refuseUnauthorized(caller, role, action, input);
  return {
    role,
    session: sessionOf(role, input.sessionName, Object.fromEntries(input.tags)),
    expiresAt: now() + input.durationSeconds * 1000,
  };
}

function refuseUnauthorized(caller: Principal, role: Role, action: string, input: AssumeRoleInput): void {
  const entries = {
    'sts:RoleSessionName': input.sessionName,
    'sts:ExternalId': input.externalId,
    'sts:TransitiveTagKeys': input.transitiveTagKeys,
    'aws:TagKeys': input.tags.map(([key]) => key),
    ...Object.fromEntries(input.tags.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  };
  const context = contextOf(entries, caller.context);
  const trust = evaluateTrust(role.trust, caller, { action, resource: role.arn, context });
  if (!trust.allowed) throw denied(caller, action, role.arn, trust.reason);
  // Within an account, a trust policy that names the caller grants by itself; trust in the account only delegates.
  const identity = authorize(caller, { action, resource: role.arn, context: entries });
  const explicitDeny = !identity.allowed && identity.by !== undefined;
  if (explicitDeny || ((trust.delegated || caller.account !== role.account) && !identity.allowed)) {
    throw denied(caller, action, role.arn, identity.reason);
  }
}

/** The characters of session tags (API reference of STS, Tag): in particular neither `*` nor `?` nor `$`. */
const TAG = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function refuseInvalid({ sessionName, durationSeconds, tags, sessionPolicies }: AssumeRoleInput): void {
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName))
    throw invalid(`RoleSessionName '${sessionName}' must match [\\w+=,.@-]{2,64}`);
  if (!Number.isInteger(durationSeconds) || durationSeconds < 900)
    throw invalid('DurationSeconds must be at least 900');
  if (durationSeconds > 3600) {
    // Every caller here is itself a session of a role.
    throw invalid('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining');
  }
  if (tags.length > 50) throw invalid('a session has at most 50 tags');
  if (new Set(tags.map(([key]) => key.toLowerCase())).size < tags.length) throw invalid('Duplicate tag keys found.');
  for (const [key, value] of tags) {
    if (key === '' || key.length > 128 || !TAG.test(key)) throw invalid(`tag key '${key}' is not valid`);
    if (value.length > 256 || !TAG.test(value)) throw invalid(`value '${value}' of tag ${key} is not valid`);
  }
  if (sessionPolicies) throw invalid('the local STS does not evaluate session policies; use session tags');
}

const invalid = (message: string): AssumeRoleRefusal => new AssumeRoleRefusal('ValidationError', message);

const denied = (caller: Principal, action: string, resource: string, why: string): AssumeRoleRefusal =>
  new AssumeRoleRefusal(
    'AccessDenied',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
  );
