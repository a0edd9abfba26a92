/** Codes as people read them (A14); what has no label is shown as it is. */
import { instantText } from '#shared/text/instants';

const german: Readonly<Record<string, string>> = {
  new: 'neu',
  assigned: 'zugewiesen',
  in_progress: 'in Arbeit',
  pending: 'wartet',
  resolved: 'gelöst',
  closed: 'geschlossen',
  canceled: 'abgebrochen',
  awaiting_caller: 'Antwort des Meldenden',
  awaiting_vendor: 'Antwort des Lieferanten',
  awaiting_change: 'eine Änderung',
  awaiting_problem: 'die Lösung eines Problems',
  scheduled_with_user: 'einen vereinbarten Termin',
  assess: 'in Bewertung',
  authorize: 'in Genehmigung',
  scheduled: 'eingeplant',
  rejected: 'abgelehnt',
  approved: 'genehmigt',
  expired: 'abgelaufen',
  outage: 'Ausfall',
  degradation: 'Einschränkung',
  maintenance: 'Wartung',
  none: 'Hinweis',
  response: 'Reaktion',
  resolution: 'Lösung',
};
const english: Readonly<Record<string, string>> = {
  outage: 'Outage',
  degradation: 'Degradation',
  maintenance: 'Maintenance',
  none: 'Information',
  in_progress: 'in progress',
  awaiting_caller: 'an answer from you',
  awaiting_vendor: 'the supplier',
  awaiting_change: 'a change',
  awaiting_problem: 'a problem to be solved',
  scheduled_with_user: 'the time agreed with you',
};

const labels: Readonly<Record<string, Readonly<Record<string, string>>>> = { de: german, en: english };
/** Values that are codes rather than words of somebody. */
const CODED = /(^|\.)(state|holdReason|outcome|clock|effect)$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** A value as a text in the language, instants in the zone. */
export function shown(name: string, value: unknown, language: string, zone: string): string {
  if (value === null || value === undefined || typeof value === 'object') return '';
  const text = String(value);
  if (CODED.test(name)) return labels[language.split('-')[0] ?? '']?.[text] ?? text;
  if (!INSTANT.test(text)) return text;
  return `${instantText(text, language, zone)} (${zone})`;
}
