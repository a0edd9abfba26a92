/** Words that name people, services or categories: unknown ones are refused where the tenant keeps a directory of them (ADR 34). */

import type { Context } from '#shared/engine/context';
import { vocabularyOf } from '#shared/engine/vocabulary';
import type { Fields } from '#shared/grammar/fields';
import { isNobodysOwn } from '#shared/ids/person';
import type { TenantId } from '#shared/ids/tenant-id';
import { type FieldError, Problem } from '#shared/problems/problems';
import type { Store } from '#shared/store/store';
import { userKey } from '#shared/tenancy/keys';

interface Named {
  readonly pointer: string;
  readonly word: string;
}

/** Known ones that a refusal names. */
const SHOWN = 50;

/** What a field names, with where it stands: one word, or a list of them. */
function namedBy(field: string, value: unknown): readonly Named[] {
  if (typeof value === 'string') return [{ pointer: `/${field}`, word: value }];
  if (!Array.isArray(value)) return [];
  return value.map((word, index) => ({ pointer: `/${field}/${index}`, word: String(word) }));
}

/** Those of the ids under which the tenant has stored a user. */
export async function storedPeople(
  store: Store,
  tenant: TenantId,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const items = await store.getAll([...new Set(ids)].map((id) => userKey(tenant, id)));
  return new Set(items.map(({ sk }) => sk));
}

/** @throws Problem unknown-reference with one error for each unknown name */
export async function refuseUnknownNames(
  {
    store,
    config,
    request,
  }: Pick<Context, 'store' | 'config'> & { readonly request: Pick<Context['request'], 'caller'> },
  fields: Fields,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const errors: FieldError[] = [];
  const unknown = (pointer: string, message: string) => errors.push({ pointer, code: 'unknown-reference', message });
  const people: Named[] = [];
  for (const [field, { options }] of Object.entries(fields)) {
    const { directory } = options;
    const named = directory === undefined || directory === 'group' ? [] : namedBy(field, values[field]);
    if (directory === 'person') people.push(...named);
    const known = directory && directory !== 'group' ? vocabularyOf(config, directory) : undefined;
    if (!known) continue;
    for (const { pointer, word } of named)
      if (!known.includes(word))
        unknown(pointer, `there is no ${directory} ${word}; known ones: ${known.slice(0, SHOWN).join(', ') || 'none'}`);
  }
  const { tenant, actor } = request.caller;
  const others = people.filter(({ word }) => word !== actor.id && !isNobodysOwn(word));
  if (config.settings.people === 'stored' && others.length > 0) {
    const stored = await storedPeople(
      store,
      tenant,
      others.map(({ word }) => word),
    );
    for (const { pointer, word } of others)
      if (!stored.has(word)) unknown(pointer, `there is no user ${word} in the tenant’s directory`);
  }
  if (errors.length > 0)
    throw new Problem(
      'unknown-reference',
      errors
        .map(({ message }) => message)
        .slice(0, 5)
        .join('; '),
      {
        errors: errors.slice(0, SHOWN),
      },
    );
}
