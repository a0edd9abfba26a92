/** Pure rules of writing an article: how it begins, what is taken out of its text, and what of it tells of people (C7). */
import { wrong } from '#shared/engine/refusal';
import type { Check, Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ValuesOf } from '#shared/grammar/fields';
import { addMonths, dayOf } from '#shared/kit/days/day';
import { bytesOf } from '#shared/kit/templates/bytes';
import { withoutActiveContent } from '#shared/text/active-content';
import { masked, personalDataIn } from '#shared/text/personal-data';
import { isForGroups, unknownGroups } from './audience.ts';
import { looksAt } from './needs.ts';
import { content, type inputs, type Knowledge, type Masking, MOST_MASKINGS, prose } from './record.ts';

type Deciding = Decision<Knowledge, unknown>;
type On<A extends keyof typeof inputs> = Decision<Knowledge, ValuesOf<(typeof inputs)[A]>>;

/** Bytes of an article's text, all of it together (C7: > 200 KB). */
const MOST_BYTES = 200 * 1024;
/** Validity is stated for at most so many months. */
const MOST_MONTHS = 24;

/** The text as it is after everything is in its place. */
export const isOfSize: Check<Knowledge, unknown> = ({ record }) => {
  const bytes = prose.reduce((sum, name) => sum + bytesOf(record[name] ?? ''), 0);
  if (bytes <= MOST_BYTES) return undefined;
  return {
    slug: 'payload-too-large',
    detail: `the text of an article has at most ${MOST_BYTES} bytes; this has ${bytes}. Attach what is larger`,
  };
};

export const audienceIsKnown: Check<Knowledge, unknown> = ({ record, config }) =>
  unknownGroups(record.audience, config);

/** At most two years from now on; a day that has passed is no validity. What was stated before may pass. */
export const isValidInBounds: Check<Knowledge, unknown> = ({ record, before, now, config }) => {
  const { validUntil } = record;
  if (validUntil === undefined || validUntil === before?.validUntil) return undefined;
  return validityRefusal(validUntil, now, config.tenant.zone);
};

/** Why a day is none until which an article may be valid. */
export function validityRefusal(validUntil: string, now: number, zone: string): Refusal | undefined {
  const today = dayOf(now, zone);
  const latest = addMonths(today, MOST_MONTHS);
  if (validUntil < today) return wrong('validUntil', `validUntil ${validUntil} has passed; today is ${today}`);
  if (validUntil <= latest) return undefined;
  return wrong(
    'validUntil',
    `validUntil is at most ${MOST_MONTHS} months from now, ${latest}, was given ${validUntil}`,
  );
}

/** What is retired is not translated any more. */
export const originalIsThere: Check<Knowledge, unknown> = (decision) => {
  const { translationOf } = decision.record;
  if (translationOf === undefined || translationOf === decision.before?.translationOf) return undefined;
  const { original } = looksAt.of(decision);
  if (original?.state !== 'retired') return undefined;
  return { slug: 'guard-failed', detail: `${original.named} is retired; translate what is in force` };
};

/** A base that is closed takes no more articles. */
export const baseIsOpen: Check<Knowledge, unknown> = (decision) => {
  if (decision.record.base === decision.before?.base) return undefined;
  const { base } = looksAt.of(decision);
  if (base?.state !== 'closed') return undefined;
  return wrong('base', `${base.named} is closed; name another base, or none`, 'guard-failed');
};

/** Its owner and those who review it renew its validity; its text they change in a draft. */
export const mayRenew: Check<Knowledge, unknown> = ({ record, before, actor, roles }) => {
  if (!before || before.state === 'draft' || record.validUntil === before.validUntil) return undefined;
  if (roles.has('KED') || record.owner === actor.id) return undefined;
  return wrong('validUntil', 'its owner or a knowledge editor (KED) renews what is published', 'forbidden');
};

/** It begins as the first version of whoever writes it, for those for whom its base is. */
export function begin(decision: Deciding): Outcome<Knowledge> {
  const { record, actor } = decision;
  const { audience } = record.audience === undefined ? (looksAt.of(decision).base ?? {}) : record;
  return {
    set: {
      kind: record.kind ?? 'howto',
      owner: record.owner ?? actor.id,
      authors: [actor.id],
      versionNo: 1,
      ...(audience !== undefined && { audience }),
    },
  };
}

