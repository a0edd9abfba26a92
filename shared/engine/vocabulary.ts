/** Names that a tenant's configuration knows: groups always, services and categories where it lists them (ADR 34). */
import type { Directory } from '#shared/grammar/fields';
import type { Configuration } from '#shared/tenancy/configuration';

/** Every name of a kind; undefined where the tenant keeps no list of them, so that any word is taken. */
export function vocabularyOf(config: Configuration, directory: Directory): readonly string[] | undefined {
  const { services, categories, mailCategory } = config.settings;
  switch (directory) {
    case 'group':
      return config.documents.flatMap(({ kind, id }) => (kind === 'group' && config.group(id)?.active ? [id] : []));
    case 'service':
      return services;
    case 'category':
      return categories && [...new Set([...categories, mailCategory])];
    case 'person':
      return undefined;
  }
}
