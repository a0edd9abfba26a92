/** Where the records of each type stand. Generated from the registry, because a function knows no other's definition; and small, as every bundle has it. */
import generated from '#generated/collections.json' with { type: 'json' };

const collections: Readonly<Record<string, string>> = generated;

/** The first segment of the path to records of the type; undefined for what is no type of record. */
export function collectionOf(type: string): string | undefined {
  return Object.hasOwn(collections, type) ? collections[type] : undefined;
}
