/** Where the records of each type stand, and who reads them. Generated from the registry, because a function knows no other's definition; and small, as every bundle has it. */
import generated from '#generated/collections.json' with { type: 'json' };
import readersOfAll from '#generated/readers.json' with { type: 'json' };
import type { Permissions } from '#shared/tenancy/roles';

const collections: Readonly<Record<string, string>> = generated;

/** The first segment of the path to records of the type; undefined for what is no type of record. */
export function collectionOf(type: string): string | undefined {
  return Object.hasOwn(collections, type) ? collections[type] : undefined;
}

/** Who reads records of a type, and what of the fields that are told of each is not for someone who does not read all. */
export interface Readers {
  readonly path: string;
  readonly permissions: Permissions;
  readonly hidden: readonly string[];
}

const readers: Readonly<Record<string, Omit<Readers, 'path'>>> = readersOfAll;

/** Undefined for what is no type of record. */
export function readersOf(type: string): Readers | undefined {
  const path = collectionOf(type);
  const known = Object.hasOwn(readers, type) ? readers[type] : undefined;
  return path === undefined || !known ? undefined : { path, ...known };
}
