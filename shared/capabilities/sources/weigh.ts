/** Which of several sources' values is a record's, and which are kept in its shadow. Pure. */
import { MANUAL, OTHERS, type Precedence, type SourcesRule } from '#shared/capabilities/sources/rule';
import { canonical } from '#shared/engine/history';
import type { AnyRecord } from '#shared/grammar/record';
import { parseDuration } from '#shared/time/duration';

/** A source's word for a value, and since when it says so. */
export interface SourceValue {
  readonly value: unknown;
  readonly since: string;
}

/** A source of values, when it last saw the record, and its words by attribute. */
export interface Source {
  readonly lastSeen: string;
  readonly values: Readonly<Record<string, SourceValue>>;
}

export type Sources = Readonly<Record<string, Source>>;
/** Values by the names of attributes. */
export type Attributes = Readonly<Record<string, unknown>>;

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Attributes that hold values by key are told apart by their key; those that are told as a whole have a field of their own. */
export function attributesIn(
  { attributes, keyed = [] }: Pick<SourcesRule, 'attributes' | 'keyed'>,
  values: Attributes,
): Attributes {
  return Object.fromEntries(
    attributes.flatMap((field): (readonly [string, unknown])[] => {
      const value = values[field];
      if (value === undefined) return [];
      if (!keyed.includes(field) || !isMap(value)) return [[field, value]];
      return Object.entries(value).map(([key, each]) => [`${field}/${key}`, each] as const);
    }),
  );
}

/** The fields that some attributes, with these values, come to. @param record what else stands in fields of values by key */
export function fieldsOf(record: Attributes, changes: Attributes): Attributes {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(changes)) {
    const slash = name.indexOf('/');
    if (slash < 0) {
      fields[name] = value ?? null;
      continue;
    }
    const field = name.slice(0, slash);
    const known = fields[field] ?? record[field];
    const { [name.slice(slash + 1)]: _, ...others } = isMap(known) ? known : {};
    fields[field] = value === undefined ? others : { ...others, [name.slice(slash + 1)]: value };
  }
  return fields;
}

const placeIn = (precedence: Precedence, source: string): number => {
  const named = precedence.indexOf(source);
  if (named >= 0) return named;
  const others = precedence.indexOf(OTHERS);
  return others >= 0 ? others : precedence.length;
};

/** The order of sources for an attribute. */
const precedenceFor = ({ precedence, precedenceOf = {} }: SourcesRule, attribute: string): Precedence =>
  precedenceOf[attribute] ?? precedence;

/** When a source gives way, in epoch milliseconds; never where people state it. */
export function staleAt(rule: SourcesRule, record: AnyRecord, name: string, { lastSeen }: Source): number {
  if (name === MANUAL) return Number.POSITIVE_INFINITY;
  const { staleAfter } = rule;
  const after = typeof staleAfter === 'string' ? staleAfter : staleAfter(record as never);
  return Date.parse(lastSeen) + parseDuration(after) * 1000;
}

/** A source's word for an attribute. */
export interface Word extends SourceValue {
  readonly source: string;
  readonly stale: boolean;
}

/**
 * The words for an attribute, the one that counts first: of sources that are not stale before those that are, by precedence, and of those that are
 * believed alike the one that came last. A source that repeats what it said does not come anew.
 */
export function wordsFor(
  rule: SourcesRule,
  record: AnyRecord,
  sources: Sources,
  attribute: string,
  now: number,
): readonly Word[] {
  const precedence = precedenceFor(rule, attribute);
  const words = Object.entries(sources).flatMap(([source, state]): Word[] => {
    const word = state.values[attribute];
    return word === undefined ? [] : [{ ...word, source, stale: staleAt(rule, record, source, state) <= now }];
  });
  return words.sort(
    (a, b) =>
      Number(a.stale) - Number(b.stale) ||
      placeIn(precedence, a.source) - placeIn(precedence, b.source) ||
      Date.parse(b.since) - Date.parse(a.since) ||
      (a.source < b.source ? -1 : 1),
  );
}

/** Attributes of which sources change nothing. */
export const controlledIn = ({ controlled }: SourcesRule, record: AnyRecord): ReadonlySet<string> =>
  new Set(controlled?.(record as never));

/** Every attribute that a record has a value of, or a source a word for. */
export function attributesOf(rule: SourcesRule, record: AnyRecord, sources: Sources): readonly string[] {
  const stated = Object.values(sources).flatMap(({ values }) => Object.keys(values));
  return [...new Set([...Object.keys(attributesIn(rule, record)), ...stated])].sort();
}

/** What the record's attributes become at an instant, where that is something else than what they are; undefined: nothing any more. */
export function changesAt(rule: SourcesRule, record: AnyRecord, sources: Sources, now: number): Attributes {
  const live = attributesIn(rule, record);
  const controlled = controlledIn(rule, record);
  const changes: Record<string, unknown> = {};
  for (const attribute of attributesOf(rule, record, sources)) {
    const [first] = wordsFor(rule, record, sources, attribute, now);
    // Nobody's word: it stands until somebody has one.
    if (!first || controlled.has(attribute) || same(first.value, live[attribute])) continue;
    changes[attribute] = first.value;
  }
  return changes;
}

/** The first instant, in epoch milliseconds, at which a source's giving way changes something. */
export function nextChangeAt(rule: SourcesRule, record: AnyRecord): number | undefined {
  const { sources = {} } = record;
  const instants = Object.entries(sources).map(([name, source]) => staleAt(rule, record, name, source));
  return instants
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
    .find((at) => Object.keys(changesAt(rule, record, sources, at)).length > 0);
}

/** What a source says, and as of when. */
export interface Report {
  readonly source: string;
  /** RFC 3339. */
  readonly seenAt: string;
  /** `null`: it says nothing of it any more. */
  readonly values: Attributes;
}

/** Sources after a report. What it does not mention it still says. */
export function reported(sources: Sources, { source, seenAt, values }: Report): Sources {
  const before = sources[source];
  const said: Record<string, SourceValue> = { ...before?.values };
  for (const [attribute, value] of Object.entries(values)) {
    if (value === null || value === undefined) delete said[attribute];
    else if (!same(said[attribute]?.value, value)) said[attribute] = { value, since: seenAt };
  }
  return { ...sources, [source]: { lastSeen: seenAt, values: said } };
}

/** What became of an attribute of a report, and whose word counts where that is another's. */
export interface Weighed {
  readonly attribute: string;
  readonly outcome: AttributeOutcome;
  readonly source?: string;
}

export type AttributeOutcome = 'promoted' | 'same' | 'shadowed' | 'held';

/** What became of each attribute of a report. */
export function outcomesOf(
  rule: SourcesRule,
  record: AnyRecord,
  { source, values }: Report,
  sources: Sources,
  now: number,
): readonly Weighed[] {
  const live = attributesIn(rule, record);
  const controlled = controlledIn(rule, record);
  return Object.entries(values).flatMap(([attribute, value]): Weighed[] => {
    if (value === null || value === undefined) return [];
    if (same(live[attribute], value)) return [{ attribute, outcome: 'same' }];
    if (controlled.has(attribute)) return [{ attribute, outcome: 'held' }];
    const [first] = wordsFor(rule, record, sources, attribute, now);
    if (!first || first.source === source) return [{ attribute, outcome: 'promoted' }];
    return [{ attribute, outcome: 'shadowed', source: first.source }];
  });
}
