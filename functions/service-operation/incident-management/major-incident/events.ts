/** What becomes of events for major incidents: many reports of one thing propose one, until it was decided upon (D2). */
import { matrixOf } from '#shared/capabilities/clocks/documents';
import type { DataOf, EventOf } from '#shared/grammar/contract';
import type { Consumer, Gathering, Sighting } from '#shared/grammar/definition';
import { ulidTime } from '#shared/ids/ulid';
import { priorityOf } from '#shared/kit/service-levels/priority';
import type { incidentEvents, majorIncidentEvents } from '../contract.ts';
import { MAX_INCIDENTS } from './record.ts';

type Report = EventOf<typeof incidentEvents, 'created'>;
type Told = DataOf<typeof incidentEvents.carries.created>;

/** As many different people, within as many minutes, make a candidate; the tenant may set both. */
const windowOf = (minutes: number): number => minutes * 60_000;

/** What an incident is about: its service, else its category. */
const subjectOf = ({ serviceId, category }: Told): string | undefined => serviceId ?? category;

/** Each new incident is a sighting of what it is about, by whoever reported it; what is confidential is nobody else's proof. */
export const reportOf: Gathering<Report> = ({ data }, { settings }) => {
  if (data.confidential === true) return undefined;
  const [topic, by] = [subjectOf(data), data.requesterId];
  if (topic === undefined || (by === undefined && !isCritical(data, settings.criticalServices))) return undefined;
  return { topic, ...(by !== undefined && { by }), withinMs: windowOf(settings.majorIncidentMinutes) };
};

const isCritical = ({ serviceId }: Told, services: readonly string[]): boolean =>
  serviceId !== undefined && services.includes(serviceId);

/** The sightings of some stretch of the window's length that contains the event's own and has the most people. */
function densest(sightings: readonly Sighting[], own: string, withinMs: number): readonly Sighting[] {
  const byTime = [...sightings].sort((a, b) => (a.uid < b.uid ? -1 : 1));
  const stretches = byTime.map((first) =>
    byTime.filter(({ uid }) => uid >= first.uid && ulidTime(uid) - ulidTime(first.uid) <= withinMs),
  );
  const people = (stretch: readonly Sighting[]): number => new Set(stretch.map(({ by }) => by)).size;
  return stretches
    .filter((stretch) => stretch.some(({ uid }) => uid === own))
    .reduce<readonly Sighting[]>((best, each) => (people(each) > people(best) ? each : best), []);
}

/**
 * Five incidents of one service or category by different people within 15 minutes, or a P1 on a critical service. What a confidential one
 * proposes is as confidential, and stands by itself: who works on the like does not hear of it.
 */
export const proposeMajor: Consumer<Report> = (event, config, _record, sightings = []) => {
  const { data, uid } = event;
  const { settings } = config;
  const topic = subjectOf(data);
  if (topic === undefined) return [];
  const critical =
    isCritical(data, settings.criticalServices) &&
    priorityOf(matrixOf(config), data.impact ?? 3, data.urgency ?? 3) === 'P1';
  const many = densest(sightings, uid, windowOf(settings.majorIncidentMinutes));
  const enough = new Set(many.map(({ by }) => by)).size >= settings.majorIncidentReports;
  if (!critical && !enough) return [];
  const confidential = data.confidential === true;
  const incidents = (enough ? many.map((sighting) => sighting.uid) : [uid]).slice(0, MAX_INCIDENTS);
  const { title, serviceId, category } = data;
  return [
    {
      kind: 'open',
      key: confidential ? uid : topic,
      fields: {
        title: `${topic}: ${title || event.id}`.slice(0, 160),
        channel: 'system',
        trigger: enough ? 'many_reports' : 'critical_service',
        topic: confidential ? uid : topic,
        incidents,
        ...(confidential && { confidential }),
        ...(serviceId !== undefined && { serviceId }),
        ...(category !== undefined && { category }),
      },
      otherwise: { command: 'add-incidents', input: { incidents } },
    },
  ];
};

/** What a major incident was made of, or was found to be none, counts no more. */
export const forgetReports: Consumer<EventOf<typeof majorIncidentEvents, 'declared' | 'rejected'>> = ({
  data: { topic, incidents },
}) => (topic === undefined ? [] : [{ kind: 'forget', topic, uids: incidents }]);
