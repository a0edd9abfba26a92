/** The role through which all tenant data is read and written: one tenant at a time, named by a session tag. */
import { Aws, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyDocument, PolicyStatement, Role, SessionTagsPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '#infra/constructs/acknowledge';
import type { Deployment } from '#infra/constructs/deployment';
import { itemAccess } from '#infra/constructs/leading-keys';
import { pinLogicalId } from '#infra/constructs/pinned';
import { type Arns, arnsOf } from '#infra/names';

// IAM's policy language, not JavaScript's templates: ${…} names a variable, and ${*}, ${?} and ${$} are the characters themselves.
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: see above
/** Partition keys of the tenant that the session is tagged with. */
const ownKeys = 'TENANT#${aws:PrincipalTag/tenantId}#*';
/** The middle of its objects' keys. */
const ownObjects = '${aws:PrincipalTag/tenantId}/*';
/** 12 characters or more … */
const longEnough = '????????????*';
/** … and none that ends a key segment or means something to a policy: a tag `*` would otherwise name every tenant. */
const noneOf = ['*#*', '*/*', '*${*}*', '*${?}*', '*${$}*'];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above

/**
 * Process functions hold no right on the table. They assume this role with exactly one session tag, `tenantId`, and what it allows
 * follows from the tag: items whose partition key begins with that tenant's prefix, and objects with its id as second part of their key.
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
        tenant: new PolicyDocument({ statements: [...itemAccess(arns, [ownKeys]), ...objectAccess(arns)] }),
      },
    });
    pinLogicalId(this.role, 'TenantRole');
    for (const area of ['incoming', 'attachments', 'mail', 'quarantine']) {
      const place = `${names.prefix}-attachments-<AWS::AccountId>-<AWS::Region>/${area}/<aws:PrincipalTag/tenantId>/*`;
      acknowledge(
        this.role,
        `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${place}]`,
        'The wildcard ends a key that begins with the session’s own tenant; files have no names that could be listed here.',
      );
    }
  }
}

/** Uploads, clean files and files of mail are read, written and deleted; what is in quarantine is put there and stays. No listing, no versions, no access lists. */
function objectAccess(arns: Arns): readonly PolicyStatement[] {
  const areas = (...names: readonly string[]) => names.map((area) => arns.objects(`${area}/${ownObjects}`));
  return [
    new PolicyStatement({
      actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      resources: areas('incoming', 'attachments', 'mail'),
    }),
    new PolicyStatement({ actions: ['s3:PutObject'], resources: areas('quarantine') }),
  ];
}
