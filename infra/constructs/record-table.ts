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
import type { Deployment } from '#infra/constructs/deployment';
import { dueIndex } from '#infra/constructs/leading-keys';
import { pinLogicalId } from '#infra/constructs/pinned';
import { type IndexName, indexes } from '#shared/store/keys';

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
        ...projectionOf(indexName),
      });
    }
  }
}

/** `opened` has keys only: they hardly ever change, so that it costs nothing when a record does. */
function projectionOf(indexName: string): Pick<GlobalSecondaryIndexProps, 'projectionType' | 'nonKeyAttributes'> {
  if (indexName === dueIndex)
    return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: ['process', 'type', 'id', 'tenantId'] };
  return {
    projectionType: indexName === ('opened' satisfies IndexName) ? ProjectionType.KEYS_ONLY : ProjectionType.ALL,
  };
}

function text(name: string): Attribute {
  return { name, type: AttributeType.STRING };
}