/** What changes in a draft is its author's: who wrote of a version does not decide on it. */
export function sign({ record, before, actor }: Deciding): Outcome<Knowledge> {
  const { authors = [] } = record;
  const wrote = content.some((name) => JSON.stringify(record[name]) !== JSON.stringify(before?.[name]));
  return wrote && record.state === 'draft' && !authors.includes(actor.id)
    ? { set: { authors: [...authors, actor.id] } }
    : {};
}

/** What a browser would run is taken out, and what was taken out is said. */
export function sanitise({ record, before }: Deciding): Outcome<Knowledge> {
  const removed = new Set<string>();
  const set: Record<string, string> = {};
  let touched = false;
  for (const name of prose) {
    const value = record[name];
    if (value === undefined || value === before?.[name]) continue;
    touched = true;
    const clean = withoutActiveContent(value);
    for (const each of clean.removed) removed.add(each);
    if (clean.text !== value) set[name] = clean.text.trim() === '' ? '–' : clean.text;
  }
  if (!touched) return {};
  return { set: { ...set, sanitised: removed.size > 0 ? [...removed] : null } };
}

/** Addresses and numbers in it that nobody has decided upon yet are proposed to be masked. */
export function proposeMasks({ record }: Deciding): Outcome<Knowledge> {
  const known = record.maskings ?? [];
  const standing = known.filter(({ state, field, text }) => state !== 'proposed' || record[field]?.includes(text));
  const found = (['title', ...prose] as const).flatMap((name) =>
    personalDataIn(record[name] ?? '').map(({ kind, text }) => ({ field: name, kind, text })),
  );
  const news = found.filter(
    ({ field, text }) =>
      !standing.some((each) => each.text === text && (each.field === field || each.state === 'kept')),
  );
  if (news.length === 0 && standing.length === known.length) return {};
  const last = Math.max(0, ...known.map(({ number }) => number));
  const proposed = news.map((each, index): Masking => ({ number: last + index + 1, ...each, state: 'proposed' }));
  const maskings = [...standing, ...proposed].slice(-MOST_MASKINGS);
  return { set: { maskings: maskings.length > 0 ? maskings : null } };
}

const proposed = (record: Knowledge): readonly Masking[] =>
  (record.maskings ?? []).filter(({ state }) => state === 'proposed');

/** Only what is proposed is decided upon; what stays needs a reason. */
export function decidesProposals({ record, input }: On<'reviewPersonalData'>): Refusal | undefined {
  const { mask = [], keep = [], reason } = input;
  const open = proposed(record).map(({ number }) => number);
  const stranger = [...mask, ...keep].find((number) => !open.includes(number));
  if (stranger !== undefined)
    return wrong(
      mask.includes(stranger) ? 'mask' : 'keep',
      `${stranger} is none of those proposed: ${open.join(', ')}`,
    );
  if (mask.some((number) => keep.includes(number))) return wrong('keep', 'one and the same is to be masked and kept');
  if (keep.length > 0 && reason === undefined)
    return wrong('reason', 'say why what is kept may be published', 'required-field-missing');
  return undefined;
}

export function decideProposals({ record, input }: On<'reviewPersonalData'>): Outcome<Knowledge> {
  const { mask = [], keep = [] } = input;
  const set: Record<string, string> = {};
  for (const { number, field, kind, text } of proposed(record))
    if (mask.includes(number)) set[field] = masked(set[field] ?? record[field] ?? '', [{ kind, text }]);
  const maskings = (record.maskings ?? []).map((each): Masking => {
    if (mask.includes(each.number)) return { ...each, text: '–', state: 'masked' };
    return keep.includes(each.number) ? { ...each, state: 'kept' } : each;
  });
  return { set: { ...set, maskings } };
}

/** What is for groups is nobody else's: it is confidential among those who work here, too (A17). */
export function restrict({ audience, confidential }: Knowledge): { readonly confidential: boolean | null } {
  return { confidential: isForGroups(audience) ? true : (confidential ?? null) };
}

/** Who takes an article from groups to everybody opens it, unless they say otherwise. */
export function open({ record, before, input }: Deciding): Outcome<Knowledge> {
  const said = input !== null && typeof input === 'object' && 'confidential' in input;
  const opened = isForGroups(before?.audience) && !isForGroups(record.audience);
  return opened && !said ? { set: { confidential: null } } : {};
}
