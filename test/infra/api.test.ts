/** The way in: which routes there are, who is asked before them, what the gateway answers by itself. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { told } from '#functions/platform/access/authorizer/unauthenticated';
import { TOO_LARGE } from '#shared/http/body';
import { protocol } from '#shared/problems/protocol';
import { sampleProcesses } from '#test/infra/processes';
import { configured, ofType, plain, type Template, templates } from '#test/infra/templates';

const all = templates();
const { api } = all;
const stages = { api, 'service-operation': all['service-operation'], 'service-transition': all['service-transition'] };

const methodSchema = z.object({
  security: z.optional(z.array(z.record(z.string(), z.unknown()))),
  'x-amazon-apigateway-integration': z.record(z.string(), z.unknown()),
});
const bodySchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), methodSchema)),
  components: z.object({ securitySchemes: z.record(z.string(), z.record(z.string(), z.unknown())) }),
  'x-amazon-apigateway-gateway-responses': z.record(
    z.string(),
    z.object({
      statusCode: z.string(),
      responseParameters: z.record(z.string(), z.string()),
      responseTemplates: z.object({ 'application/json': z.string() }),
    }),
  ),
});

/** The description that an API imports. */
const described = (template: Template) => bodySchema.parse(plain(template.Resources.Api?.Properties.Body));

/** `ANY /v1/incidents` for each method, with its definition. */
const routes = (template: Template) =>
  Object.entries(described(template).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([name, method]) => {
      const verb = name === 'x-amazon-apigateway-any-method' ? 'ANY' : name.toUpperCase();
      return { route: `${verb} ${path}`, method };
    }),
  );

/** Public, and without a usage plan that could limit them. */
const read = (path: string) => [`GET ${path}`, `HEAD ${path}`];
const statusRoutes = ['/v1/service-status', '/status/{slug}'].flatMap(read);

const guarded = (path: string) => [`ANY ${path}`, `OPTIONS ${path}`];
const collections = (...paths: readonly string[]) =>
  paths.flatMap((path) => [...guarded(`/v1/${path}`), ...guarded(`/v1/${path}/{proxy+}`)]);

