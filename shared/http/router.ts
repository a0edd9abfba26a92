/** Finds the operation that a request means. */

import type { Request } from '#shared/http/request';
import { Problem } from '#shared/problems/problems';

/** What can be routed to: segments after /v1, `{name}` being a parameter. */
export interface Route {
  readonly method: string;
  readonly path: readonly string[];
}

export interface Match<R extends Route> {
  readonly route: R;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A literal segment wins over a parameter. @throws Problem not-found, or method-not-allowed naming the methods that the path knows */
export function matchRoute<R extends Route>(
  routes: readonly R[],
  { method, path }: Pick<Request, 'method' | 'path'>,
): Match<R> {
  const methods = new Set<string>();
  let best: Match<R> | undefined;
  for (const route of routes) {
    const parameters = bind(route.path, path);
    if (!parameters) continue;
    methods.add(route.method);
    const fewer = !best || Object.keys(parameters).length < Object.keys(best.parameters).length;
    if (route.method === method && fewer) best = { route, parameters };
  }
  if (best) return best;
  const place = `/v1/${path.join('/')}`;
  if (methods.size === 0) throw new Problem('not-found', `there is nothing at ${place}`);
  const allow = allowed(methods);
  throw new Problem('method-not-allowed', `${place} knows ${allow.join(', ')}; was asked ${method}`, { allow });
}

/** HEAD goes wherever GET does. */
const allowed = (methods: ReadonlySet<string>): readonly string[] =>
  [...methods].flatMap((method) => (method === 'GET' ? [method, 'HEAD'] : [method]));

function bind(pattern: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== path.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [i, segment] of pattern.entries()) {
    const given = path[i] ?? '';
    if (segment.startsWith('{')) parameters[segment.slice(1, -1)] = given;
    else if (segment !== given) return undefined;
  }
  return parameters;
}
