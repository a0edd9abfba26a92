/** Mail that comes back is told on the default bus, as SES can do it: the configuration set that mail is sent with. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Deployment } from '#infra/constructs/deployment';

export class BounceEvents extends Construct {
  constructor(scope: Construct, id: string, { names }: Deployment) {
    super(scope, id);
    const set = new CfnConfigurationSet(this, 'Set', { name: names.mail });
    const eventBusArn = Stack.of(this).formatArn({
      service: 'events',
      resource: 'event-bus',
      resourceName: 'default',
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    const destination = new CfnConfigurationSetEventDestination(this, 'Destination', {
      configurationSetName: names.mail,
      eventDestination: {
        name: 'bounces',
        enabled: true,
        matchingEventTypes: ['BOUNCE'],
        eventBridgeDestination: { eventBusArn },
      },
    });
    destination.addResourceDependency(set);
  }
}
