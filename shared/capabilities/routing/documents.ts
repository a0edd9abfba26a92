/** Which group gets what is logged for none, as a tenant sets it (F). */
import type { Configuration } from '#shared/tenancy/configuration';
import { bodyNamed, defineDocuments } from '#shared/tenancy/documents';

/** By category, then by service, then the default; groups that are not active are passed over. */
export interface Routing {
  readonly categories: readonly { readonly category: string; readonly group: string }[];
  readonly services: readonly { readonly serviceId: string; readonly group: string }[];
  /** Gets whatever fits nothing else, so that no ticket is left to nobody. */
  readonly defaultGroup?: string;
}

declare module '#shared/tenancy/documents' {
  interface DocumentBodies {
    readonly routing: Routing;
  }
}

/** There is one document of it. */
export const ROUTING = 'routing';

/** Nothing is routed until the tenant says where to. */
export const routingDocuments = defineDocuments({
  kind: 'routing',
  defaults: () => [{ id: ROUTING, body: { categories: [], services: [] } }],
});

/** The routing in effect. */
export const routingOf = (config: Pick<Configuration, 'documents'>): Routing =>
  bodyNamed(config, routingDocuments, ROUTING);
