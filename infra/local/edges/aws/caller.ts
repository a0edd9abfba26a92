/** Who calls an edge, and whether their policies allow what they ask for. */
import { AwsError } from '#infra/local/edges/aws/error';
import { authorize, type Principal } from '#infra/local/edges/iam/principal';
import { REGION } from '#infra/local/machine/template/physical';

export interface AwsCaller {
  readonly principal: Principal;
  /** Throws AccessDeniedException, in the words of AWS, unless the caller's policies allow the action. */
  require(action: string, resource: string): void;
}

/** The caller with this identity. */
export function callerOf(principal: Principal): AwsCaller {
  return {
    principal,
    require(action, resource) {
      const decision = authorize(principal, { action, resource, context: { 'aws:RequestedRegion': REGION } });
      if (decision.allowed) return;
      const message = `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${decision.reason}`;
      throw new AwsError('AccessDeniedException', message, 403);
    },
  };
}
