/** The authorizer: who asks, for which tenant, with which roles. Everything behind it believes this and nothing else. */

import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { environment } from '#shared/aws/environment';
import { FRONT_PROOF, VIEWER_ADDRESS } from '#shared/http/front';
import { collectionOf, segmentsOf } from '#shared/http/path';
import { operatorId } from '#shared/ids/person';
import { Problem } from '#shared/problems/problems';
import { accessKeyIdentity, isAccessKey } from './access-key.ts';
import { noteFailure } from './failures.ts';
import type { Identity } from './identity.ts';
import { chooseTenant } from './tenant.ts';
import { tokenIdentity } from './token.ts';
import { told, Unauthenticated } from './unauthenticated.ts';

const logger = new Logger({ serviceName: 'authorizer' });

export async function handler(event: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const header = (name: string): string | undefined =>
    Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1] ?? undefined;
  // Whoever does not come over the address of the service can say nothing of where they come from that would be believed.
  const direct = header(FRONT_PROOF) !== environment('FRONT_PROOF');
  const viewerAddress = direct ? event.requestContext.identity.sourceIp : (header(VIEWER_ADDRESS) ?? '');
  try {
    if (direct) throw new Unauthenticated('elsewhere', 'the request did not come over the address of the service');
    const credential = /^Bearer (\S+)$/i.exec(header('authorization') ?? '')?.[1];
    if (credential === undefined)
      throw new Unauthenticated('unreadable', 'expected Authorization: Bearer <token or access key>');
    const identity = await (isAccessKey(credential) ? accessKeyIdentity(credential) : tokenIdentity(credential));
    const choice = await chooseTenant(identity, header('itsm-tenant'), about(event.path));
    if (choice.refusal !== '')
      logger.warn('tenant refused', {
        security: true,
        refusal: choice.refusal,
        tenant: identity.tenant.id,
        wanted: header('itsm-tenant'),
        path: event.path,
        user: identity.userId,
      });
    return allow(identity, choice, event.methodArn, viewerAddress);
  } catch (error) {
    if (error instanceof Unauthenticated) {
      const said = { fault: error.fault, detail: error.message, sourceIp: viewerAddress };
      logger.warn('not authenticated', { security: true, ...said });
      await noteFailure(viewerAddress);
      return deny(error, event.methodArn, viewerAddress);
    }
    logger.error('authorizer failed', { error: error as Error });
    throw error;
  }
}

/** What a request is about; nothing that a delegation could be for, when the function behind will find that it has no path. */
function about(path: string): string {
  try {
    return collectionOf(segmentsOf(path));
  } catch (error) {
    if (error instanceof Problem) return '';
    throw error;
  }
}

/** For every method: what it says is of the caller, and functions decide what the caller may do. */
function policy(effect: 'Allow' | 'Deny', methodArn: string): APIGatewayAuthorizerResult['policyDocument'] {
  const everyMethod = `${methodArn.split('/').slice(0, 2).join('/')}/*`;
  return {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: everyMethod }],
  };
}

/** The gateway answers 401 and puts what is told into it (ADR 35); an error that is thrown could say nothing, and would count as a failure of ours. */
const deny = ({ fault }: Unauthenticated, methodArn: string, viewerAddress: string): APIGatewayAuthorizerResult => ({
  principalId: 'nobody',
  policyDocument: policy('Deny', methodArn),
  context: { told: told[fault], viewerAddress },
});

type Choice = Awaited<ReturnType<typeof chooseTenant>>;

function allow(
  identity: Identity,
  choice: Choice,
  methodArn: string,
  viewerAddress: string,
): APIGatewayAuthorizerResult {
  const { slug } = identity.tenant;
  const inside = (id: string): string => (choice.delegated ? operatorId(id, slug) : id);
  return {
    principalId: identity.userId,
    policyDocument: policy('Allow', methodArn),
    usageIdentifierKey: usageKeyOf(choice.limits),
    context: {
      tenantId: choice.tenantId,
      homeTenantId: identity.tenant.id,
      userId: inside(identity.userId),
      clientId: inside(identity.clientId),
      name: identity.name,
      actorType: choice.delegated ? 'msp' : identity.actorType,
      roles: choice.roles.join(' '),
      scope: choice.scope?.join(' ') ?? '',
      readsOnly: String(choice.readsOnly),
      refusal: choice.refusal,
      ...(identity.madeBy && { madeBy: JSON.stringify(identity.madeBy) }),
      viewerAddress,
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
