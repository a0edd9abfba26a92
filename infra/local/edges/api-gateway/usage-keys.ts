/** API keys that functions make while the stack runs, and the usage plans that they attach them to; kept over a restart. */
import type { Journal } from '#infra/local/machine/journal';

export interface UsageKey {
  readonly id: string;
  /** Also its value: ours have the same. */
  readonly name: string;
  readonly plan?: string;
}

export interface UsageKeys {
  /** By value. */
  get(value: string): UsageKey | undefined;
  byId(id: string): UsageKey | undefined;
  named(prefix: string): readonly UsageKey[];
  save(key: UsageKey): void;
}

export function createUsageKeys(journal: Journal): UsageKeys {
  const keys = new Map<string, UsageKey>();
  for (const { name, id, plan } of journal.sql('SELECT name, id, plan FROM usage_keys').all())
    keys.set(String(name), { name: String(name), id: String(id), ...(plan !== null && { plan: String(plan) }) });
  const list = (): readonly UsageKey[] => [...keys.values()];
  return {
    get: (value) => keys.get(value),
    byId: (id) => list().find((key) => key.id === id),
    named: (prefix) => list().filter(({ name }) => name.startsWith(prefix)),
    save(key) {
      journal
        .sql('INSERT OR REPLACE INTO usage_keys (name, id, plan) VALUES (?, ?, ?)')
        .run(key.name, key.id, key.plan ?? null);
      keys.set(key.name, key);
    },
  };
}
