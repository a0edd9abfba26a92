/** Puts domain events on the bus, ten at a time, in order. */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EventEnvelope } from '#shared/events/envelope';
import type { Reach } from '#shared/events/reach';

/** EventBridge takes this many entries in one request. */
const BATCH = 10;

const client = new EventBridgeClient({});

/** @throws Error when the bus did not take every entry: consumers deduplicate by event id, so sending again is harmless. */
export async function publish(envelopes: readonly (EventEnvelope & Reach)[]): Promise<void> {
  for (let i = 0; i < envelopes.length; i += BATCH) {
    const { FailedEntryCount = 0 } = await client.send(
      new PutEventsCommand({
        Entries: envelopes.slice(i, i + BATCH).map((envelope) => ({
          EventBusName: process.env.EVENT_BUS_NAME,
          Source: `itsm.${envelope.process}`,
          DetailType: envelope.name,
          Time: new Date(envelope.at),
          Detail: JSON.stringify(envelope),
        })),
      }),
    );
    if (FailedEntryCount > 0) throw new Error(`the bus did not take ${FailedEntryCount} of ${BATCH} events`);
  }
}
