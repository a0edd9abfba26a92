/** One ITIL process: its function, the role it assumes tenants with, and the events it consumes. */

import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '#infra/constructs/acknowledge';
import { bucketSources } from '#infra/constructs/attachment-events';
import { BounceEvents } from '#infra/constructs/bounce-events';
import type { Deployment } from '#infra/constructs/deployment';
import { patternsOf } from '#infra/constructs/event-patterns';
import { InboundMail, MAIL_PREFIX } from '#infra/constructs/inbound-mail';
import { itemAccess, readActions, withLeadingKeys } from '#infra/constructs/leading-keys';
import { ServiceFunction } from '#infra/constructs/service-function';
import { type DeployableProcess, keepsDeadLetters } from '#infra/functions';
import { type Arns, arnsOf, type Names } from '#infra/names';
import { PLATFORM_PREFIX } from '#shared/store/keys';
import { delegationPatterns, SLUG_PREFIX, userPattern } from '#shared/tenancy/keys';

/**
 * The role has no right on tenants' items: it may only assume the tenant role with a session tag. A platform process may
 * also read or write the registry (`PLATFORM#…`) directly; to write a tenant's first items, or to copy an MSP's
 * configuration down to a client, it assumes the tenant role of that tenant like any other.
 */
export class ProcessFunction extends Construct {
  readonly function: ServiceFunction;

  constructor(
    scope: Construct,
    id: string,
    deployment: Deployment,
    process: DeployableProcess,
    deadLetters: IQueue,
    environment: Readonly<Record<string, string>> = {},
  ) {
    super(scope, id);
    const { config, names } = deployment;
    const arns = arnsOf(Stack.of(this), names);
    const takesMail = process.uses?.includes('inbound-mail') === true;
    const makesUsageKeys = process.uses?.includes('usage-keys') === true;
    const sender = process.uses?.includes('mail') ? config.mailFrom : undefined;
    this.function = new ServiceFunction(this, 'Service', {
      deployment,
      functionId: process.id,
      description: `Process ${process.id} (${process.stage})`,
      roleName: names.processRole(process.id),
      statements: [
        assumeTenant(arns),
        ...registryAccess(arns, process.platform),
        ...(makesUsageKeys ? usageKeyAccess() : []),
        ...(sender === undefined ? [] : [sendMail(Stack.of(this), names, sender)]),
        ...(takesMail && config.inboundMail ? receiveMail(arns) : []),
      ],
      environment: {
        TENANT_ROLE_ARN: arns.tenantRole,
        BUCKET_NAME: names.bucket,
        ...environment,
        ...(process.uses?.includes('outbound') && config.webhooksToLoopback ? { WEBHOOKS_TO_LOOPBACK: '1' } : {}),
        ...(sender === undefined ? {} : { MAIL_FROM: sender, MAIL_CONFIGURATION_SET: names.mail }),
        ...mailEnvironment(deployment, process),
        ...process.environment,
      },
      ...(keepsDeadLetters(process) && { deadLetters }),
    });
    if (makesUsageKeys)
      acknowledge(
        this,
        `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:apigateway:<AWS::Region>::/usageplans/*/keys]`,
        'The ids of the usage plans are made when the API is; the function finds the plan of its deployment by name.',
      );
    if (process.consumes.length > 0) this.subscribe(deployment, process, deadLetters);
    if (sender !== undefined) new BounceEvents(this, 'Bounces', deployment);
    if (takesMail && config.inboundMail) {
      new InboundMail(this, 'Mail', deployment, config.inboundMail, process.id);
      acknowledge(
        this,
        `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${names.prefix}-mail-<AWS::AccountId>-<AWS::Region>/${MAIL_PREFIX}*]`,
        'SES names mail by ids of its own; the function reads them in a bucket that holds nothing else, and lists nothing.',
      );
    }
  }

