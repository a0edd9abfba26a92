/** What must outlive every other stack: the table, its key, the bucket of attachments, the bus with its archive, the access log, and the role that guards tenants' items. */
import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Archive, EventBus, Match } from 'aws-cdk-lib/aws-events';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { AttachmentBucket } from '#infra/constructs/attachment-bucket';
import type { Deployment } from '#infra/constructs/deployment';
import { pinLogicalId } from '#infra/constructs/pinned';
import { RecordTable } from '#infra/constructs/record-table';
import { TableKey } from '#infra/constructs/table-key';
import { TenantRole } from '#infra/constructs/tenant-role';

export class DataStack extends Stack {
  /** The one value that other stacks import: AWS makes it up, and it changes only with the table itself. */
  readonly streamArn: string;

  constructor(scope: Construct, id: string, deployment: Deployment, props: StackProps) {
    super(scope, id, { ...props, terminationProtection: deployment.config.retainData });
    const { config, names } = deployment;
    const key = config.customerManagedKey ? new TableKey(this, 'TableKey', deployment).key : undefined;
    const { table } = new RecordTable(this, 'Records', deployment, key);
    if (table.tableStreamArn === undefined) throw new TypeError('the table has no stream');
    this.streamArn = table.tableStreamArn;

    const bus = new EventBus(this, 'Bus', { eventBusName: names.bus, description: 'Domain events of every process' });
    pinLogicalId(bus, 'Bus');
    const archive = new Archive(this, 'Archive', {
      archiveName: names.bus,
      description: 'Domain events, for replay',
      sourceEventBus: bus,
      eventPattern: { source: Match.prefix('itsm.') },
      retention: Duration.days(90),
    });
    pinLogicalId(archive, 'Archive');

    const accessLog = new LogGroup(this, 'AccessLog', {
      logGroupName: names.accessLog,
      retention: config.logRetentionDays,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    pinLogicalId(accessLog, 'AccessLog');

    new AttachmentBucket(this, 'Attachments', deployment, key);
    new TenantRole(this, 'Tenant', deployment);
  }
}
