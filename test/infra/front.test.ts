/** The one address: every path reaches the API of the stage that owns it, by the code that CloudFront runs. */
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { deployables } from '#functions/deployables';
import { frontCode, LARGEST_CODE } from '#infra/constructs/front-code';
import type { DeployableProcess } from '#infra/functions';
import { sampleProcesses } from '#test/infra/processes';
import { plain, templates } from '#test/infra/templates';

const resultSchema = z.object({ headers: z.record(z.string(), z.object({ value: z.string() })) });

/** Which origin a path is handed to, and the address that the API is told. */
function handed(uri: string, processes: readonly DeployableProcess[] = sampleProcesses, said = '') {
  let origin = 'platform';
  const world: { cf: object; handler?: unknown } = {
    cf: {
      selectRequestOriginById(id: string) {
        origin = id;
      },
    },
  };
  runInContext(frontCode(processes).replace(/^import .*$/m, ''), createContext(world));
  if (typeof world.handler !== 'function') throw new TypeError('expected a handler');
  const own = said === '' ? {} : { 'x-viewer-address': { value: said }, 'x-front-host': { value: said } };
  const headers = { host: { value: 'itsm.example.com' }, ...own };
  const event = { viewer: { ip: '198.51.100.7' }, request: { method: 'GET', uri, headers } };
  const { headers: after } = resultSchema.parse(world.handler(event));
  return { origin, address: after['x-viewer-address']?.value, host: after['x-front-host']?.value };
}

describe('the function of the address', () => {
  it.each([
    ['/v1/incidents', 'service-operation'],
    ['/v1/incidents/INC0000001/comments', 'service-operation'],
    ['/v1/changes', 'service-transition'],
    ['/v1/queues/desk/changes', 'service-transition'],
    ['/v1/queues/incidents/changes', 'service-transition'],
    ['/v1/queues/desk/incidents', 'service-operation'],
    ['/v1/queues/desk/nothing', 'platform'],
    ['/v1/tenants', 'platform'],
    ['/v1/nothing', 'platform'],
    ['/v1/constructor', 'platform'],
    ['/v1/__proto__/incidents', 'platform'],
    ['/v1/', 'platform'],
    ['/v1', 'platform'],
    ['/', 'platform'],
    ['/status/acme', 'platform'],
    ['/mcp', 'platform'],
    ['/incidents', 'platform'],
    ['/v2/incidents', 'platform'],
    ['//v1/incidents', 'platform'],
  ])('hands %s to %s', (path, origin) => {
    expect(handed(path).origin).toBe(origin);
  });

  it('hands a name below a shared segment to its owner, and the rest of the segment to the platform', () => {
    const own: DeployableProcess = {
      ...{ id: 'own', stage: 'service-design', paths: ['services'], consumes: [] },
      shared: ['kpis/service-catalogue', 'reports/backlog', 'msp/rollouts'],
    };
    for (const path of ['/v1/kpis/service-catalogue', '/v1/reports/backlog', '/v1/msp/rollouts/7'])
      expect(handed(path, [own]).origin).toBe('service-design');
    for (const path of ['/v1/kpis', '/v1/kpis/incident-management', '/v1/reports/other'])
      expect(handed(path, [own]).origin).toBe('platform');
  });

  it('tells the API the address of the caller, whatever the caller says it is', () => {
    expect(handed('/v1/incidents').address).toBe('198.51.100.7');
    expect(handed('/v1/incidents', sampleProcesses, '203.0.113.1').address).toBe('198.51.100.7');
    expect(handed('/mcp', sampleProcesses, '203.0.113.1').host).toBe('itsm.example.com');
  });

  it('knows every collection of the registry', () => {
    for (const { stage, paths } of deployables)
      for (const path of paths) expect(handed(`/v1/${path}/x`, deployables).origin, path).toBe(stage);
    expect(Buffer.byteLength(frontCode(deployables))).toBeLessThan(LARGEST_CODE);
  });
});

describe('the distribution', () => {
  const { api } = templates();
  const config = Object(api.Resources.Front?.Properties).DistributionConfig;

  it('has an origin for each API, over TLS, with what proves the way', () => {
    const origins: readonly object[] = Object(plain(config)).Origins;
    expect(origins.map((origin) => Object(origin).Id)).toEqual(['platform', 'service-transition', 'service-operation']);
    for (const origin of origins)
      expect(origin).toMatchObject({
        DomainName: expect.stringMatching(/^<.+>\.execute-api\.<AWS::Region>\.<AWS::URLSuffix>$/),
        OriginPath: '/test',
        CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
        OriginCustomHeaders: [{ HeaderName: 'x-front-proof', HeaderValue: expect.anything() }],
      });
  });

  it('keeps no answer, takes every method, and hands on every header but the name of the host', () => {
    expect(config.DefaultCacheBehavior).toMatchObject({
      TargetOriginId: 'platform',
      ViewerProtocolPolicy: 'https-only',
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      // The managed policies CachingDisabled and AllViewerExceptHostHeader.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      FunctionAssociations: [{ EventType: 'viewer-request' }],
    });
  });
});
