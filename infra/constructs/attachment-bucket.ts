/** The bucket of attachments: private, encrypted, TLS only, tells EventBridge of every upload, and clears what is not to stay. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '#infra/constructs/acknowledge';
import type { Deployment } from '#infra/constructs/deployment';
import { pinLogicalId, resourceOf } from '#infra/constructs/pinned';

/** An upload that nobody looked at within a day never will be; a quarantined file is kept for evidence for 90 days (A9). */
const INCOMING_DAYS = 1;
/** As long as dead letters are kept: a mail that is redriven finds its files. */
const MAIL_DAYS = 14;
const QUARANTINE_DAYS = 90;

/**
 * Objects are not versioned: what is redacted, erased or purged must be gone. Clean files stay until their record is purged. What is
 * kept on deletion of the stack follows `retainData`.
 */
export class AttachmentBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { config, names }: Deployment, key?: Key) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: names.bucket,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      ...(key === undefined
        ? { encryption: BucketEncryption.S3_MANAGED }
        : { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }),
      lifecycleRules: [
        { prefix: 'incoming/', expiration: Duration.days(INCOMING_DAYS) },
        { prefix: 'mail/', expiration: Duration.days(MAIL_DAYS) },
        { prefix: 'quarantine/', expiration: Duration.days(QUARANTINE_DAYS) },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    pinLogicalId(this.bucket, 'Attachments');
    const resource = resourceOf(this.bucket);
    // Said to CloudFormation directly: the construct would bring a helper function along.
    if (resource instanceof CfnBucket)
      resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    acknowledge(
      this.bucket,
      'AwsSolutions-S1',
      'Who attached, fetched or removed a file is in the record’s audit trail and in the access log of the API; S3 itself is reached by pre-signed URLs only.',
    );
  }
}
