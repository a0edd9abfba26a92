/** How an operator sees the deployment: alarms to one topic, one dashboard, and saved queries over the logs. */
import { Aws, Stack, type StackProps } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { alarms } from '#infra/constructs/alarms';
import { dashboard } from '#infra/constructs/dashboard';
import type { Deployment } from '#infra/constructs/deployment';
import { countLogged } from '#infra/constructs/logged-metrics';
import { pinLogicalId } from '#infra/constructs/pinned';
import { savedQueries } from '#infra/constructs/saved-queries';

export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, deployment: Deployment, props: StackProps) {
    super(scope, id, props);
    const topic = this.topic(deployment);
    countLogged(this, deployment);
    const all = alarms(this, deployment);
    const action = new SnsAction(topic);
    for (const alarm of all) {
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
    dashboard(this, deployment, all);
    savedQueries(this, deployment);
  }

  /** Its policy replaces the default one, so CloudWatch must be let in by name. */
  private topic({ config, names }: Deployment): Topic {
    const topic = new Topic(this, 'Alarms', {
      ...{ topicName: names.topic, displayName: names.prefix, enforceSSL: true },
      ...(config.customerManagedKey ? { masterKey: Alias.fromAliasName(this, 'Key', names.key) } : {}),
    });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (config.alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(config.alarmEmail));
    pinLogicalId(topic, 'AlarmTopic');
    return topic;
  }
}
