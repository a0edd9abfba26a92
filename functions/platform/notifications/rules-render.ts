/** Pure: templates and what is put into them. */
import { escaped, paragraphs } from '#shared/text/html';
import { type Audience, isOutside } from './rules-audience.ts';

const PLACEHOLDER = /\{\{\s*([A-Za-z][A-Za-z0-9.]*)\s*\}\}/g;

/** The names between double braces. */
export function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
}

/** Text with its placeholders filled in; one without a value leaves nothing behind. */
export function filled(text: string, values: ReadonlyMap<string, string>): string {
  return text
    .replace(PLACEHOLDER, (_, name: string) => values.get(name) ?? '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** What every text may name. */
const always = [
  'recipient',
  'tenant',
  'actor',
  'comment',
  'update',
  'record.id',
  'record.title',
  'record.state',
  'record.priority',
];
/** Fields that a requester sees. */
const outside = [
  'record.category',
  'record.subcategory',
  'record.serviceId',
  'record.openedAt',
  'record.resolvedAt',
  'record.closedAt',
  'record.holdReason',
  'record.holdUntil',
  'record.resolution.notes',
  'record.plannedStart',
  'record.plannedEnd',
  'record.effect',
  'record.startsAt',
  'record.endsAt',
  'record.estimatedRestore',
  'record.nextUpdateAt',
  'record.major',
];

/** Whether a text for this audience may name it: outside of the agents only what everyone involved sees. */
export function mayName(audience: Audience, name: string): boolean {
  if (always.includes(name) || outside.includes(name)) return true;
  return !isOutside(audience) && /^(record|event)\.[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)?$/.test(name);
}

/** Of a confidential record mail names no more than this. */
const OF_CONFIDENTIAL: ReadonlySet<string> = new Set([
  'recipient',
  'tenant',
  'actor',
  'record.id',
  'record.state',
  'record.priority',
]);
export const isDiscreet = (name: string): boolean => OF_CONFIDENTIAL.has(name) || name.startsWith('event.');

/** Simple HTML that a screen reader and any mail program can read: a language, one heading, paragraphs, no images. */
export function htmlOf({
  subject,
  text,
  language,
}: {
  readonly subject: string;
  readonly text: string;
  readonly language: string;
}): string {
  const title = escaped(subject);
  return [
    `<!doctype html><html lang="${escaped(language)}" dir="auto"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><title>${title}</title></head>`,
    '<body style="font:16px/1.5 sans-serif;color:#1b1b1b;background:#fff;max-width:40em;margin:1em auto;padding:0 1em">',
    `<main><h1 style="font-size:1.25em">${title}</h1>${paragraphs(text)}</main></body></html>`,
  ].join('');
}
