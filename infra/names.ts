/** Physical names, pinned so that stacks refer to each other by name and no export ties two of them together. */
import { ArnFormat, Aws, type Stack } from 'aws-cdk-lib';

/** The variable of every function that says which packed items it reads; functions of 0.2.0 have none. */
export const ITEMS_READ = 'ITEMS_READ';

/** The names of one deployment; all begin with `helmdesk-<stage>`. */
export interface Names {
  readonly prefix: string;
  readonly table: string;
  readonly bus: string;
  /** The bucket of attachments: with account and region in it, as bucket names are the whole world's. */
  readonly bucket: string;
  /** The bucket that mail comes into. */
  readonly mailBucket: string;
  readonly tenantRole: string;
  /** The state machine that follows records of this type. */
  readonly machine: (type: string) => string;
  readonly api: string;
  readonly key: string;
  readonly topic: string;
  /** The configuration set that mail is sent with. */
  readonly mail: string;
  readonly accessLog: string;
  /** `helmdesk-<stage>-<id>`. */
  readonly function: (id: string) => string;
  /** `helmdesk-<stage>-process-<id>`: the tenant role trusts roles of this shape and no others. */
  readonly processRole: (id: string) => string;
  /** The queue of what no function could work on, and that of what the stream relay could not. */
  readonly deadLetters: string;
  readonly streamDeadLetters: string;
  /** The value of the API key that stands for a usage plan; no secret, as clients cannot send it. */
  readonly usageKey: (tier: string) => string;
}

/** The physical names of the deployment stage `stage`. */
export function namesOf(stage: string): Names {
  const prefix = `helmdesk-${stage}`;
  return {
    prefix,
    table: prefix,
    bus: prefix,
    bucket: `${prefix}-attachments-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
    mailBucket: `${prefix}-mail-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
    api: prefix,
    tenantRole: `${prefix}-tenant`,
    machine: (type) => `${prefix}-${type}`,
    key: `alias/${prefix}`,
    topic: `${prefix}-alarms`,
    mail: `${prefix}-mail`,
    accessLog: `/helmdesk/${stage}/access`,
    function: (id) => `${prefix}-${id}`,
    processRole: (id) => `${prefix}-process-${id}`,
    deadLetters: `${prefix}-dead-letters`,
    streamDeadLetters: `${prefix}-stream-relay-dlq`,
    usageKey: (tier) => `${prefix}-usage-plan-${tier}`,
  };
}

/** ARNs made from {@link Names} in the partition, region and account of `stack`. */
export function arnsOf(stack: Stack, names: Names) {
  const colon = ArnFormat.COLON_RESOURCE_NAME;
  return {
    table: stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: names.table }),
    index: (index: string) =>
      stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: `${names.table}/index/${index}` }),
    bus: stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: names.bus }),
    /** Objects whose keys are like this. */
    objects: (pattern: string) => `arn:${Aws.PARTITION}:s3:::${names.bucket}/${pattern}`,
    /** Mail as it came in, by keys like this. */
    rawMail: (pattern: string) => `arn:${Aws.PARTITION}:s3:::${names.mailBucket}/${pattern}`,
    tenantRole: role(stack, names.tenantRole),
    role: (name: string) => role(stack, name),
    function: (id: string) =>
      stack.formatArn({
        service: 'lambda',
        resource: 'function',
        resourceName: names.function(id),
        arnFormat: colon,
      }),
    machine: (type: string) =>
      stack.formatArn({
        service: 'states',
        resource: 'stateMachine',
        resourceName: names.machine(type),
        arnFormat: colon,
      }),
    topic: stack.formatArn({ service: 'sns', resource: names.topic }),
    deadLetters: stack.formatArn({ service: 'sqs', resource: names.deadLetters }),
  };
}

export type Arns = ReturnType<typeof arnsOf>;

function role(stack: Stack, name: string): string {
  return stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: name });
}
