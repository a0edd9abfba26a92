/** What becomes of events for major incidents: many reports of one thing propose one, and what it decides reaches its incidents (D2). */
import type { Consumer, Gathering, Sighting } from '#shared/process/definition';
import { priorityOf } from '#shared/service-levels/priority';
import { ulidTime } from '#shared/store/ulid';
import { MAX_INCIDENTS } from './major-record.ts';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.flatMap((each) => text(each) ?? []) : [];
const level = (value: unknown): number => (value === 1 || value === 2 ? value : 3);

/** As many different people, within as many minutes, make a candidate; the tenant may set both. */
const windowOf = (minutes: number): number => minutes * 60_000;

/** What an incident is about: its service, else its category. */
const subjectOf = (data: Readonly<Record<string, unknown>>): string | undefined =>
  text(data.serviceId) ?? text(data.category);

/** Each new incident is a sighting of what it is about, by whoever reported it. */
export const reportOf: Gathering = ({ data }, { settings }) => {
  const [topic, by] = [subjectOf(data), text(data.requesterId)];
  if (topic === undefined || (by === undefined && !isCritical(data, settings.criticalServices))) return undefined;
  return { topic, ...(by !== undefined && { by }), withinMs: windowOf(settings.majorIncidentMinutes) };
};

const isCritical = (data: Readonly<Record<string, unknown>>, services: readonly string[]): boolean =>
  services.includes(text(data.serviceId) ?? '');

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

/** Five incidents of one service or category by different people within 15 minutes, or a P1 on a critical service. */
export const proposeMajor: Consumer = (event, config, _record, sightings = []) => {
  const { data, uid } = event;
  const { settings, matrix } = config;
  const topic = subjectOf(data);
  if (topic === undefined) return [];
  const critical =
    isCritical(data, settings.criticalServices) && priorityOf(matrix, level(data.impact), level(data.urgency)) === 'P1';
  const many = densest(sightings, uid, windowOf(settings.majorIncidentMinutes));
  const enough = new Set(many.map(({ by }) => by)).size >= settings.majorIncidentReports;
  if (!critical && !enough) return [];
  const incidents = (enough ? many.map((sighting) => sighting.uid) : [uid]).slice(0, MAX_INCIDENTS);
  const [serviceId, category] = [text(data.serviceId), text(data.category)];
  return [
    {
      kind: 'open',
      key: topic,
      fields: {
        title: `${topic}: ${text(data.title) ?? event.id}`.slice(0, 160),
        channel: 'system',
        trigger: enough ? 'many_reports' : 'critical_service',
        topic,
        incidents,
        ...(serviceId !== undefined && { serviceId }),
        ...(category !== undefined && { category }),
      },
      otherwise: { command: 'add-incidents', input: { incidents } },
    },
  ];
};

/** What a major incident was made of, or was found to be none, counts no more. */
export const forgetReports: Consumer = ({ data }) => {
  const topic = text(data.topic);
  return topic === undefined ? [] : [{ kind: 'forget', topic, uids: texts(data.incidents) }];
};

/** The incidents it was noticed by become its children. */
export const linkIncidents: Consumer = ({ uid, data }) =>
  texts(data.incidents).map((incident) => ({
    kind: 'command',
    on: { id: incident },
    command: 'link-major',
    input: { majorIncident: uid },
  }));

/** Its incidents are resolved with it, with the same code; what is noted of a confidential one is not for those who reported it. */
export const resolveIncidents: Consumer = ({ uid, id, data }) => [
  {
    kind: 'command',
    on: { childrenOf: uid, type: 'major-incident' },
    command: 'resolve-with-parent',
    input: {
      code: text(data.code) ?? 'solved_permanently',
      notes: text(data.notes) ?? `Resolved together with ${id}.`,
      byNotice: data.confidential !== true,
      ...(text(data.restoredAt) !== undefined && { restoredAt: data.restoredAt }),
    },
  },
];
