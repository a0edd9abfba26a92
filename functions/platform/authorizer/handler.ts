/** The authorizer: who asks, for which tenant, with which roles. Everything behind it believes this and nothing else. */

import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { environment } from '#shared/process/environment';
import { accessKeyIdentity, isAccessKey } from './access-key.ts';
import { type Identity, Unauthenticated } from './identity.ts';
import { chooseTenant } from './tenant.ts';
import { tokenIdentity } from './token.ts';

const logger = new Logger({ serviceName: 'authorizer' });

/** API Gateway answers 401 to exactly this message. */
const UNAUTHORIZED = 'Unauthorized';

export async function handler(event: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const header = (name: string): string | undefined =>
    Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1] ?? undefined;
  try {
    const credential = /^Bearer (\S+)$/i.exec(header('authorization') ?? '')?.[1];
    if (credential === undefined) throw new Unauthenticated('expected Authorization: Bearer <token or access key>');
    const identity = await (isAccessKey(credential) ? accessKeyIdentity(credential) : tokenIdentity(credential));
    const choice = await chooseTenant(identity, header('itsm-tenant'));
    if (choice.refusal !== '')
      logger.warn('tenant refused', {
        security: true,
        refusal: choice.refusal,
        tenant: identity.tenant.id,
        user: identity.userId,
      });
    return allow(identity, choice, event.methodArn);
  } catch (error) {
    if (error instanceof Unauthenticated) {
      logger.info('not authenticated', { detail: error.message });
      throw new Error(UNAUTHORIZED);
    }
    logger.error('authorizer failed', { error: error as Error });
    throw error;
  }
}

function allow(
  identity: Identity,
  choice: Awaited<ReturnType<typeof chooseTenant>>,
  methodArn: string,
): APIGatewayAuthorizerResult {
  const everyMethod = `${methodArn.split('/').slice(0, 2).join('/')}/*`;
  return {
    principalId: identity.userId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: everyMethod }],
    },
    usageIdentifierKey: `helmdesk-${environment('STAGE')}-usage-plan-${choice.tier}`,
    context: {
      tenantId: choice.tenantId,
      homeTenantId: identity.tenant.id,
      userId: identity.userId,
      clientId: identity.clientId,
      name: identity.name,
      actorType: choice.delegated ? 'msp' : identity.actorType,
      roles: choice.roles.join(' '),
      refusal: choice.refusal,
    },
  };
}
