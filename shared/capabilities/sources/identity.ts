/** By what a report finds its record: values that identify, written alike, and those that identify nothing. Pure. */
import { createHash } from 'node:crypto';
import type { Alike, IdentityRule, SourcesRule } from '#shared/capabilities/sources/rule';
import { type Attributes, attributesIn } from '#shared/capabilities/sources/weigh';
import { canonical, REDACTED } from '#shared/engine/history';
import type { AnyRecord } from '#shared/grammar/record';

/** Characters of a value that identifies, at most: longer ones are text. */
const MAX_LENGTH = 255;

/**
 * What makers leave where a number was to be put in, as inventories report it (DMI types 1 to 3, and what agents put in its place); compared in
 * capitals without blanks and punctuation.
 */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  ...['TOBEFILLEDBYOEM', 'TOBEFILLEDBYOEMS', 'DEFAULTSTRING', 'DEFAULT', 'OEM', 'OEMDEFAULT', 'OEMDEFAULTSTRING'],
  ...['SYSTEMSERIALNUMBER', 'BASEBOARDSERIALNUMBER', 'CHASSISSERIALNUMBER', 'SERIALNUMBER', 'SERIAL', 'SERNUM'],
  ...['MBSERNUM', 'CHASSISSERIAL', 'EMPTY', 'INVALID', 'BAD', 'BLANK', 'TEST', 'TBD', 'TBC', 'ASSETTAG', 'NOASSETTAG'],
  ...['ASSET1234567890', 'NOASSETINFORMATION', 'SYSTEMPRODUCTNAME'],
  ...['NONE', 'NULL', 'NIL', 'NA', 'NOTAVAILABLE', 'NOTAPPLICABLE', 'NOTSPECIFIED', 'NOTDEFINED', 'NOTSETTABLE'],
  ...['NOTPRESENT', 'UNKNOWN', 'UNKNOW', 'UNDEFINED', 'UNSPECIFIED', 'XXX', '123456789', '1234567890', '0123456789'],
  ...['01234567890123456789', '12345678', 'EVAL', 'VIRTUAL', 'SSYSTEMSERIALNUMBER', 'NOSERIAL', 'MISSING'],
]);

/** Names that every host has before it has one: any other word may be one's name. */
const NO_HOSTS: ReadonlySet<string> = new Set(['LOCALHOST', 'LOCALHOSTLOCALDOMAIN', 'UNKNOWN', 'NONE', 'NULL', 'NA']);

const bare = (value: string): string => value.toUpperCase().replace(/[^\p{L}\p{N}]+/gu, '');
const isOneCharacter = (text: string): boolean => /^(.)\1*$/u.test(text);
/** In a UUID that is none, and in a hardware address of nobody, all digits are 0, or all are F. */
const isNobodys = (text: string): boolean => /^(?:0+|F+)$/.test(text);

/** A value as it is compared; undefined for what identifies nothing: a placeholder, a blank, one character over and over. */
export function identifying(value: unknown, alike?: Alike): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).normalize('NFKC').trim().replace(/\s+/gu, ' ');
  const plain = bare(text);
  if (text.length > MAX_LENGTH || plain === '' || text === REDACTED) return undefined;
  if ((alike === 'host-name' ? NO_HOSTS : PLACEHOLDERS).has(plain) || isOneCharacter(plain) || isNobodys(plain))
    return undefined;
  switch (alike) {
    case 'hardware-address':
      return plain;
    case 'host-name':
      return text.toLowerCase().replace(/\.$/, '');
    case undefined:
      return text.toUpperCase();
  }
}

/** One way to recognise a record, with the values by which. */
export interface Identity {
  readonly attributes: readonly string[];
  /** Names the place at which records with these values are found. */
  readonly hash: string;
}

function identityBy(rule: IdentityRule, values: Attributes, attributes: Attributes): Identity | undefined {
  if (rule.when && !rule.when(values as never)) return undefined;
  const found: string[] = [];
  for (const attribute of rule.by) {
    const value = identifying(attributes[attribute], rule.alike?.[attribute]);
    if (value === undefined) return undefined;
    found.push(value);
  }
  const hash = createHash('sha256')
    .update(canonical([rule.by, found]))
    .digest('hex');
  return { attributes: rule.by, hash };
}

/** Ways to recognise what has these values, in the order of the rules. @param values of fields */
export function identitiesOf(rule: SourcesRule, values: Attributes): readonly Identity[] {
  const attributes = attributesIn(rule, values);
  return rule.identifyBy.flatMap((each) => identityBy(each, values, attributes) ?? []);
}

/** Those that a record is found by: none once it is deleted. */
export const heldBy = (rule: SourcesRule, record: AnyRecord | undefined): ReadonlySet<string> =>
  new Set(record && !record.deletedAt ? identitiesOf(rule, record).map(({ hash }) => hash) : []);

/** Attributes that are to identify, with values that identify nothing. */
export function junkIn(rule: SourcesRule, values: Attributes): readonly string[] {
  const attributes = attributesIn(rule, values);
  const junk = rule.identifyBy.flatMap(({ by, alike }) =>
    by.filter((name) => {
      const value = attributes[name];
      return value !== undefined && value !== null && identifying(value, alike?.[name]) === undefined;
    }),
  );
  return [...new Set(junk)];
}

/** What was found: by the first way that finds something, and what another way finds that is not among it. */
export type Recognised =
  | { readonly is: 'new' }
  | { readonly is: 'known'; readonly uid: string; readonly by: readonly string[]; readonly others: readonly string[] }
  | { readonly is: 'ambiguous'; readonly uids: readonly string[]; readonly by: readonly string[] };

/** @param found records by each way, in the order of the ways */
export function recognised(
  ways: readonly { readonly identity: Identity; readonly uids: readonly string[] }[],
): Recognised {
  const first = ways.find(({ uids }) => uids.length > 0);
  if (!first) return { is: 'new' };
  const by = first.identity.attributes;
  const [uid, ...more] = first.uids;
  if (uid === undefined || more.length > 0) return { is: 'ambiguous', uids: first.uids, by };
  const others = ways.flatMap(({ uids }) => uids.filter((each) => each !== uid));
  return { is: 'known', uid, by, others: [...new Set(others)] };
}
