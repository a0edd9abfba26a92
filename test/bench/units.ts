/** Section `units`: what each command of an incident's life writes, reads and asks of the table, and what its consumers do. */
import { MOST_UNITS, measureLife, type Share, type Step, sumOf } from '#test/bench/life';
import { atMost, fact, type Row, type Section } from '#test/bench/section';

const placesOf = ({ places }: Share): string =>
  Object.entries(places)
    .map(([place, units]) => `${place} ${units}`)
    .join(', ');

const said = (share: Share): string => {
  const { requests, readUnits, writeUnits } = share;
  return `${requests} requests, ${readUnits} read, ${writeUnits} written (${placesOf(share)})`;
};

const summed = (steps: readonly Step[], of: (step: Step) => Share): Share => {
  const places: Record<string, number> = {};
  for (const step of steps)
    for (const [place, units] of Object.entries(of(step).places)) places[place] = (places[place] ?? 0) + units;
  const total = (part: 'requests' | 'readUnits' | 'writeUnits'): number => sumOf(steps, (step) => of(step)[part]);
  return { requests: total('requests'), readUnits: total('readUnits'), writeUnits: total('writeUnits'), places };
};

export const unitsSection: Section = {
  name: 'units',
  title: "requests and capacity units of an incident's life, an idempotency key on each command",
  async run(progress) {
    progress('living');
    const steps = await measureLife();
    const rows = (what: string, own: Share, consumers: Share): Row[] => [
      fact(what, said(own)),
      fact('  its consumers', said(consumers)),
    ];
    return [
      ...steps.flatMap(({ command, own, consumers }) => rows(command, own, consumers)),
      ...rows(
        `all ${steps.length}`,
        summed(steps, ({ own }) => own),
        summed(steps, ({ consumers }) => consumers),
      ),
      atMost(
        'units that commands write',
        sumOf(steps, ({ own }) => own.writeUnits),
        MOST_UNITS,
        { exact: true },
      ),
    ];
  },
};
