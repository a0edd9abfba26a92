/** The roles of the deployment with their policies, and who a service acts as. */

import { defineRole, type Role } from '#infra/local/edges/iam/principal';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';
import type { Deployment } from '#infra/local/machine/template/template';

/**
 * Every AWS::IAM::Role by ARN, with inline policies and those of AWS::IAM::Policy and AWS::IAM::ManagedPolicy that name it.
 * Policies that AWS maintains are not in the template and grant nothing here.
 */
export function rolesOf(deployment: Deployment): ReadonlyMap<string, Role> {
  const attached = [...deployment.ofType('AWS::IAM::Policy'), ...deployment.ofType('AWS::IAM::ManagedPolicy')];
  const roles = deployment.ofType('AWS::IAM::Role').map(({ arn, name, properties }) => {
    const inline = asArray(properties.Policies).map((policy) => asObject(policy) ?? {});
    const others = attached
      .filter((policy) => asArray(policy.properties.Roles).includes(name))
      .map((policy) => ({ PolicyName: policy.name, PolicyDocument: policy.properties.PolicyDocument }));
    const session = Number(properties.MaxSessionDuration ?? 3600);
    return defineRole({
      arn,
      policies: Object.fromEntries(
        [...inline, ...others].map((policy) => [String(policy.PolicyName), policy.PolicyDocument]),
      ),
      trust: properties.AssumeRolePolicyDocument,
      tags: tagsOf(properties),
      maxSessionSeconds: session,
    });
  });
  return new Map(roles.map((role) => [role.arn, role]));
}

function tagsOf(properties: JsonObject): Record<string, string> {
  const tags = asArray(properties.Tags).map((tag) => asObject(tag) ?? {});
  return Object.fromEntries(tags.map((tag) => [asString(tag.Key) ?? '', asString(tag.Value) ?? '']));
}
