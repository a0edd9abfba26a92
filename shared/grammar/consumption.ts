/** An event of another letterbox, or of one's own, and what it leads to: typed and checked as the producer's contract says. */
import * as z from 'zod/mini';
import type { EventEnvelope } from '#shared/events/envelope';
import {
  type DataOf,
  detailTypeOf,
  type EventOf,
  type EventsContract,
  type Payload,
  type Told,
} from '#shared/grammar/contract';
import type { Consumer, Gathering } from '#shared/grammar/definition';
import type { Consumption } from '#shared/grammar/process-definition';

/** The event with its data as promised. @throws Error when they are not: the bus delivers again, and keeps what never fits */
function promised<P extends Payload>(payload: P, event: EventEnvelope): Told<P> {
  const { success, data, error } = z.looseObject({ title: z.string(), ...payload() }).safeParse(event.data);
  if (success) return { ...event, data: data as DataOf<P> };
  throw new Error(
    `${event.name} ${event.eventId} breaks its promise at ${error.issues.map(({ path }) => path.join('.')).join(', ')}`,
  );
}

/** One event of a letterbox, and what it leads to on which type of record. */
export function consumption<E extends EventsContract, N extends keyof E['carries'] & string>(
  events: E,
  name: N,
  {
    record,
    gather,
    react,
  }: {
    readonly record: string;
    readonly gather?: Gathering<EventOf<E, N>>;
    readonly react: Consumer<EventOf<E, N>>;
  },
): Consumption {
  const { process, carries } = events;
  const told = (event: EventEnvelope): EventOf<E, N> => promised(carries[name] as E['carries'][N], event);
  return {
    source: `itsm.${process}`,
    detailType: detailTypeOf(events, name),
    record,
    ...(gather && { gather: (event, config) => gather(told(event), config) }),
    react: (event, config, type, sightings) => react(told(event), config, type, sightings),
  };
}
