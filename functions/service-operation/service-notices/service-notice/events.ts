/** What becomes of a major incident's events: it has one notice, which says what is said of it in public (D2). */
import type { majorIncidentEvents } from '#functions/service-operation/incident-management/contract';
import type { EventOf } from '#shared/grammar/contract';
import type { Consumer, Reaction } from '#shared/grammar/definition';
import type { Configuration } from '#shared/tenancy/configuration';
import { isKind } from '#shared/tenancy/documents';
import type { Texts } from '#shared/text/languages';
import { standardTexts } from './standard-texts.ts';

type MajorIncident<N extends keyof typeof majorIncidentEvents.carries> = EventOf<typeof majorIncidentEvents, N>;

/** How it is to go on; what an event does not say is not known. */
interface Outlook {
  readonly nextUpdateDue?: string | undefined;
  readonly estimatedRestore?: string | undefined;
}

/** What is known when the notice is opened: all of it by the declaration, less by what comes later. */
interface Known extends Outlook {
  readonly incidents?: readonly string[] | undefined;
  readonly commsLead?: string | undefined;
}

/** What somebody wrote without saying in which language is in that of the status page. */
function written(said: string | undefined, { documents }: Configuration): Texts | undefined {
  if (!said) return undefined;
  const [language = 'en'] = documents.flatMap((each) => (isKind(each, 'status-page') ? [each.body.language] : []));
  return { [language]: said };
}

const estimates = ({ estimatedRestore, nextUpdateDue }: Outlook) => ({
  ...(estimatedRestore !== undefined && { estimatedRestore }),
  ...(nextUpdateDue !== undefined && { nextUpdateAt: nextUpdateDue }),
});

/**
 * The open notice of the major incident does this; should it not be there yet, it is opened with what is known. A confidential one has no
 * notice: whoever is to know of it is told by people.
 */
function onNotice(
  { uid, id, at, data }: MajorIncident<'mitigated'>,
  said: Texts,
  { incidents = [], commsLead, ...outlook }: Known,
  otherwise?: { readonly command: string; readonly input: Readonly<Record<string, unknown>> },
): readonly Reaction[] {
  const { services, severity, confidential } = data;
  if (confidential) return [];
  const fields = {
    // The title of a major incident may be a reporter's own words.
    title: (services.join(', ') || id).slice(0, 160),
    channel: 'system',
    effect: severity === 'SEV2' ? 'degradation' : 'outage',
    services: services.slice(0, 50),
    audience: { public: true },
    text: said,
    majorIncident: uid,
    incidents,
    declaredAt: at,
    ...(commsLead !== undefined && { commsLead }),
    ...estimates(outlook),
  };
  return [{ kind: 'open', key: uid, fields, ...(otherwise && { otherwise }) }];
}

/** Declared: one notice, published at once. */
export const openNotice: Consumer<MajorIncident<'declared'>> = (event, config) =>
  onNotice(event, written(event.data.text, config) ?? standardTexts.active, event.data);

/** A public update of the major incident is one of its notice. */
export const updateNotice: Consumer<MajorIncident<'update_posted'>> = (event, config) => {
  const { data } = event;
  const said = written(data.text, config);
  if (said === undefined) return [];
  return onNotice(event, said, data, { command: 'update', input: { text: said, ...estimates(data) } });
};

/** The service is back: the notice says so, and stays until it is over. */
export const watchService: Consumer<MajorIncident<'mitigated'>> = (event, config) => {
  const said = written(event.data.text, config) ?? standardTexts.monitoring;
  return onNotice(event, said, {}, { command: 'monitor', input: { text: said } });
};

export const resolveNotice: Consumer<MajorIncident<'resolved'>> = ({ uid, data }, config) => [
  {
    kind: 'command',
    on: { key: uid },
    command: 'resolve',
    input: { text: written(data.text, config) ?? standardTexts.resolved },
  },
];
