/** Rules look at other records (ADR 52): `needs` of the type whose rules do, `guardedLists` of a type whose lists are rested on. */
import { type Loaded, loadNeed } from '#shared/capabilities/needs/load';
import { defineCapability } from '#shared/engine/capability';
import { guardWrite, joining, rowsGuard } from '#shared/engine/guards';
import { placesOf } from '#shared/engine/list-places';
import { rowsOf } from '#shared/engine/list-rows';
import type { Writing } from '#shared/engine/seams';
import { underMore } from '#shared/engine/under-conditions';
import { nothing, type Part } from '#shared/grammar/capability';
import { shapesOf } from '#shared/grammar/list-shapes';
import type { Need, Needing } from '#shared/grammar/needs';
import type { AnyRecord } from '#shared/grammar/record';

type FieldsOf<N> = N extends Readonly<Record<string, Need<unknown, infer F>>> ? F : never;

/** @param needing what the rules read with its `of` */
export function needs<const N extends Readonly<Record<string, Need>>>({
  needs: stated,
}: Needing<N>): Part<unknown, never, FieldsOf<N>> {
  return defineCapability<unknown, never, FieldsOf<N>>({
    name: 'needs',
    described: nothing,
    looksAt: Object.fromEntries(
      Object.entries(stated).map(([name, { source }]) => [
        name,
        source.is === 'referred' || source.is === 'person' ? 'one' : 'several',
      ]),
    ),
    rests: async (resting) => {
      const loaded = await Promise.all(
        Object.entries(stated).map(async ([name, { source }]) => [name, await loadNeed(resting, source)] as const),
      );
      const read = new Set<Loaded>();
      const readers = loaded.map(([name, each]) => {
        const reader = () => {
          read.add(each);
          return each.given;
        };
        return [name, reader] as const;
      });
      const needed = { ...resting.known.needed, ...Object.fromEntries(readers) };
      // A decision rests on what its rules have looked at.
      const conditions = () => [...read].flatMap((each) => each.conditions);
      return underMore({ values: resting.values, known: { ...resting.known, needed } }, conditions);
    },
  });
}

/** Whoever joins or leaves one of these lists is noticed by those who rest on who is in it. */
export function guardedLists(...names: readonly string[]): Part<unknown, never, never> {
  const partitions = ({ definition, tenant }: Writing, record: AnyRecord | undefined) => {
    if (!record) return [];
    const shapes = shapesOf(definition).filter(({ name }) => names.includes(name));
    return rowsOf(tenant, definition.type, shapes, { record, places: placesOf(definition, record) });
  };
  return defineCapability<unknown, never, never>({
    name: 'guarded-lists',
    described: nothing,
    write: (writing) => {
      const { before, after } = writing.plan;
      const [old, next] = [partitions(writing, before), partitions(writing, after)];
      const moved = [...old, ...next].filter(
        (row) => ![old, next].every((rows) => rows.some(({ pk, sk }) => pk === row.pk && sk === row.sk)),
      );
      return [...new Set(moved.map(({ pk }) => pk))].map((pk) => guardWrite(rowsGuard(pk), joining(writing)));
    },
  });
}
