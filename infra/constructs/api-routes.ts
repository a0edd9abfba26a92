/** Which paths lead to which function, and which REST API has them: one a stage of the lifecycle, and one for the platform. */
import type { Route } from '#infra/constructs/api-body';
import type { DeployableProcess } from '#infra/functions';
import { QUEUES } from '#shared/http/path';

/** Answered for anyone: they say what the service is, and nothing of a tenant. */
const publicPaths = ['/', '/health', '/openapi.json', '/docs', '/errors'] as const;

/** A tenant's service status as JSON and as a page, public where the tenant has said so (ADR 17). */
export const statusPaths = ['/v1/service-status', '/status/{slug}'] as const;

/** Where agents speak the Model Context Protocol, with credentials as the API has them. */
export const mcpRoute: Route = { path: '/mcp', functionId: 'mcp' };

/** The routes that are the platform's own, without credentials. */
export const openRoutes: readonly Route[] = [
  ...publicPaths.map((path) => ({ path, functionId: 'service-info', open: true })),
  ...statusPaths.map((path) => ({ path, functionId: 'service-status', open: true })),
];

/** Two a collection, as API Gateway has no one path for a collection and what is below it; one for each collection that has queues; two for each name below a shared segment. */
export function routesOf(processes: readonly DeployableProcess[]): readonly Route[] {
  return processes.flatMap(({ id, paths, queues = [], shared = [] }) => [
    ...[...paths, ...shared].flatMap((path) => [
      { path: `/v1/${path}`, functionId: id },
      { path: `/v1/${path}/{proxy+}`, functionId: id },
    ]),
    ...queues.map((path) => ({ path: `/v1/${QUEUES}/{group}/${path}`, functionId: id })),
  ]);
}

/** So many resources API Gateway makes for these routes: one for each path and each of its beginnings, the root included. */
export function resourcesOf(routes: readonly Route[]): number {
  const beginnings = routes.flatMap(({ path }) => {
    const segments = path.split('/').filter((segment) => segment !== '');
    return segments.map((_, at) => segments.slice(0, at + 1).join('/'));
  });
  return new Set(['', ...beginnings]).size;
}
