/** Which collection a record's number belongs to, as the API's own description says: INC0000042 is one of the incidents. */
import { UsageError } from '#infra/cli/exit-codes';
import { generate } from '#infra/generated/current';
import type { HelmdeskClient } from '#shared/client/client';
import { recordTypes } from '#shared/grammar/directory';

interface Description {
  readonly paths: Readonly<Record<string, unknown>>;
  readonly components: {
    readonly schemas: Readonly<
      Record<string, { readonly properties?: { readonly id?: { readonly pattern?: string } } }>
    >;
  };
}

/** Collections by the prefix of their records' numbers. */
async function prefixes(client: HelmdeskClient): Promise<ReadonlyMap<string, string>> {
  const { body } = await client.ask('GET /openapi.json');
  const { paths, components } = Object(body) as Description;
  const collections = Object.keys(paths).flatMap((path) => /^\/v1\/([a-z-]+)\/\{id\}\/actions$/.exec(path)?.[1] ?? []);
  const byPrefix = new Map<string, string>();
  for (const collection of collections) {
    const answer = JSON.stringify(Object(Object(paths[`/v1/${collection}/{id}`]).get).responses ?? {});
    const [, name = ''] = /"#\/components\/schemas\/(\w+)"/.exec(answer) ?? [];
    const prefix = /^\^([A-Z]+)/.exec(components.schemas[name]?.properties?.id?.pattern ?? '')?.[1];
    if (prefix !== undefined) byPrefix.set(prefix, collection);
  }
  return byPrefix;
}

/** Loaded when it is asked for: most commands know their collection, and start without it. */
async function ownCollection(type: string): Promise<string | undefined> {
  generate();
  const { recordTypeOf } = await import('#shared/grammar/record-types');
  return recordTypeOf(type)?.path;
}

/** @throws UsageError for a number that is none of the API's */
export async function collectionOf(client: HelmdeskClient, number: string): Promise<string> {
  const prefix = /^[A-Za-z]+/.exec(number)?.[0].toUpperCase() ?? '';
  // A type that this version knows needs no description of two megabytes; a deployment may know more.
  const type = recordTypes[prefix];
  const own = type === undefined ? undefined : await ownCollection(type);
  if (own !== undefined) return own;
  const known = await prefixes(client);
  const found = known.get(prefix);
  if (found !== undefined) return found;
  throw new UsageError(
    `expected a number such as ${[...known.keys()].map((each) => `${each}0000001`).join(', ')}; was given ${number}`,
  );
}