describe('routes', () => {
  it('field-report 24 are two for each collection, one for each that has queues, each with a preflight, and the public pages', () => {
    const names = (stage: keyof typeof stages) => routes(stages[stage]).map(({ route }) => route);
    expect(names('api')).toEqual([
      ...['/', '/health', '/openapi.json', '/docs', '/errors'].flatMap(read),
      ...statusRoutes,
      ...guarded('/mcp'),
      ...collections('tenants', 'users', 'groups'),
    ]);
    expect(names('service-operation').toSorted()).toEqual(
      [...collections('incidents', 'alerts', 'signals'), ...guarded('/v1/queues/{group}/incidents')].toSorted(),
    );
    expect(names('service-transition').toSorted()).toEqual(
      [...collections('changes'), ...guarded('/v1/queues/{group}/changes')].toSorted(),
    );
  });

  it('are no resources of their stack: an API is one description', () => {
    for (const template of Object.values(stages)) {
      expect(ofType(template, 'AWS::ApiGateway::RestApi')).toHaveLength(1);
      for (const type of ['Resource', 'Method', 'GatewayResponse', 'Authorizer'])
        expect(ofType(template, `AWS::ApiGateway::${type}`)).toEqual([]);
    }
  });

  it('ask the authorizer and count against a usage plan, but for the public pages', () => {
    for (const template of Object.values(stages)) {
      const { securitySchemes } = described(template).components;
      expect(securitySchemes.UsageKey).toEqual({ type: 'apiKey', name: 'x-api-key', in: 'header' });
      for (const { route, method } of routes(template)) {
        const open =
          (!route.includes('/v1/') && !route.includes('/mcp')) ||
          statusRoutes.includes(route) ||
          route.startsWith('OPTIONS ');
        expect(method.security, route).toEqual(open ? undefined : [{ RequestAuthorizer: [], UsageKey: [] }]);
      }
    }
  });

  it('lead to the process they belong to', () => {
    for (const name of ['ANY /v1/incidents/{proxy+}', 'ANY /v1/queues/{group}/incidents']) {
      const found = routes(all['service-operation']).find(({ route }) => route === name);
      expect(found?.method['x-amazon-apigateway-integration']).toMatchObject({
        type: 'aws_proxy',
        httpMethod: 'POST',
        uri: expect.stringContaining(':function:helmdesk-test-incident-management/invocations'),
      });
    }
  });

  it('field-report 24 answer a preflight by themselves: no function, no credentials, and nothing of a tenant', () => {
    const preflights = Object.values(stages)
      .flatMap(routes)
      .filter(({ route }) => route.startsWith('OPTIONS '));
    expect(preflights.length).toBeGreaterThan(10);
    for (const { method } of preflights)
      expect(method['x-amazon-apigateway-integration']).toMatchObject({
        type: 'mock',
        contentHandling: 'CONVERT_TO_TEXT',
        responses: {
          default: {
            statusCode: '204',
            responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
          },
        },
      });
  });

  it('are deployed anew when the description changes, and only then', () => {
    const deployment = (processes = sampleProcesses) =>
      ofType(templates(configured(), processes)['service-operation'], 'AWS::ApiGateway::Deployment').map(([id]) => id);
    const [first, ...others] = sampleProcesses;
    const more = first ? [{ ...first, paths: [...first.paths, 'further'] }, ...others] : [];
    expect(deployment()).toEqual(deployment([...sampleProcesses]));
    expect(deployment(more)).not.toEqual(deployment());
  });

  it('field-report 25 bodies reach functions as the bytes they are', () => {
    for (const template of Object.values(stages))
      expect(template.Resources.Api?.Properties).toMatchObject({ BinaryMediaTypes: ['*/*'] });
  });

  it('are asked about anew for every request', () => {
    for (const template of Object.values(stages)) {
      expect(described(template).components.securitySchemes.RequestAuthorizer).toMatchObject({
        'x-amazon-apigateway-authorizer': {
          type: 'request',
          authorizerUri: expect.stringContaining(':function:helmdesk-test-authorizer/invocations'),
          identitySource: 'method.request.header.Authorization',
          authorizerResultTtlInSeconds: 0,
        },
      });
      expect(template.Resources.Api?.Properties).toMatchObject({
        ApiKeySourceType: 'AUTHORIZER',
        EndpointConfiguration: { Types: ['REGIONAL'] },
      });
    }
  });
});

describe('what the gateway answers by itself', () => {
  it('field-report 22 calls the limit of a body by the sentence of the functions', () => {
    expect(JSON.stringify(responses.REQUEST_TOO_LARGE?.responseTemplates)).toContain(TOO_LARGE);
  });

  const responses = described(api)['x-amazon-apigateway-gateway-responses'];
  const documentSchema = z.object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    instance: z.string(),
  });

  it('is the same of every API', () => {
    for (const template of Object.values(stages))
      expect(described(template)['x-amazon-apigateway-gateway-responses']).toEqual(responses);
  });

  it.each(Object.entries(responses))('%s is a problem of the catalogue', (_type, response) => {
    const problem = documentSchema.parse(JSON.parse(response.responseTemplates['application/json']));
    const slug = problem.type.replace('urn:itsm:problem:', '');

    expect(Object.entries(protocol).find(([known]) => known === slug)?.[1]).toMatchObject({
      status: problem.status,
      title: problem.title,
    });
    expect(response.statusCode).toBe(String(problem.status));
    expect(problem.instance).toBe('$context.requestId');
    expect(response.responseParameters).toMatchObject({
      'gatewayresponse.header.Content-Type': "'application/problem+json'",
    });
  });

  it('field-report 37 says of refused credentials what the authorizer says, in JSON whatever that is', () => {
    const denied = responses.ACCESS_DENIED;
    const template = denied?.responseTemplates['application/json'] ?? '';
    for (const sentence of Object.values(told)) {
      const body = documentSchema.parse(JSON.parse(template.replace('$context.authorizer.told', sentence)));
      expect([body.status, body.detail]).toEqual([401, sentence]);
    }
    expect(denied?.responseParameters).toMatchObject({
      'gatewayresponse.header.WWW-Authenticate': `'Bearer error="invalid_token"'`,
    });
  });

  it('has the status that callers expect', () => {
    const status = Object.fromEntries(Object.entries(responses).map(([type, { statusCode }]) => [type, statusCode]));
    expect(status).toMatchObject({
      UNAUTHORIZED: '401',
      ACCESS_DENIED: '401',
      MISSING_AUTHENTICATION_TOKEN: '404',
      REQUEST_TOO_LARGE: '413',
      THROTTLED: '429',
      QUOTA_EXCEEDED: '429',
      DEFAULT_5XX: '500',
      INTEGRATION_TIMEOUT: '503',
    });
  });
});

