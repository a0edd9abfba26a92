/** The authorizer: who asks, for which tenant, with which roles. Everything behind it believes this and nothing else. */

import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { environment } from '#shared/process/environment';
import { QUEUES } from '#shared/process/routes';
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
    const choice = await chooseTenant(identity, header('itsm-tenant'), collectionOf(event.path));
    if (choice.refusal !== '')
      logger.warn('tenant refused', {
        security: true,
        refusal: choice.refusal,
        tenant: identity.tenant.id,
        wanted: header('itsm-tenant'),
        path: event.path,
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

/** What a request is about, such as `incidents`; a queue is about what stands in it. */
function collectionOf(path: string): string {
  const [, , first = '', , second = ''] = path.split('/');
  return first === QUEUES ? second : first;
}

type Choice = Awaited<ReturnType<typeof chooseTenant>>;

function allow(identity: Identity, choice: Choice, methodArn: string): APIGatewayAuthorizerResult {
  const everyMethod = `${methodArn.split('/').slice(0, 2).join('/')}/*`;
  return {
    principalId: identity.userId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: everyMethod }],
    },
    usageIdentifierKey: usageKeyOf(choice.limits),
    context: {
      tenantId: choice.tenantId,
      homeTenantId: identity.tenant.id,
      userId: identity.userId,
      clientId: identity.clientId,
      name: identity.name,
      actorType: choice.delegated ? 'msp' : identity.actorType,
      roles: choice.roles.join(' '),
      refusal: choice.refusal,
      rateLimitPolicy: policyOf(choice.limits.tier),
    },
  };
}

/** Until a tenant has a key of its own, it shares that of its tier. */
function usageKeyOf({ usageKey, tier }: Choice['limits']): string {
  return usageKey ?? `helmdesk-${environment('STAGE')}-usage-plan-${tier}`;
}

/** The tiers' limits as the deployment sets them: `standard=50/200` is 50 requests a second, 200 at once. */
const tiers = new Map(
  environment('TIERS')
    .split(' ')
    .map((text) => {
      const [name = '', limits = ''] = text.split('=');
      const [rate = 1, burst = 1] = limits.split('/').map(Number);
      return [name, `"tenant";q=${burst};w=${Math.max(1, Math.ceil(burst / rate))}`] as const;
    }),
);

/** What the answer's RateLimit-Policy says: so many requests in a window of so many seconds, for the whole tenant. */
const policyOf = (tier: string): string => tiers.get(tier) ?? '';
