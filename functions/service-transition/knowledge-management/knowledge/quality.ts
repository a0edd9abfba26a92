/** How good an article is by what can be told of it: 0 to 100 (C7). Pure. */
import type { Knowledge } from './record.ts';
import { servicesOf } from './standing.ts';

type Judged = Pick<
  Knowledge,
  'title' | 'body' | 'symptoms' | 'environment' | 'cause' | 'resolution' | 'keywords' | 'ciIds' | 'validUntil' | 'kind'
> &
  Parameters<typeof servicesOf>[0];

/** Characters that say something, at least. */
const TELLING_TITLE = 15;
const TELLING_BODY = 200;

/** Kinds that say what somebody sees, and what helps. */
const SOLVING: ReadonlySet<string> = new Set(['troubleshooting', 'known_error']);

/**
 * The sum of: a title of 15 characters 15, a text of 200 characters 25, what it is about (services or configuration items) 15, keywords 10, a
 * validity 10; and what it is recognised and solved by, symptoms 10 and resolution 15, which other kinds than troubleshooting and known errors do
 * not need.
 */
export function qualityOf(record: Judged): number {
  const { title, body, symptoms, resolution, keywords = [], ciIds = [], validUntil, kind = '' } = record;
  const needless = !SOLVING.has(kind);
  const points: readonly (readonly [boolean, number])[] = [
    [title.trim().length >= TELLING_TITLE, 15],
    [body.trim().length >= TELLING_BODY, 25],
    [servicesOf(record).length + ciIds.length > 0, 15],
    [keywords.length > 0, 10],
    [validUntil !== undefined, 10],
    [needless || symptoms !== undefined, 10],
    [needless || resolution !== undefined, 15],
  ];
  return points.reduce((sum, [met, worth]) => sum + (met ? worth : 0), 0);
}

export const rate = (record: Knowledge): { readonly qualityScore: number } => ({ qualityScore: qualityOf(record) });