describe('usage plans', () => {
  it('are one for each tier, with a key that the authorizer can name', () => {
    const tiers = [
      { name: 'standard', requestsPerSecond: 10, burst: 20, monthlyQuota: 1000 },
      { name: 'premium-plus', requestsPerSecond: 100, burst: 200, monthlyQuota: 100_000 },
    ];
    const { api } = templates(configured({ tiers }));

    expect(api.Resources.UsagePlanPremiumPlus?.Properties).toMatchObject({
      Throttle: { RateLimit: 100, BurstLimit: 200 },
      Quota: { Limit: 100_000, Period: 'MONTH' },
    });
    expect(api.Resources.UsageKeyStandard?.Properties).toMatchObject({
      Enabled: true,
      Value: 'helmdesk-test-usage-plan-standard',
    });
    expect(ofType(api, 'AWS::ApiGateway::UsagePlanKey')).toHaveLength(2);
  });

  it('span the APIs of all stages', () => {
    const spanned = z
      .array(z.object({ ApiId: z.string(), Stage: z.literal('test') }))
      .parse(plain(api.Resources.UsagePlanStandard?.Properties.ApiStages));
    expect(spanned.map(({ ApiId }) => ApiId)).toEqual([
      '<Api>',
      expect.stringMatching(/^<output helmdesk-test-service-transition\.\w*RefApi/),
      expect.stringMatching(/^<output helmdesk-test-service-operation\.\w*RefApi/),
    ]);
  });

  it('have keys as long as API Gateway asks for, whatever stage and tier are called', () => {
    const tiers = [{ name: 'ab', requestsPerSecond: 1, burst: 1, monthlyQuota: 1 }];
    const { api } = templates(configured({ stage: 'ab', tiers }));
    expect(String(api.Resources.UsageKeyAb?.Properties.Value).length).toBeGreaterThanOrEqual(20);
  });
});

describe('the stage', () => {
  it('is limited as a whole and writes one line a request, with the tenant in it', () => {
    const [stage] = ofType(api, 'AWS::ApiGateway::Stage');
    const { AccessLogSetting, MethodSettings } = z
      .object({ AccessLogSetting: z.object({ Format: z.string() }), MethodSettings: z.unknown() })
      .parse(stage?.[1].Properties);

    expect(JSON.parse(AccessLogSetting.Format)).toMatchObject({
      tenantId: '$context.authorizer.tenantId',
      status: '$context.status',
    });
    expect(MethodSettings).toEqual([
      expect.objectContaining({
        HttpMethod: '*',
        ThrottlingRateLimit: 1000,
        ThrottlingBurstLimit: 2000,
        DataTraceEnabled: false,
      }),
      ...['/~1v1~1service-status', '/~1status~1{slug}'].flatMap((ResourcePath) =>
        ['GET', 'HEAD'].map((HttpMethod) =>
          expect.objectContaining({
            HttpMethod,
            ResourcePath,
            LoggingLevel: 'ERROR',
            ThrottlingRateLimit: 100,
            ThrottlingBurstLimit: 200,
          }),
        ),
      ),
    ]);
  });
});
