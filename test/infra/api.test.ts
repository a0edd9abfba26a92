/** The way in: which routes there are, who is asked before them, what the gateway answers by itself. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { problems } from '#shared/http/problems';
import { configured, ofType, plain, type Template, templates } from '#test/infra/templates';

const { api } = templates();

/** `ANY /v1/incidents` for each method, with its properties. */
function routes(template: Template) {
  const path = (id: string): string => {
    const resource = plain(template.Resources[id]?.Properties);
    const parsed = z.object({ PathPart: z.string(), ParentId: z.string() }).safeParse(resource);
    return parsed.success ? `${path(parsed.data.ParentId.slice(1, -1))}/${parsed.data.PathPart}` : '';
  };
  return ofType(template, 'AWS::ApiGateway::Method').map(([, { Properties }]) => {
    const resource = String(plain(Properties.ResourceId)).slice(1, -1);
    return { route: `${String(Properties.HttpMethod)} ${path(resource)}`, method: Properties };
  });
}

/** Public, and without a usage plan that could limit them. */
const statusRoutes = ['GET /status/{slug}', 'GET /v1/service-status'];

describe('routes', () => {
  const all = routes(api);

  it('are two for each collection, one for each that has queues, three public pages, and two for the status that tenants show', () => {
    const collections = ['incidents', 'alerts', 'signals', 'changes', 'tenants', 'users', 'groups'];
    expect(all.map(({ route }) => route).toSorted()).toEqual(
      [
        'GET /health',
        'GET /openapi.json',
        'GET /docs',
        ...statusRoutes,
        'GET /v1/queues/{group}/incidents',
        'GET /v1/queues/{group}/changes',
        ...collections.flatMap((path) => [`ANY /v1/${path}`, `ANY /v1/${path}/{proxy+}`]),
      ].toSorted(),
    );
  });

  it('ask the authorizer and count against a usage plan, but for the public pages', () => {
    for (const { route, method } of all) {
      const open = !route.includes('/v1/') || statusRoutes.includes(route);
      expect(method.AuthorizationType, route).toBe(open ? 'NONE' : 'CUSTOM');
      expect(method.ApiKeyRequired ?? false, route).toBe(!open);
    }
  });

  it('lead to the process they belong to', () => {
    for (const name of ['ANY /v1/incidents/{proxy+}', 'GET /v1/queues/{group}/incidents']) {
      const found = all.find(({ route }) => route === name);
      expect(plain(found?.method.Integration)).toMatchObject({
        Type: 'AWS_PROXY',
        IntegrationHttpMethod: 'POST',
        Uri: expect.stringContaining(':function:helmdesk-test-incident-management/invocations'),
      });
    }
  });

  it('are asked about anew for every request', () => {
    expect(api.Resources.RequestAuthorizer?.Properties).toMatchObject({
      Type: 'REQUEST',
      IdentitySource: 'method.request.header.Authorization',
      AuthorizerResultTtlInSeconds: 0,
    });
    expect(api.Resources.Api?.Properties).toMatchObject({
      ApiKeySourceType: 'AUTHORIZER',
      EndpointConfiguration: { Types: ['REGIONAL'] },
    });
  });
});

describe('what the gateway answers by itself', () => {
  const responses = ofType(api, 'AWS::ApiGateway::GatewayResponse').map(([, { Properties }]) => Properties);
  const documentSchema = z.object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    instance: z.string(),
  });

  it.each(responses.map((response) => [String(response.ResponseType), response] as const))(
    '%s is a problem of the catalogue',
    (_type, response) => {
      const { 'application/json': body } = z
        .object({ 'application/json': z.string() })
        .parse(response.ResponseTemplates);
      const problem = documentSchema.parse(JSON.parse(body));
      const slug = problem.type.replace('urn:itsm:problem:', '');

      expect(Object.entries(problems).find(([known]) => known === slug)?.[1]).toEqual([problem.status, problem.title]);
      expect(response.StatusCode).toBe(String(problem.status));
      expect(problem.instance).toBe('$context.requestId');
      expect(response.ResponseParameters).toMatchObject({
        'gatewayresponse.header.Content-Type': "'application/problem+json'",
      });
    },
  );

  it('has the status that callers expect', () => {
    const status = Object.fromEntries(
      responses.map(({ ResponseType, StatusCode }) => [String(ResponseType), StatusCode]),
    );
    expect(status).toMatchObject({
      UNAUTHORIZED: '401',
      ACCESS_DENIED: '403',
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
      ...['/~1v1~1service-status', '/~1status~1{slug}'].map((ResourcePath) =>
        expect.objectContaining({
          HttpMethod: 'GET',
          ResourcePath,
          LoggingLevel: 'ERROR',
          ThrottlingRateLimit: 100,
          ThrottlingBurstLimit: 200,
        }),
      ),
    ]);
  });
});
