/** Pure: templates and what is put into them. */

import type { Audience } from '#shared/events/told';
import { recordTypeNames, recordTypeOf } from '#shared/grammar/record-types';
import { escaped, paragraphs } from '#shared/text/html';
import { isOutside } from './rules-audience.ts';

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
/** Whether everyone involved sees the field of the records that the event is about; of an event of no record, wherever there is such a field. */
function isPublic(event: string, field: string): boolean {
  const own = recordTypeOf((event.split('.')[0] ?? '').replaceAll('_', '-'));
  const types = own ? [own] : recordTypeNames.flatMap((name) => recordTypeOf(name) ?? []);
  const having = types.filter(({ fields }) => fields.includes(field));
  return having.length > 0 && having.every(({ internal }) => !internal.includes(field));
}

/** Whether a text of an event for this audience may name it: outside of the agents only what everyone involved sees. */
export function mayName(event: string, audience: Audience, name: string): boolean {
  if (always.includes(name)) return true;
  const [, of, field = ''] = /^(record|event)\.([A-Za-z][A-Za-z0-9]*)(\.[A-Za-z][A-Za-z0-9]*)?$/.exec(name) ?? [];
  return of !== undefined && (!isOutside(audience) || (of === 'record' && isPublic(event, field)));
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
