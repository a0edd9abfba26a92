/** One ITIL process: its function, the role it assumes tenants with, and the events it consumes. */

import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '#infra/constructs/acknowledge';
import { BounceEvents } from '#infra/constructs/bounce-events';
import { deadLetterQueue } from '#infra/constructs/dead-letter-queue';
import type { Deployment } from '#infra/constructs/deployment';
import { InboundMail, MAIL_PREFIX } from '#infra/constructs/inbound-mail';
import { itemAccess, readActions, withLeadingKeys } from '#infra/constructs/leading-keys';
import { ServiceFunction } from '#infra/constructs/service-function';
import type { DeployableProcess } from '#infra/functions';
import { type Arns, arnsOf, type Names } from '#infra/names';
import { IMPORTED } from '#shared/process/service';
import { delegationPatterns, PLATFORM_PREFIX, SLUG_PREFIX } from '#shared/store/keys';

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
    environment: Readonly<Record<string, string>> = {},
  ) {
    super(scope, id);
    const { config, names } = deployment;
    const arns = arnsOf(Stack.of(this), names);
    const takesMail = process.uses?.includes('inbound-mail') === true;
    const queue =
      process.consumes.length > 0 || takesMail
        ? deadLetterQueue(this, 'DeadLetters', names.deadLetterQueue(process.id))
        : undefined;
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
      ...(queue === undefined ? {} : { deadLetterQueue: queue }),
    });
    if (makesUsageKeys)
      acknowledge(
        this,
        `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:apigateway:<AWS::Region>::/usageplans/*/keys]`,
        'The ids of the usage plans are made when the API is; the function finds the plan of its deployment by name.',
      );
    if (queue !== undefined && process.consumes.length > 0) this.subscribe(deployment, process, queue);
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

  /** One rule a consumed event, delivered for an hour and then kept; one permission for all rules of the process. */
  private subscribe({ names }: Deployment, process: DeployableProcess, queue: Queue): void {
    const stack = Stack.of(this);
    const onBus = stack.formatArn({ service: 'events', resource: 'rule', resourceName: `${names.bus}/*` });
    // What AWS itself tells comes over the account's default bus.
    const fromAws = process.consumes.filter(({ source }) => source.startsWith('aws.'));
    const rules = [
      onBus,
      ...fromAws.map((each) =>
        stack.formatArn({ service: 'events', resource: 'rule', resourceName: awsRule(names, process, each) }),
      ),
    ];
    for (const [at, sourceArn] of rules.entries()) {
      new CfnPermission(this, at === 0 ? 'Events' : `AwsEvents${at}`, {
        action: 'lambda:InvokeFunction',
        functionName: this.function.function.functionName,
        principal: 'events.amazonaws.com',
        sourceArn,
      });
    }
    queue.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        principals: [new ServicePrincipal('events.amazonaws.com')],
        resources: [queue.queueArn],
        conditions: { ArnLike: { 'aws:SourceArn': rules } },
      }),
    );
    for (const consumed of process.consumes) {
      const { source, detailType } = consumed;
      new CfnRule(this, `On ${source} ${detailType}`, {
        description: `${detailType} of ${source} to ${process.id}`,
        ...(source.startsWith('aws.') ? { name: awsRule(names, process, consumed) } : { eventBusName: names.bus }),
        eventPattern: patternOf(source, detailType),
        targets: [
          {
            id: process.id,
            arn: this.function.function.functionArn,
            deadLetterConfig: { arn: queue.queueArn },
            retryPolicy: { maximumRetryAttempts: 8, maximumEventAgeInSeconds: Duration.hours(1).toSeconds() },
          },
        ],
      });
    }
  }
}

/** `*` at the end of a source stands for whatever follows; at the beginning of a detail-type for whatever precedes, alone for all but imported history. */
function patternOf(source: string, detailType: string): object {
  return {
    source: source.endsWith('*') ? [{ prefix: source.slice(0, -1) }] : [source],
    'detail-type': [typePattern(detailType)],
  };
}

function typePattern(detailType: string): string | object {
  if (detailType === '*') return { 'anything-but': { suffix: IMPORTED } };
  return detailType.startsWith('*') ? { suffix: detailType.slice(1) } : detailType;
}

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

/** Who sends mail says where answers go; who takes mail knows what is our own. */
function mailEnvironment({ config, names }: Deployment, { uses = [] }: DeployableProcess): Record<string, string> {
  const { inboundMail, mailFrom } = config;
  if (inboundMail === undefined || !uses.some((use) => use === 'mail' || use === 'inbound-mail')) return {};
  return {
    MAIL_DOMAIN: inboundMail.domain,
    ...(uses.includes('inbound-mail') && {
      ...{ MAIL_BUCKET_NAME: names.mailBucket, MAIL_PREFIX },
      ...(mailFrom !== undefined && { MAIL_FROM: mailFrom }),
    }),
  };
}

/** The name of a rule on the default bus, which is the account's: it begins with the deployment's. */
function awsRule(names: Names, { id }: DeployableProcess, { detailType }: { readonly detailType: string }): string {
  return `${names.prefix}-${id}-${detailType.replaceAll(' ', '-').toLowerCase()}`.slice(0, 64);
}

/** The registry of tenants: all of it for those who keep it, delegations and tenants to read for those who work across them. */
function registryAccess(arns: Arns, platform: DeployableProcess['platform']): readonly PolicyStatement[] {
  switch (platform) {
    case 'writes':
      return itemAccess(arns, [`${PLATFORM_PREFIX}*`]);
    case 'reads':
      return [withLeadingKeys(delegationPatterns, readActions, [arns.table])];
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
