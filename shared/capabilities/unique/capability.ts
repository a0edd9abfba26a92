/** No two records of a type have the same values of some fields, however many are written at once. */
import { markerWrites, type UniqueRule } from '#shared/capabilities/unique/unique';
import { defineCapability } from '#shared/engine/capability';
import { nothing, type Part } from '#shared/grammar/capability';

/** @param rules each: fields of which the values together are one record's alone */
export function unique<const N extends string>(...rules: readonly UniqueRule<N>[]): Part<unknown, never, N> {
  return defineCapability<unknown, never, N>({
    name: 'unique',
    described: nothing,
    notes: rules.map(
      ({ fields }) => `One record alone has a ${fields.map((field) => `\`${field}\``).join(' with a ')}.`,
    ),
    write: (writing) => rules.flatMap((rule) => markerWrites(rule, writing)),
  });
}
