/** Who operates the deployment on this machine: credentials as an admin has them in an AWS account, for what admins do beside the API. */

import type { Backend } from '#infra/local/backend';
import { defineRole, sessionOf } from '#infra/local/edges/iam/principal';
import type { JsonObject } from '#infra/local/machine/json';
import { ACCOUNT, arn, PARTITION, REGION } from '#infra/local/machine/template/physical';

/** They may invoke the deployment's functions, and nothing else. */
const role = defineRole({
  arn: `arn:${PARTITION}:iam::${ACCOUNT}:role/operator`,
  policies: {
    invoke: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arn('lambda', 'function:helmdesk-local-*') },
      ],
    },
  },
  trust: { Version: '2012-10-17', Statement: [] },
});

/** Gives credentials, with the endpoint that takes them. */
export const createOperator =
  ({ credentials, endpoints }: Pick<Backend, 'credentials' | 'endpoints'>) =>
  (): JsonObject => ({
    endpoint: endpoints.aws,
    region: REGION,
    credentials: { ...credentials.issue(sessionOf(role, 'operator')) },
  });
