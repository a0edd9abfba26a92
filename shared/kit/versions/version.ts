/** Version numbers of Semantic Versioning 2.0.0: what is one, and which goes before which. Pure. */
import { sortableDigits } from '#shared/text/sortable';

const NUMBER = '(0|[1-9]\\d{0,15})';
/** Identifiers of digits have no needless zeros (rule 9). */
const IDENTIFIER = '(?:0|[1-9]\\d{0,15}|\\d*[A-Za-z-][0-9A-Za-z-]*)';
export const VERSION: RegExp = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);

/** Characters of a version number at most. */
export const MAX_VERSION = 80;

/** Digits before words (rule 11.4.3), and the end before anything more (11.4.4). */
const keyOfIdentifier = (text: string): string => (/^\d+$/.test(text) ? `0${sortableDigits(text)}` : `1${text}`);

/** Text by which versions stand in order of precedence: a release after what was before it, and no matter what it was built of. */
export function versionKey(version: string): string | undefined {
  const [, major, minor, patch, before] = VERSION.exec(version) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  const release = [major, minor, patch].map(sortableDigits).join('.');
  return before === undefined ? `${release}~` : `${release}-${before.split('.').map(keyOfIdentifier).join(' ')}`;
}

/** Below zero when the first goes before the second, zero when neither does. @throws RangeError for what is no version number */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [versionKey(a), versionKey(b)];
  if (first === undefined || second === undefined)
    throw new RangeError(
      `expected version numbers such as 1.4.0, was given ${(first === undefined ? a : b).slice(0, 80)}`,
    );
  return first < second ? -1 : first > second ? 1 : 0;
}
