/** Judges requests to the object store: was it what its own tenant may do, and what no other may? */
import { authorize, type Principal } from '#infra/local/edges/iam/principal';
import type { ObjectObservation } from '#infra/local/edges/objects/objects';
import { othersThan, sessionFor } from '#test/isolation/judge';

const allows = (principal: Principal, { action, resource }: Pick<ObjectObservation, 'action' | 'resource'>): boolean =>
  authorize(principal, { action, resource, context: {} }).allowed;

/** Mail as it came in is nobody's yet: the function that finds out whose it is reads it, and does nothing else with objects. */
const isRawMail = ({ principal, action, resource, allowed }: ObjectObservation): boolean =>
  allowed &&
  principal.roleName.endsWith('-process-inbound-mail') &&
  action === 's3:GetObject' &&
  /:::helmdesk-[a-z0-9]+-mail-[^/]+\/received\/[^/]+$/.test(resource);

/** Each sentence is one hole; none is the proof. */
export function objectHolesIn(observation: ObjectObservation): readonly string[] {
  const { principal, action, resource } = observation;
  if (isRawMail(observation)) return [];
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
