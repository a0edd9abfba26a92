/** Fills a table quickly: items as the machinery makes them, written in batches past the API. */

import { incident } from '#functions/service-operation/incident-management/incident/incident';
import { incidentManagement } from '#functions/service-operation/incident-management/process';
import { newUid, writesOf } from '#shared/engine/commit';
import { decideCreate } from '#shared/engine/decide';
import { counterKey } from '#shared/engine/keys';
import { formatNumber } from '#shared/engine/numbers';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Item, Store } from '#shared/store/store';
import { type Configuration, compileConfiguration, effectiveDocuments } from '#shared/tenancy/configuration';
import { systemCaller } from '#shared/tenancy/context';
import type { TenantProfile } from '#shared/tenancy/documents';
import { configurationPk } from '#shared/tenancy/keys';
import type { Progress } from '#test/bench/section';

/** Items a request of BatchWriteItem takes, times requests at once. */
const CHUNK = 25 * 8;

export interface FillOptions {
  readonly count: number;
  /** Epoch milliseconds of the first record; each follows 50 ms later. */
  readonly from: number;
  /** 0: all at the same instant. */
  readonly stepMs?: number;
  readonly progress: Progress;
}

/** Adds incidents to the tenant: record, number and index entries, as creating them would, without their events. */
export async function fill(
  store: Store,
  tenant: TenantId,
  { count, from, stepMs = 50, progress }: FillOptions,
): Promise<void> {
  const config = await configurationOf(store, tenant);
  const first = (await store.add(counterKey(tenant, incident.type), 'last', count)) - count + 1;
  let pending: { readonly put: Item }[] = [];
  const flush = async (): Promise<void> => {
    const parts = Array.from({ length: Math.ceil(pending.length / 25) }, (_, i) => pending.slice(i * 25, i * 25 + 25));
    pending = [];
    await Promise.all(parts.map((part) => store.writeAll(part)));
  };
  for (let i = 0; i < count; i++) {
    const id = formatNumber(incident.prefix, first + i);
    pending.push(...itemsOf(tenant, config, id, i, from + i * stepMs));
    if (pending.length < CHUNK) continue;
    await flush();
    progress(`filling with ${count} incidents`, i, count);
  }
  await flush();
}

const titles = ['Mail does not arrive', 'Printer on floor 3 is offline', 'VPN drops every hour', 'Password expired'];
const services = ['mail', 'printing', 'vpn', 'directory'];

function itemsOf(
  tenant: TenantId,
  config: Configuration,
  id: string,
  i: number,
  now: number,
): readonly { put: Item }[] {
  const caller = systemCaller(tenant, 'bench');
  const pick = <T>(from: readonly T[]): T | undefined => from[i % from.length];
  const values = {
    title: pick(titles),
    description: 'It worked yesterday, and nothing was changed since.',
    channel: 'portal',
    requesterId: `user-${i % 200}`,
    serviceId: pick(services),
    impact: 2,
    urgency: 2,
  };
  const plan = decideCreate(incident, values, { uid: newUid(), id }, { caller, config, now, openChildren: [] });
  const cause = { requestId: `fill-${i}`, correlationId: `fill-${i}`, depth: 0 };
  const { writes } = writesOf({
    process: incidentManagement.id,
    definition: incident,
    caller,
    config,
    cause,
    now,
    plan,
  });
  return writes.flatMap((write) => ('put' in write && !write.put.sk.startsWith('EVENT#') ? [{ put: write.put }] : []));
}

async function configurationOf(store: Store, tenant: TenantId): Promise<Configuration> {
  const items = await store.queryAll({ pk: configurationPk(tenant) });
  const profile = items.find(({ kind }) => kind === 'tenant')?.body as TenantProfile | undefined;
  if (!profile) throw new Error(`tenant ${tenant} has no profile`);
  return compileConfiguration(effectiveDocuments(items, profile.zone), new Map());
}
