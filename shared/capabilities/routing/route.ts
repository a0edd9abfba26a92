/** Which group gets a new record that was logged for none (F): pure. */
import { routingOf } from '#shared/capabilities/routing/documents';
import type { Configuration } from '#shared/tenancy/configuration';

/** What a record is routed by. */
export interface Routed {
  readonly category?: string | undefined;
  readonly serviceId?: string | undefined;
}

/** The group, and what led to it: the category's, else the service's, else the default; the first of them that is active. */
export function routeOf(
  { category, serviceId }: Routed,
  config: Pick<Configuration, 'documents' | 'group'>,
): { readonly group: string; readonly by: 'category' | 'service' | 'default' } | undefined {
  const { categories, services, defaultGroup } = routingOf(config);
  const candidates = [
    { by: 'category', group: categories.find((rule) => rule.category === category)?.group },
    { by: 'service', group: services.find((rule) => rule.serviceId === serviceId)?.group },
    { by: 'default', group: defaultGroup },
  ] as const;
  for (const { by, group: id } of candidates)
    if (id !== undefined && config.group(id)?.active) return { group: id, by };
  return undefined;
}
