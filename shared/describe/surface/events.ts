/** The events in lines: what each carries, what is common to all said once, and who emits which. */
import type { CatalogueDocument } from '#shared/describe/events/catalogue-document';
import type { Line } from '#shared/describe/surface/line';
import { type Said, said } from '#shared/describe/surface/said';

const spelt = (field: Said): string => JSON.stringify(field);
const kindOf = (name: string): string => name.slice(0, name.indexOf('.'));
const local = (name: string): string => name.slice(name.indexOf('.') + 1);

/** Fields that all of these have as they are here. */
function carriedByAll(events: readonly (readonly Said[])[]): readonly Said[] {
  const others = events.map((data) => new Set(data.map(spelt)));
  return (events[0] ?? []).filter((field) => others.every((known) => known.has(spelt(field))));
}

/** Without what is said of every event of a record already; an event that does not carry all of it is none of a record. */
function own(data: readonly Said[], always: readonly Said[]): readonly Said[] {
  const common = new Set(always.map(spelt));
  const rest = data.filter((field) => !common.has(spelt(field)));
  return rest.length + common.size === data.length ? rest : data;
}

/**
 * A line a source and kind with the names of its events; then one for each event with what it carries: `event *` what every event of a
 * record does, `event *.linked` what that event does for every kind of record.
 */
export function eventLines({ envelope, events }: CatalogueDocument): readonly Line[] {
  const emitted = Object.entries(events).map(([event, { data, common }]) => {
    const [source = '', name = ''] = event.split(' ');
    return { source, name, common, data: said(data) };
  });
  const always = carriedByAll(emitted.flatMap(({ common, data }) => (common ? [data] : [])));
  const sources = Map.groupBy(emitted, ({ source, name }) => `events of ${source}: ${kindOf(name)}`);
  const carried = new Map(
    emitted.map(({ name, common, data }) => [common ? `event *.${local(name)}` : `event ${name}`, own(data, always)]),
  );
  return [
    { about: 'event envelope', takes: [], gives: said(envelope) },
    { about: 'event *', takes: [], gives: always },
    ...[...sources].map(([about, alike]) => ({
      about,
      takes: [],
      gives: alike.map(({ name }) => ({ path: local(name), optional: false, type: '' })),
    })),
    ...[...carried].map(([about, gives]) => ({ about, takes: [], gives })),
  ];
}
