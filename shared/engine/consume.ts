/** Events from the bus: each leads to reactions, each reaction happens once however often the event is delivered. */

import { capabilitiesOf } from '#shared/engine/capability';
import type { Circumstances } from '#shared/engine/circumstances';
import { openChildrenOf } from '#shared/engine/command';
import { causedBy, newUid } from '#shared/engine/commit';
import { completed } from '#shared/engine/complete';
import type { Consuming } from '#shared/engine/consuming';
import { decideCreate } from '#shared/engine/decide';
import { openKeyKey } from '#shared/engine/keys';
import { unnumbered } from '#shared/engine/numbers';
import { writeOnce } from '#shared/engine/once';
import { ownConsumptions } from '#shared/engine/own-consumptions';
import { onRecord } from '#shared/engine/react-on-record';
import { restOf, withJoined } from '#shared/engine/rest';
import type { Runtime } from '#shared/engine/runtime';
import { settle, sightingsOf } from '#shared/engine/sightings';
import { type BusEvent, type EventEnvelope, MAX_CAUSATION } from '#shared/events/envelope';
import type { Reaction, Sighting } from '#shared/grammar/definition';
import type { Consumption } from '#shared/grammar/process-definition';
import { createFields, createSchema, recordFields } from '#shared/grammar/schemas';
import { validated } from '#shared/http/validate';
import { tenantId } from '#shared/ids/tenant-id';
import { ulidTime } from '#shared/ids/ulid';
import { inFlight } from '#shared/jobs/in-flight';
import { LOST, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import { systemCaller } from '#shared/tenancy/context';
import { clock } from '#shared/time/clock';

/** Children worked on at once. */
const CHILDREN_IN_FLIGHT = 8;

/** @throws Error when a reaction cannot be carried out: the bus delivers again, and keeps what never succeeds for redrive. */
export async function consume(runtime: Runtime, event: BusEvent, requestId: string): Promise<void> {
  const { detail } = event;
  if (detail.depth >= MAX_CAUSATION) {
    runtime.logger.error('automation.loop_detected', {
      eventId: detail.eventId,
      name: detail.name,
      correlationId: detail.correlationId,
    });
    return;
  }
  for (const { source, detailType, run } of ownConsumptions(runtime.process))
    if (source === event.source && detailType === event['detail-type']) await run(runtime, event, requestId);
  const tenant = tenantId(detail.tenantId);
  const store = await runtime.store(tenant);
  const config = await runtime.configurations.load(tenant, store);
  const meant = runtime.process.consumes.filter(
    ({ source, detailType }) => source === event.source && detailType === event['detail-type'],
  );
  for (const consumption of meant)
    await react(
      runtime,
      consumption,
      { runtime, store, config, caller: systemCaller(tenant, runtime.process.id), cause: causedBy(detail, requestId) },
      detail,
    );
}

async function react(
  runtime: Runtime,
  consumption: Consumption,
  base: Omit<Consuming, 'definition'>,
  event: EventEnvelope,
): Promise<void> {
  const definition = runtime.process.records.find(({ type }) => type === consumption.record);
  if (!definition)
    throw new Error(
      `${runtime.process.id} consumes ${consumption.detailType} for ${consumption.record}, which it does not own`,
    );
  const consuming: Consuming = { ...base, definition };
  const sightings = await gathered(consuming, consumption, event);
  for (const [index, reaction] of consumption.react(event, base.config, consumption.record, sightings).entries()) {
    const marker = `${event.eventId}:${definition.type}:${index}`;
    if (reaction.kind === 'open') {
      // A storm of events of one kind meets in one record: each waits its turn instead of losing the race again and again.
      const turn = `${base.caller.tenant}#${definition.type}#${reaction.key}`;
      await runtime.turns.take(turn, () => open(consuming, reaction, marker));
    } else if (reaction.kind === 'forget') {
      await settle(
        { store: base.store, tenant: base.caller.tenant, process: runtime.process.id },
        reaction.topic,
        reaction.uids,
      );
    } else await command(consuming, reaction, marker);
  }
}

/** Keeps the event as a sighting, and shows those around it. */
async function gathered(
  { runtime, store, config, caller: { tenant } }: Consuming,
  { gather }: Consumption,
  event: EventEnvelope,
): Promise<readonly Sighting[]> {
  const about = gather?.(event, config);
  if (!about) return [];
  const { seen } = await sightingsOf({ store, tenant, process: runtime.process.id, config }, event, about);
  const at = ulidTime(event.uid);
  return seen.filter(({ uid, settled }) => !settled && Math.abs(ulidTime(uid) - at) <= about.withinMs);
}

/** Opens a record, or runs the command on the one that holds the key. */
async function open(consuming: Consuming, reaction: Reaction & { kind: 'open' }, marker: string): Promise<void> {
  const { store, caller, definition } = consuming;
  const round = async () => {
    const holder = await store.get(openKeyKey(caller.tenant, definition.type, reaction.key));
    if (holder) {
      if (!reaction.otherwise) return;
      await onRecord(consuming, String(holder.uid), reaction.otherwise.command, reaction.otherwise.input, marker);
      return;
    }
    return (await tryCreate(consuming, reaction, marker)) === 'key-taken' ? LOST : undefined;
  };
  const giveUp = (rounds: number) =>
    new Error(`${rounds} rounds were not enough to open or find the ${definition.type} for ${reaction.key}`);
  return untilWritten(PERSISTENCE, round, giveUp);
}

async function tryCreate(
  consuming: Consuming,
  reaction: Reaction & { kind: 'open' },
  marker: string,
): Promise<'done' | 'key-taken'> {
  const { runtime, store, config, caller, definition } = consuming;
  const circumstances: Circumstances = { caller, config, now: clock.now(), openChildren: [] };
  const { fields, tasks } = reaction.stated
    ? await statedValues(consuming, reaction.fields, circumstances)
    : { fields: reaction.fields };
  const identity = { uid: newUid(), ...(tasks && { tasks }) };
  const { values, known } = await restOf(consuming, { values: fields, fields: recordFields(definition) });
  const standing = { ...circumstances, ...known };
  const planned = (id: string) =>
    withJoined(consuming, 'create', values, decideCreate(definition, values, { ...identity, id }, standing), standing);
  await planned(unnumbered(definition));
  const number = await runtime.numbers.take(caller.tenant, store, definition);
  const outcome = await writeOnce(consuming, { plan: await planned(number.id), number }, undefined, marker);
  return outcome === 'changed' ? 'key-taken' : 'done';
}

/** Values that a person stated, as the body of a create would be. @throws Problem when they are not acceptable: the event goes to the dead letters */
async function statedValues(
  consuming: Consuming,
  given: Readonly<Record<string, unknown>>,
  circumstances: Circumstances,
) {
  const { definition } = consuming;
  const { body, finish, tasks } = await completed({ ...consuming, tenant: circumstances.caller.tenant }, given);
  const stated = validated(createSchema(definition), body, Object.keys(createFields(definition)));
  return { fields: finish(stated, circumstances), tasks };
}

async function command(consuming: Consuming, reaction: Reaction & { kind: 'command' }, marker: string): Promise<void> {
  const { store, caller, definition } = consuming;
  const { on, command: name, input } = reaction;
  if ('childrenOf' in on) {
    const children = await openChildrenOf(store, caller.tenant, definition, on.childrenOf, on.type);
    await inFlight(children, CHILDREN_IN_FLIGHT, (child) =>
      onRecord(consuming, child, name, input, `${marker}:${child}`),
    );
  } else if ('list' in on) {
    const begin = capabilitiesOf(definition).find(({ reacts }) => reacts)?.reacts;
    if (!begin)
      throw new Error(`${definition.type} reacts on a list: its definition needs listReactions among its parts`);
    await begin(consuming, { ...reaction, on }, marker);
  } else if ('key' in on) {
    const holder = await store.get(openKeyKey(caller.tenant, definition.type, on.key));
    if (holder) await onRecord(consuming, String(holder.uid), name, input, marker);
  } else {
    await onRecord(consuming, on.id, name, input, marker);
  }
}
