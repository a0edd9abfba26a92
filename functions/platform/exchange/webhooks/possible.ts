/** Pure: whether a condition can hold at all, by what the field that it names can be; one that cannot would never send. */
import type { ValueKind } from '#shared/engine/record-values';
import { asInstant } from '#shared/time/clock';
import type { Condition } from './rules-match.ts';

/** Known values that a refusal tells. */
const SHOWN = 40;

/** The names that a kind's words may be; undefined where any word may be one. */
export type NamesOf = (kind: ValueKind) => readonly string[] | undefined;

/** @returns what was expected, or undefined when the condition can hold. @param kind undefined for what may be anything */
export function expectedBy(
  { is, value }: Condition,
  kind: ValueKind | undefined,
  namesOf: NamesOf,
): string | undefined {
  if (is === 'exists') return typeof value === 'boolean' ? undefined : 'true or false for exists';
  if (kind?.is === 'group') return 'exists, or a part of it in its place';
  if (typeof value === 'object' && is !== 'in') return `one value for ${is}; a list is for in`;
  if ((is === 'gte' || is === 'lte') && (kind?.is === 'flag' || typeof value === 'boolean'))
    return `equals, not, in or exists for true and false; ${is} is for numbers, instants and texts`;
  if (!kind) return undefined;
  const given = typeof value === 'object' ? value : [value];
  const names = namesOf(kind);
  return given.every((one) => canBe(one, kind, names)) ? undefined : valuesOf(kind, names);
}

function canBe(one: string | number | boolean, kind: ValueKind, names: readonly string[] | undefined): boolean {
  switch (kind.is) {
    case 'choice':
      return (kind.of ?? []).some((each) => each === one);
    case 'number':
      return typeof one === 'number';
    case 'flag':
      return typeof one === 'boolean';
    case 'instant':
      return typeof one === 'string' && asInstant(one) !== undefined;
    default:
      return typeof one === 'string' && (names?.includes(one) ?? true);
  }
}

function valuesOf({ is, of, directory }: ValueKind, names: readonly string[] | undefined): string {
  switch (is) {
    case 'choice':
      return `one of ${(of ?? []).slice(0, SHOWN).join(', ')}`;
    case 'number':
      return 'a number';
    case 'flag':
      return 'true or false';
    case 'instant':
      return 'an RFC 3339 instant such as 2026-06-15T07:00:00Z';
    default:
      return names ? `a ${directory} that there is: ${names.slice(0, SHOWN).join(', ') || 'none'}` : 'text';
  }
}
