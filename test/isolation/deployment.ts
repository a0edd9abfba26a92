/** The roles of the real system, every process of the registry included, as its synthesised templates describe them. */
import { deployables } from '#functions/deployables';
import { defineRole, type Role } from '#infra/local/edges/iam/principal';
import { rolesOf } from '#infra/local/edges/iam/roles';
import { isObject } from '#infra/local/machine/json';
import { type Deployment, type Resource, readDeployment } from '#infra/local/machine/template/template';
import { application, configured } from '#test/infra/templates';

export interface SynthesisedRoles {
  readonly deployment: Deployment;
  readonly table: Resource;
  readonly bucket: Resource;
  /** Roles by the function that runs with them; `tenant` is the tenant role; others by the name of their resource. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly tenant: Role;
  /** The policy document of the tenant role, references resolved. */
  readonly tenantPolicy: unknown;
  /** The tenant role with another policy. */
  tenantRoleWith(policy: unknown): Role;
}

/** Synthesises all stacks with every process of the registry; nothing is bundled. */
export function synthesiseRoles(): SynthesisedRoles {
  const everything = configured({ inboundMail: { domain: 'mail.example.com' } });
  const deployment = readDeployment(application(everything, deployables).synth().directory);
  const labels = labelsOf(deployment);
  const roles = new Map([...rolesOf(deployment).values()].map((role) => [labels.get(role.arn) ?? role.name, role]));
  const tenant = roles.get('tenant');
  const resource = tenant && deployment.byArn(tenant.arn);
  const [table] = deployment.ofType('AWS::DynamoDB::Table');
  const [bucket] = deployment.ofType('AWS::S3::Bucket');
  if (!tenant || !resource || !table || !bucket)
    throw new Error('the templates hold no tenant role, no table or no bucket');
  const { Policies: policies, AssumeRolePolicyDocument: trust } = resource.properties;
  const [policy, ...more] = Array.isArray(policies) ? policies : [];
  if (!isObject(policy) || more.length > 0) throw new Error('the tenant role has not exactly one policy');
  return {
    deployment,
    table,
    bucket,
    roles,
    tenant,
    tenantPolicy: policy.PolicyDocument,
    tenantRoleWith: (document) => defineRole({ arn: tenant.arn, policies: { changed: document }, trust }),
  };
}

/** What a role is called in the proof: by its function, not by the name that CloudFormation makes. */
export function labelsOf(deployment: Deployment): ReadonlyMap<string, string> {
  const prefix = /^helmdesk-[^-]+-/;
  return new Map([
    ...deployment
      .ofType('AWS::IAM::Role')
      .filter(({ name }) => /^helmdesk-[^-]+-tenant$/.test(name))
      .map(({ arn }) => [arn, 'tenant'] as const),
    ...deployment
      .ofType('AWS::Lambda::Function')
      .map(({ name, properties }) => [String(properties.Role), name.replace(prefix, '')] as const),
  ]);
}
