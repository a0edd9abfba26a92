/** Events of platform services as their letterboxes say them: told with what is promised, and heard as it was. */
import * as z from 'zod/mini';
import type { BusEvent, EventEnvelope } from '#shared/events/envelope';
import { newEvent } from '#shared/events/new-event';
import { detailTypeOf, type EventsContract, type ServiceData } from '#shared/grammar/contract';

type Named<E extends EventsContract> = keyof E['carries'] & string;

/** What whoever tells says beside the name, what it is about and its data. */
export type Telling = Omit<Parameters<typeof newEvent>[0], 'name' | 'process' | 'type' | 'data'> &
  Partial<Pick<EventEnvelope, 'type'>>;

/** An event of a letterbox, new; it is about what the letterbox says unless it names a type itself. */
export function serviceEvent<E extends EventsContract, N extends Named<E>>(
  events: E,
  name: N,
  telling: Telling & { readonly data: ServiceData<E['carries'][N]> },
): EventEnvelope {
  const { process, record } = events;
  return newEvent({ type: record, ...telling, name: detailTypeOf(events, name), process, data: { ...telling.data } });
}

/** An event as a service hears it: its data are what the letterbox of whoever tells promises. */
export type Heard<E extends EventsContract, N extends Named<E>> = Omit<BusEvent, 'detail'> & {
  readonly detail: Omit<BusEvent['detail'], 'data'> & { readonly data: ServiceData<E['carries'][N]> };
};

/**
 * What a service does with an event of a letterbox, for its `consumes`. An event that breaks its promise is an error: the bus delivers again,
 * and keeps what never fits.
 */
export function heard<E extends EventsContract, N extends Named<E>>(
  events: E,
  name: N,
  run: (event: Heard<E, N>) => Promise<void>,
): { readonly source: string; readonly detailType: string; readonly run: (event: BusEvent) => Promise<void> } {
  const { process, carries } = events;
  const payload = carries[name] as E['carries'][N];
  return {
    source: `itsm.${process}`,
    detailType: detailTypeOf(events, name),
    run: (event) => {
      const { detail } = event;
      const { success, data, error } = z.looseObject(payload()).safeParse(detail.data);
      if (success) return run({ ...event, detail: { ...detail, data: data as ServiceData<E['carries'][N]> } });
      const at = error.issues.map(({ path }) => path.join('.')).join(', ');
      throw new Error(`${detail.name} ${detail.eventId} breaks its promise at ${at}`);
    },
  };
}
