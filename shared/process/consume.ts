/** Events from the bus: each leads to reactions, each reaction happens once however often the event is delivered. */

import { type BusEvent, type EventEnvelope, MAX_CAUSATION, REMEMBER_SECONDS } from '#shared/events/envelope';
import { Problem } from '#shared/http/problems';
import { validated } from '#shared/http/validate';
import { inFlight } from '#shared/jobs/in-flight';
import { besideAttributes, namesOf } from '#shared/process/beside';
import type { Circumstances } from '#shared/process/circumstances';
import { openChildrenOf } from '#shared/process/command';
import { causedBy, newUid } from '#shared/process/commit';
import { decideAction, decideComment, decideCreate } from '#shared/process/decide';
import type { Consumption, Reaction, Sighting } from '#shared/process/definition';
import { type Consuming, changeOnce, writeOnce } from '#shared/process/once';
import { ownConsumptions } from '#shared/process/own-consumptions';
import { referredBy } from '#shared/process/refer';
import type { Runtime } from '#shared/process/runtime';
import { createFields, createSchema } from '#shared/process/schemas';
import { presetBody, tasksOf, templatedValues } from '#shared/process/templates';
import { openKeyKey, sightingKey, sightingPk } from '#shared/store/keys';
import { firstUlid, ulidTime } from '#shared/store/ulid';
import { systemCaller } from '#shared/tenancy/context';
import { tenantId } from '#shared/tenancy/tenant-id';
import { clock } from '#shared/time/clock';

const ATTEMPTS = 10;
/** Children worked on at once. */
const CHILDREN_IN_FLIGHT = 8;
/** Sightings looked at on either side of an event. */
const MAX_SIGHTINGS = 100;

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
    } else if (reaction.kind === 'forget') await forget(consuming, reaction);
    else await command(consuming, reaction, marker);
  }
}

/** Keeps the event as a sighting, and shows those around it. Whichever of two at once is kept last sees both. */
async function gathered(
  { runtime, store, config, caller: { tenant } }: Consuming,
  { gather }: Consumption,
  event: EventEnvelope,
): Promise<readonly Sighting[]> {
  const seen = gather?.(event, config);
  if (!seen) return [];
  const { topic, by, withinMs } = seen;
  const at = ulidTime(event.uid);
  const expiresAt = Math.floor((at + withinMs) / 1000) + REMEMBER_SECONDS;
  const { id } = runtime.process;
  await store.put({
    ...sightingKey(tenant, id, topic, event.uid),
    ...besideAttributes(tenant, {
      record: event.uid,
      kind: 'sighting',
      place: id,
      names: by === undefined ? [] : [by],
    }),
    expiresAt,
  });
  const pk = sightingPk(tenant, id, topic);
  const [before, after] = await Promise.all([
    store.query({ pk, from: firstUlid(at - withinMs), to: event.uid, descending: true, limit: MAX_SIGHTINGS }),
    store.query({ pk, from: event.uid, to: firstUlid(at + withinMs), limit: MAX_SIGHTINGS }),
  ]);
  const all = new Map([...before.items, ...after.items].map((item) => [item.sk, item]));
  return [...all.values()].map((item) => ({ uid: item.sk, by: namesOf(item)[0] ?? item.sk }));
}

async function forget(
  { runtime, store, caller: { tenant } }: Consuming,
  { topic, uids }: Reaction & { kind: 'forget' },
): Promise<void> {
  await store.writeAll(uids.map((uid) => ({ delete: sightingKey(tenant, runtime.process.id, topic, uid) })));
}

/** Opens a record, or runs the command on the one that holds the key. */
async function open(consuming: Consuming, reaction: Reaction & { kind: 'open' }, marker: string): Promise<void> {
  const { store, caller, definition } = consuming;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const holder = await store.get(openKeyKey(caller.tenant, definition.type, reaction.key));
    if (holder) {
      if (!reaction.otherwise) return;
      return onRecord(consuming, String(holder.uid), reaction.otherwise.command, reaction.otherwise.input, marker);
    }
    if ((await tryCreate(consuming, reaction, marker)) !== 'key-taken') return;
  }
  throw new Error(`${ATTEMPTS} attempts were not enough to open or find the ${definition.type} for ${reaction.key}`);
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
  const id = await runtime.numbers.next(caller.tenant, store, definition.type, definition.prefix);
  const plan = decideCreate(definition, fields, { uid: newUid(), id, ...(tasks && { tasks }) }, circumstances);
  const outcome = await writeOnce(consuming, { plan }, undefined, marker);
  return outcome === 'changed' ? 'key-taken' : 'done';
}

/** Values that a person stated, as the body of a create would be. @throws Problem when they are not acceptable: the event goes to the dead letters */
async function statedValues(
  consuming: Consuming,
  given: Readonly<Record<string, unknown>>,
  circumstances: Circumstances,
) {
  const { definition } = consuming;
  const { body, template } = await presetBody({ ...consuming, tenant: circumstances.caller.tenant }, given);
  const stated = validated(createSchema(definition), body, Object.keys(createFields(definition)));
  return { fields: templatedValues(definition, template, stated, circumstances), tasks: tasksOf(template) };
}

async function command(consuming: Consuming, reaction: Reaction & { kind: 'command' }, marker: string): Promise<void> {
  const { store, caller, definition } = consuming;
  const { on, command: name, input } = reaction;
  if ('childrenOf' in on) {
    const children = await openChildrenOf(store, caller.tenant, definition, on.childrenOf, on.type);
    await inFlight(children, CHILDREN_IN_FLIGHT, (child) =>
      onRecord(consuming, child, name, input, `${marker}:${child}`),
    );
  } else if ('key' in on) {
    const holder = await store.get(openKeyKey(caller.tenant, definition.type, on.key));
    if (holder) await onRecord(consuming, String(holder.uid), name, input, marker);
  } else {
    await onRecord(consuming, on.id, name, input, marker);
  }
}

/** Runs a command on one record. What the record's state no longer allows is not an error: somebody was faster, and it is logged. */
function onRecord(
  consuming: Consuming,
  reference: string,
  name: string,
  input: Readonly<Record<string, unknown>>,
  marker: string,
): Promise<void> {
  const { runtime, store, config, caller, definition } = consuming;
  return changeOnce(consuming, reference, marker, async ({ record }, known) => {
    try {
      const { refers } = definition.actions[name] ?? {};
      const referred = await referredBy({ runtime, store, config, request: { caller } }, refers, input);
      const circumstances = { ...known, referred };
      const note = { body: String(input.body), visibility: 'internal' } as const;
      const plan =
        name === 'comment'
          ? decideComment(definition, record, note, circumstances)
          : decideAction(definition, name, record, input, circumstances);
      return { plan };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      runtime.logger.info('reaction no longer applies', { record: record.id, command: name, detail: error.message });
      return undefined;
    }
  });
}
