/** The bus of a workbench: what the process has written of events is delivered to it, in the order in which it was written, until nothing comes of it. */
import type { BusEvent, EventEnvelope } from '#shared/events/envelope';
import type { Workbench } from '#test/bench/workbench';

export interface Bus {
  /** Events that are written and not delivered yet, oldest first. */
  waiting(): Promise<readonly BusEvent[]>;
  /** Delivers what waits, and what comes of it, each `times` times. */
  run(times?: number): Promise<void>;
}

/** @param bench what happened before is not delivered */
export async function openBus(bench: Workbench): Promise<Bus> {
  const known = new Set<string>();
  const waiting = async (): Promise<readonly BusEvent[]> => {
    const events = (await bench.items()).flatMap(({ entry }): readonly EventEnvelope[] => Object(entry).events ?? []);
    return events
      .filter(({ eventId }) => !known.has(eventId))
      .sort((a, b) => (a.eventId < b.eventId ? -1 : 1))
      .map((detail) => ({ source: `itsm.${detail.process}`, 'detail-type': detail.name, detail }));
  };
  for (const { detail } of await waiting()) known.add(detail.eventId);
  return {
    waiting,
    async run(times = 1) {
      for (let events = await waiting(); events.length > 0; events = await waiting()) {
        for (const event of events) {
          known.add(event.detail.eventId);
          // At once, as two instances of the function may take them.
          await Promise.all(Array.from({ length: times }, () => bench.deliver(event)));
        }
      }
    },
  };
}
