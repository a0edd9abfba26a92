/** Judges requests to the object store: was it what its own tenant may do, and what no other may? */
import { authorize, type Principal } from '#infra/local/iam/principal';
import type { ObjectObservation } from '#infra/local/objects';
import { othersThan, sessionFor } from '#test/isolation/judge';

const allows = (principal: Principal, { action, resource }: Pick<ObjectObservation, 'action' | 'resource'>): boolean =>
  authorize(principal, { action, resource, context: {} }).allowed;

/** Each sentence is one hole; none is the proof. */
export function objectHolesIn(observation: ObjectObservation): readonly string[] {
  const { principal, action, resource } = observation;
  const tenant = principal.tags.tenantId;
  if (!principal.roleName.endsWith('-tenant') || tenant === undefined)
    return [`${principal.roleName} asked for ${action}: objects are reached through the tenant role only`];
  const [, , own] = /:::([^/]+\/)?[^/]+\/([^/]+)\//.exec(resource) ?? [];
  const others = [undefined, ...othersThan(tenant)].filter((other) =>
    allows(sessionFor(principal, other), observation),
  );
  return [
    ...(observation.allowed ? [] : [`${tenant} was denied ${action} on ${resource}`]),
    ...(own === tenant ? [] : [`${tenant} asked for what is not its own: ${action} on ${resource}`]),
    ...others.map((other) => `${other ?? 'nobody'} may do what ${tenant} did: ${action} on ${resource}`),
  ];
}
