/** What may be done to a cell before it is read: a few named changes, none of which is anybody's code. */
import type { transforms } from '#shared/imports/mapping-document';

export type Transform = (typeof transforms)[number];

/** @param max characters of the field, to which `cut` cuts. */
export function transformed(given: string, changes: readonly Transform[], max: number): string {
  return changes.reduce((text, change) => changed(text, change, max), given);
}

function changed(text: string, change: Transform, max: number): string {
  switch (change) {
    case 'lower-case':
      return text.toLowerCase();
    case 'upper-case':
      return text.toUpperCase();
    case 'mail-address':
      return addressIn(text);
    case 'leading-number':
      return /^\d{1,6}/.exec(text)?.[0] ?? text;
    case 'cut':
      return text.slice(0, max).toWellFormed().trim();
  }
}

/** The address of `Rita Muster <rita@example.com>`; the text itself when there is none in angle brackets. */
function addressIn(text: string): string {
  const from = text.lastIndexOf('<');
  const to = text.indexOf('>', from);
  return from >= 0 && to > from ? text.slice(from + 1, to).trim() : text;
}