  /**
   * One rule for all that it consumes on the bus, and one for what AWS itself tells over the account's default bus; delivered for an
   * hour and then kept. The function looks again at what it is given: it is told more often than it is asked for.
   */
  private subscribe({ names }: Deployment, process: DeployableProcess, deadLetters: IQueue): void {
    const stack = Stack.of(this);
    const target = {
      id: process.id,
      arn: this.function.function.functionArn,
      deadLetterConfig: { arn: deadLetters.queueArn },
      retryPolicy: { maximumRetryAttempts: 8, maximumEventAgeInSeconds: Duration.hours(1).toSeconds() },
    };
    const consumes = process.consumes.filter(({ source }) => !bucketSources.includes(source));
    const isOfAws = ({ source }: { readonly source: string }): boolean => source.startsWith('aws.');
    // A rule on the default bus, which is the account's, has a name that begins with the deployment's.
    const ofAws = patternsOf(consumes.filter(isOfAws)).map((pattern, at) => ({
      id: `AwsEvents${numbered(at)}`,
      pattern,
      name: `${names.prefix}-${process.id}-aws${numbered(at)}`,
    }));
    const onBus = patternsOf(consumes.filter((each) => !isOfAws(each))).map((pattern, at) => ({
      id: `Consumes${numbered(at)}`,
      pattern,
      eventBusName: names.bus,
    }));
    for (const { id, pattern, ...where } of [...onBus, ...ofAws]) {
      new CfnRule(this, id, {
        description: `What ${process.id} consumes`,
        ...where,
        eventPattern: pattern,
        targets: [target],
      });
    }
    const rules = [
      ...(onBus.length > 0 ? [{ id: 'Events', resourceName: `${names.bus}/*` }] : []),
      ...ofAws.map(({ id, name }) => ({ id: `${id}Permission`, resourceName: name })),
    ];
    for (const { id, resourceName } of rules) {
      new CfnPermission(this, id, {
        action: 'lambda:InvokeFunction',
        functionName: this.function.function.functionName,
        principal: 'events.amazonaws.com',
        sourceArn: stack.formatArn({ service: 'events', resource: 'rule', resourceName }),
      });
    }
  }
}

/** The first of several needs no number. */
const numbered = (at: number): string => (at === 0 ? '' : String(at + 1));

/** Mail from the sender's domain, or from the address itself: either may be what SES has verified. */
function sendMail(stack: Stack, names: Names, sender: string): PolicyStatement {
  const identities = [sender, sender.slice(sender.indexOf('@') + 1)];
  return new PolicyStatement({
    actions: ['ses:SendEmail'],
    resources: [
      ...identities.map((resourceName) => stack.formatArn({ service: 'ses', resource: 'identity', resourceName })),
      stack.formatArn({ service: 'ses', resource: 'configuration-set', resourceName: names.mail }),
    ],
  });
}

/** Mail as it came in, and the tenant that an address belongs to: no tenant's item, and nothing else of the registry. */
function receiveMail(arns: Arns): readonly PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [arns.rawMail(`${MAIL_PREFIX}*`)] }),
    withLeadingKeys([`${SLUG_PREFIX}*`], ['dynamodb:GetItem'], [arns.table]),
  ];
}

/** Who sends mail says where answers go; who takes mail, or names tenants, knows what is our own. */
function mailEnvironment({ config, names }: Deployment, { uses = [] }: DeployableProcess): Record<string, string> {
  const { inboundMail, mailFrom } = config;
  if (uses.includes('usage-keys') && mailFrom !== undefined) return { MAIL_FROM: mailFrom };
  if (inboundMail === undefined || !uses.some((use) => use === 'mail' || use === 'inbound-mail')) return {};
  return {
    MAIL_DOMAIN: inboundMail.domain,
    ...(uses.includes('inbound-mail') && {
      ...{ MAIL_BUCKET_NAME: names.mailBucket, MAIL_PREFIX },
      ...(mailFrom !== undefined && { MAIL_FROM: mailFrom }),
    }),
  };
}

/**
 * The registry of tenants: all of it for who keeps it, delegations and tenants to read for those who work across them, and what the
 * authorizer knows of users for who keeps the directory.
 */
function registryAccess(arns: Arns, platform: DeployableProcess['platform']): readonly PolicyStatement[] {
  const reads = withLeadingKeys(delegationPatterns, readActions, [arns.table]);
  switch (platform) {
    case 'writes':
      return itemAccess(arns, [`${PLATFORM_PREFIX}*`]);
    case 'users':
      return [
        reads,
        withLeadingKeys([userPattern], ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], [arns.table]),
      ];
    case 'reads':
      return [reads];
    default:
      return [];
  }
}

function assumeTenant(arns: Arns): PolicyStatement {
  return new PolicyStatement({ actions: ['sts:AssumeRole', 'sts:TagSession'], resources: [arns.tenantRole] });
}

/** Makes API keys, finds those made before, and attaches them to a usage plan: it changes and deletes none, and reads no plan's use. */
function usageKeyAccess(): readonly PolicyStatement[] {
  const arn = (path: string): string => `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}::${path}`;
  return [
    new PolicyStatement({ actions: ['apigateway:GET'], resources: [arn('/apikeys'), arn('/usageplans')] }),
    new PolicyStatement({ actions: ['apigateway:POST'], resources: [arn('/apikeys'), arn('/usageplans/*/keys')] }),
  ];
}
