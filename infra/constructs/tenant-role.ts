/** The role through which all tenant data is read and written: one tenant at a time, named by a session tag. */
import { Aws, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyDocument, Role, SessionTagsPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';
import { itemAccess } from '#infra/constructs/leading-keys';
import { pinLogicalId } from '#infra/constructs/pinned';
import { arnsOf } from '#infra/names';

// IAM's policy language, not JavaScript's templates: ${…} names a variable, and ${*}, ${?} and ${$} are the characters themselves.
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: see above
/** Partition keys of the tenant that the session is tagged with. */
const ownKeys = 'TENANT#${aws:PrincipalTag/tenantId}#*';
/** 12 characters or more … */
const longEnough = '????????????*';
/** … and none that ends a key segment or means something to a policy: a tag `*` would otherwise name every tenant. */
const noneOf = ['*#*', '*${*}*', '*${?}*', '*${$}*'];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above

/**
 * Process functions hold no right on the table. They assume this role with exactly one session tag, `tenantId`, and what it allows
 * follows from the tag: items whose partition key begins with that tenant's prefix.
 */
export class TenantRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { names }: Deployment) {
    super(scope, id);
    const arns = arnsOf(Stack.of(this), names);
    const processes = new AccountPrincipal(Aws.ACCOUNT_ID).withConditions({
      ArnLike: { 'aws:PrincipalArn': arns.role(names.processRole('*')) },
      StringLike: { 'aws:RequestTag/tenantId': longEnough },
      StringNotLike: { 'aws:RequestTag/tenantId': noneOf },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['tenantId'] },
    });
    this.role = new Role(this, 'Role', {
      roleName: names.tenantRole,
      description: 'The items of one tenant, the one named by the session tag tenantId',
      assumedBy: new SessionTagsPrincipal(processes),
      inlinePolicies: {
        tenant: new PolicyDocument({ statements: [...itemAccess(arns, ownKeys)] }),
      },
    });
    pinLogicalId(this.role, 'TenantRole');
  }
}
