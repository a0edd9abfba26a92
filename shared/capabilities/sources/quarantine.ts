/** Reports of which nobody can tell which record is meant: kept, each once, until somebody says so. */
import { createHash } from 'node:crypto';
import { unrecognisedPk } from '#shared/capabilities/sources/keys';
import type { Sighted, Sighting } from '#shared/capabilities/sources/sighting';
import { besideAttributes } from '#shared/engine/beside';
import type { Context } from '#shared/engine/context';
import { canonical } from '#shared/engine/history';
import { storedRecord } from '#shared/engine/items';
import { seenOf } from '#shared/engine/load';
import type { OwnConsumption } from '#shared/engine/seams';
import { eventName } from '#shared/events/name';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { booleanParameter } from '#shared/http/request';
import { type TenantId, tenantId } from '#shared/ids/tenant-id';
import { recordKey } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import { clock, toInstant, toSeconds } from '#shared/time/clock';

/** Days that a report waits for somebody. */
const KEPT_DAYS = 90;

/** A report that waits. */
export interface Quarantined {
  readonly id: string;
  readonly sighting: Sighting;
  readonly since: string;
  readonly candidates: readonly { readonly uid: string; readonly id: string }[];
}

/** The same source about the same things is the same report, however often it comes. */
const nameOf = ({ source }: Sighting, uids: readonly string[]): string =>
  createHash('sha256')
    .update(canonical([source, uids]))
    .digest('hex')
    .slice(0, 26);

/** It shares the fate of the first record that it may be about, and goes when somebody is erased whom it names. */
function besideFirst(tenant: TenantId, { id, sighting, candidates }: Quarantined) {
  const [first] = candidates;
  if (!first) return {};
  const names = [...new Set(textsIn(sighting.values))];
  return besideAttributes(tenant, { record: first.uid, kind: 'quarantined', place: id, names });
}

/** Every text in a value. */
const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : value === null || typeof value !== 'object'
      ? []
      : Object.values(value).flatMap(textsIn);

/**
 * What was taken out of a record may stand in reports that may be about it, and nobody can say in which: they go, and their source reports again
 * what may be known.
 */
export const forgettingConsumptions = (process: string, { type }: AnyRecordDefinition): readonly OwnConsumption[] =>
  ['redacted', 'anonymised'].map((name) => ({
    source: `itsm.${process}`,
    detailType: eventName(type, name),
    run: async (runtime, { detail }) => {
      const tenant = tenantId(detail.tenantId);
      const store = await runtime.store(tenant);
      const waiting = await store.queryAll({ pk: unrecognisedPk(tenant, type) });
      const about = waiting.filter((item) => quarantinedOf(item).candidates.some(({ uid }) => uid === detail.uid));
      await store.writeAll(about.map(({ pk, sk }) => ({ delete: { pk, sk } })));
    },
  }));

export const quarantinedOf = ({ quarantined }: Item): Quarantined => quarantined as Quarantined;

/** Keeps a report. What it may be about is told as far as the caller may know of it. */
export async function setAside(
  context: Context,
  sighting: Sighting,
  uids: readonly string[],
): Promise<Pick<Sighted, 'outcome' | 'quarantined' | 'candidates'>> {
  const { store, definition, request } = context;
  const { tenant } = request.caller;
  const items = await store.getAll(uids.map((uid) => recordKey(tenant, definition.type, uid)));
  const candidates = items.flatMap((item) => {
    const record = storedRecord(item)?.record;
    return record ? [{ uid: record.uid, id: record.id }] : [];
  });
  const id = nameOf(sighting, uids);
  const key = { pk: unrecognisedPk(tenant, definition.type), sk: id };
  if (!booleanParameter(request, 'dryRun')) {
    const before = await store.get(key);
    const now = clock.now();
    const since = before ? quarantinedOf(before).since : toInstant(now);
    const quarantined: Quarantined = { id, sighting, since, candidates };
    const expiresAt = toSeconds(now) + KEPT_DAYS * 86_400;
    await store.put({ ...key, ...besideFirst(tenant, quarantined), quarantined, expiresAt });
  }
  const seen = await seenOf(context, candidates);
  return { outcome: 'quarantined', quarantined: id, candidates: seen.map((each) => each.id) };
}
