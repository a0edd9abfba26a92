/** The heart of the proof: was a request what its own tenant may do, and what no other tenant may do? */
import { type AuthorizationRequest, contextEntries } from '#infra/local/edges/dynamodb/request';
import { contextOf } from '#infra/local/edges/iam/context';
import { authorize, type Principal } from '#infra/local/edges/iam/principal';

/** One request of a principal, as the proxy derived it. */
export interface Asked {
  readonly principal: Principal;
  readonly operation: string;
  readonly requests: readonly AuthorizationRequest[];
}

/** The tag by which the tenant role knows whose session it is. */
const TAG = 'tenantId';

/** Other tenants' ids that are most likely to be mistaken for `tenant`: shorter and longer by one, one character off, unrelated; and no tenant at all. */
export function othersThan(tenant: string, known: Iterable<string> = []): readonly string[] {
  const others = [
    tenant.slice(0, -1),
    `${tenant}0`,
    `${tenant}${tenant}`,
    `${tenant.slice(0, -1)}${tenant.endsWith('0') ? '1' : '0'}`,
    `${tenant.startsWith('0') ? '1' : '0'}${tenant.slice(1)}`,
    tenant.slice(0, 1),
    tenant.toUpperCase(),
    'zzzzzzzzzzzzzzzzzzzzzzzzzz',
    '',
    '*',
    '?'.repeat(tenant.length),
    ...known,
  ];
  return [...new Set(others)].filter((other) => other !== tenant);
}

/** The session that the tenant role would give another tenant; without a tag when `tenant` is undefined. */
export function sessionFor(principal: Principal, tenant: string | undefined): Principal {
  const { [TAG]: _, ...rest } = principal.tags;
  const context = new Map(principal.context);
  context.delete(`aws:principaltag/${TAG.toLowerCase()}`);
  if (tenant === undefined) return { ...principal, tags: rest, context };
  return {
    ...principal,
    tags: { ...rest, [TAG]: tenant },
    context: contextOf({ [`aws:PrincipalTag/${TAG}`]: tenant }, context),
  };
}

/** Whether the principal's policies allow one derived request. */
export function allows(principal: Principal, request: AuthorizationRequest): boolean {
  const { action, resource } = request;
  return authorize(principal, { action, resource, context: contextEntries(request) }).allowed;
}

const describe = ({ action, resource, leadingKeys }: AuthorizationRequest): string =>
  `${action} on ${resource.replace(/^.*:table\//, '')} with ${leadingKeys?.join(', ') ?? 'no keys that can be told'}`;

/**
 * Judges a request of the tenant role; `known` are ids of tenants that exist. Each sentence is one hole; none is the proof.
 * Every action inside a transaction is judged by itself: one that another tenant may do is a hole, whatever surrounds it.
 */
export function holesIn({ principal, operation, requests }: Asked, known: Iterable<string> = []): readonly string[] {
  const tenant = principal.tags[TAG];
  if (tenant === undefined) return [`${operation} by a session of the tenant role without a tenant`];
  const sessions = [undefined, ...othersThan(tenant, known)].map(
    (other) => [other, sessionFor(principal, other)] as const,
  );
  return requests.flatMap((request) => [
    ...(allows(principal, request) ? [] : [`${tenant} may not do what it asked for: ${describe(request)}`]),
    ...(request.leadingKeys?.every((key) => key.startsWith(`TENANT#${tenant}#`))
      ? []
      : [`${tenant} asked for what is not its own: ${describe(request)}`]),
    ...sessions
      .filter(([, session]) => allows(session, request))
      .map(([other]) => `a session of ${other ?? 'no tenant'} may do what ${tenant} did: ${describe(request)}`),
  ]);
}
