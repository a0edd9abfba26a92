/** Names and values in a webhook that nothing has: it would be active for ever and never send. They are refused, as unknown fields are. */

import events from '#generated/event-names.json' with { type: 'json' };
import { recordValuesOf, type ValueKind } from '#shared/engine/record-values';
import { vocabularyOf } from '#shared/engine/vocabulary';
import { recordTypeNames, recordTypeOf } from '#shared/grammar/record-types';
import { type FieldError, Problem } from '#shared/problems/problems';
import type { Configuration } from '#shared/tenancy/configuration';
import { expectedBy, type NamesOf } from './possible.ts';
import type { Condition } from './rules-match.ts';
import type { Webhook } from './webhook.ts';

type Wanted = { readonly [K in 'events' | 'recordTypes' | 'where']?: Webhook[K] | null };

/** Known names that a refusal tells: those that begin as the unknown one does, if there are any. */
const SHOWN = 60;

/** What a condition can be about beside a record's fields: the custom fields of templates, by the path to them. */
const CUSTOM = 'customFields';

function unknown(pointer: string, what: string, given: string, known: readonly string[]): FieldError {
  const alike = known.filter((name) => name.split('.')[0] === given.split('.')[0]);
  const shown = (alike.length > 0 ? alike : known).slice(0, SHOWN);
  return {
    pointer,
    code: 'unknown-reference',
    message: `there is no ${what} ${given}; known ones: ${shown.join(', ')}`,
  };
}

/** `incident.*` and `*` are names when some event begins so. */
const isEvent = (name: string): boolean =>
  name.endsWith('*') ? events.some((event) => event.startsWith(name.slice(0, -1))) : events.includes(name);

/** What a field, or a path into one, is in a type: undefined where the type does not know it. */
function kindIn(type: string, field: string): ValueKind | 'anything' | undefined {
  const [first = ''] = field.split('.');
  if (first === CUSTOM) return 'anything';
  if (!recordTypeOf(type)?.fields.includes(first)) return undefined;
  const { kinds = {} } = recordValuesOf(type) ?? {};
  if (Object.hasOwn(kinds, field)) return kinds[field];
  return Object.hasOwn(kinds, first) ? undefined : 'anything';
}

/** A value is known if one of the types knows it. */
function faultOf(types: readonly string[], condition: Condition, pointer: string, namesOf: NamesOf): FieldError[] {
  const { field, value } = condition;
  const kinds = types.flatMap((type) => kindIn(type, field) ?? []);
  if (kinds.length === 0) {
    const known = new Set(types.flatMap((type) => recordTypeOf(type)?.fields ?? []));
    return [unknown(`${pointer}/field`, 'field', field, [...known])];
  }
  // Each value of `in` by itself: one type may know the one, another the other.
  const each = condition.is === 'in' && typeof value === 'object' ? value : [value];
  const told = each
    .map((one) => {
      const single = { ...condition, value: one };
      const expected = kinds.map((kind) => expectedBy(single, kind === 'anything' ? undefined : kind, namesOf));
      return expected.includes(undefined) ? undefined : [...new Set(expected)].join(', or ');
    })
    .find((expected) => expected !== undefined);
  if (told === undefined) return [];
  const message = `${field}: expected ${told}, was given ${JSON.stringify(value).slice(0, 100)}`;
  return [{ pointer: `${pointer}/value`, code: 'validation-failed', message }];
}

/** Groups that were, too: records keep them. */
const namesIn =
  (config: Configuration): NamesOf =>
  ({ directory }) => {
    if (directory === 'group') return config.documents.flatMap(({ kind, id }) => (kind === 'group' ? [id] : []));
    return directory && vocabularyOf(config, directory);
  };

/** @throws Problem unknown-reference or validation-failed with one error for each unknown name and impossible value */
export function refuseUnknown({ events: wanted, recordTypes, where }: Wanted, config: Configuration): void {
  const named = (recordTypes ?? []).filter((type) => recordTypeOf(type) !== undefined);
  const types = named.length > 0 ? named : recordTypeNames;
  const errors = [
    ...(wanted ?? []).flatMap((name, index) =>
      isEvent(name) ? [] : [unknown(`/events/${index}`, 'event', name, events)],
    ),
    ...(recordTypes ?? []).flatMap((type, index) =>
      recordTypeOf(type) ? [] : [unknown(`/recordTypes/${index}`, 'record type', type, recordTypeNames)],
    ),
    ...(where ?? []).flatMap((each, index) => faultOf(types, each, `/where/${index}`, namesIn(config))),
  ];
  if (errors.length > 0)
    throw new Problem(
      errors.every(({ code }) => code === 'validation-failed') ? 'validation-failed' : 'unknown-reference',
      errors
        .map(({ message }) => message)
        .slice(0, 5)
        .join('; '),
      { errors },
    );
}
