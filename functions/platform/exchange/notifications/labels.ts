/** Codes as people read them (A14); what has no label is shown as it is. */
import { notificationTexts } from '#functions/notification-texts';
import { languageOf } from '#shared/text/languages';
import { instantText } from '#shared/time/instants';

type Words = Readonly<Record<string, string | undefined>>;

/** Words of a code, by the name of its field; several owners may speak of one field, such as `state`. */
const codes = new Map<string, Map<string, Words>>();
for (const [field, words] of notificationTexts.flatMap((texts) => Object.entries(texts.codes ?? {}))) {
  const known = codes.get(field) ?? new Map<string, Words>();
  codes.set(field, known);
  for (const [code, said] of Object.entries(words)) known.set(code, said);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** A value as a text in the language, instants in the zone. */
export function shown(name: string, value: unknown, language: string, zone: string): string {
  if (value === null || value === undefined || typeof value === 'object') return '';
  const text = String(value);
  const coded = codes.get(name.split('.').at(-1) ?? '');
  if (coded) return coded.get(text)?.[languageOf(language)] ?? text;
  if (!INSTANT.test(text)) return text;
  return `${instantText(text, language, zone)} (${zone})`;
}
