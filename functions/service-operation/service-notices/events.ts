/** What becomes of a major incident's events: it has one notice, which says what is said of it in public (D2). */
import type { Consumer, Reaction } from '#shared/process/definition';
import type { Configuration } from '#shared/tenancy/configuration';
import { isKind } from '#shared/tenancy/documents';
import type { Texts } from '#shared/text/languages';
import { standardTexts } from './texts.ts';

type Data = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.flatMap((each) => text(each) ?? []) : [];

/** What somebody wrote without saying in which language is in that of the status page. */
function written(value: unknown, { documents }: Configuration): Texts | undefined {
  const said = text(value);
  if (said === undefined) return undefined;
  const [language = 'en'] = documents.flatMap((each) => (isKind(each, 'status-page') ? [each.body.language] : []));
  return { [language]: said };
}

const estimates = ({ estimatedRestore, nextUpdateDue }: Data) => ({
  ...(text(estimatedRestore) !== undefined && { estimatedRestore }),
  ...(text(nextUpdateDue) !== undefined && { nextUpdateAt: nextUpdateDue }),
});

/** A confidential major incident has no notice: whoever is to know of it is told by people. */
const isDiscreet = ({ confidential }: Data): boolean => confidential === true;

/** The open notice of the major incident does this; should it not be there yet, it is opened with what is known. */
function onNotice(
  { uid, id, at, data }: Parameters<Consumer>[0],
  said: Texts,
  otherwise?: { readonly command: string; readonly input: Data },
): readonly Reaction[] {
  if (isDiscreet(data)) return [];
  const services = texts(data.services);
  const fields = {
    // The title of a major incident may be a reporter's own words.
    title: (services.join(', ') || id).slice(0, 160),
    channel: 'system',
    effect: data.severity === 'SEV2' ? 'degradation' : 'outage',
    services: services.slice(0, 50),
    audience: { public: true },
    text: said,
    majorIncident: uid,
    incidents: texts(data.incidents),
    declaredAt: at,
    ...(text(data.commsLead) !== undefined && { commsLead: data.commsLead }),
    ...estimates(data),
  };
  return [{ kind: 'open', key: uid, fields, ...(otherwise && { otherwise }) }];
}

/** Declared: one notice, published at once. */
export const openNotice: Consumer = (event, config) =>
  onNotice(event, written(event.data.text, config) ?? standardTexts.active);

/** A public update of the major incident is one of its notice. */
export const updateNotice: Consumer = (event, config) => {
  const said = written(event.data.text, config);
  if (said === undefined) return [];
  return onNotice(event, said, { command: 'update', input: { text: said, ...estimates(event.data) } });
};

/** The service is back: the notice says so, and stays until it is over. */
export const watchService: Consumer = (event, config) => {
  const said = written(event.data.text, config) ?? standardTexts.monitoring;
  return onNotice(event, said, { command: 'monitor', input: { text: said } });
};

export const resolveNotice: Consumer = ({ uid, data }, config) => [
  {
    kind: 'command',
    on: { key: uid },
    command: 'resolve',
    input: { text: written(data.text, config) ?? standardTexts.resolved },
  },
];
