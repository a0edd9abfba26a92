/** The one table: every record, timeline entry, setting and timer of every tenant, and the tenant registry. */
import { RemovalPolicy } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  type GlobalSecondaryIndexProps,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { DeployConfig } from '#infra/config';
import type { Deployment } from '#infra/constructs/deployment';
import { dueIndex } from '#infra/constructs/leading-keys';
import { pinLogicalId } from '#infra/constructs/pinned';
import { type IndexName, indexes, listedAttributes } from '#shared/store/keys';

/**
 * Paid by request, so that an idle deployment costs its storage only. The stream carries both images: it is the outbox. What is
 * kept on deletion follows `retainData`; point-in-time recovery is on in any case.
 */
export class RecordTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { config, names }: Deployment, key?: Key) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      tableName: names.table,
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: config.retainData,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(key === undefined
        ? { encryption: TableEncryption.DEFAULT }
        : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
    });
    pinLogicalId(this.table, 'Table');
    for (const [indexName, [partitionKey, sortKey]] of Object.entries(indexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
        ...projectionOf(indexName, config.indexes),
      });
    }
  }
}

/** Have keys only, which hardly ever change: they cost nothing when an item does. */
const opened = 'opened' satisfies IndexName;
const reference = 'reference' satisfies IndexName;

/**
 * Lists are read more often than records are written, so their indexes have the records; the keys of other indexes would only make each entry larger.
 * `whole` is what tables of 0.2.0 have: an index's projection cannot be changed (ADR 74).
 */
function projectionOf(
  indexName: string,
  indexes: DeployConfig['indexes'],
): Pick<GlobalSecondaryIndexProps, 'projectionType' | 'nonKeyAttributes'> {
  if (indexName === dueIndex)
    return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: ['process', 'type', 'id', 'tenantId'] };
  if (indexName === opened) return { projectionType: ProjectionType.KEYS_ONLY };
  if (indexes === 'whole') return { projectionType: ProjectionType.ALL };
  if (indexName === reference) return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...listedAttributes] };
}

function text(name: string): Attribute {
  return { name, type: AttributeType.STRING };
}
