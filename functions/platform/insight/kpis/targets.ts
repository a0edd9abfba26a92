/** Targets of KPIs: two red months in a row are an event, told once, when the first record of the next month passes by (A19). */

import { measures } from '#functions/measures';
import { kpiNamed, measuresOf, monthsOf } from '#shared/capabilities/facts/question';
import { measuredIn } from '#shared/capabilities/facts/tenant-facts';
import type { BusEvent } from '#shared/events/envelope';
import { serviceEvent } from '#shared/grammar/service-events';
import { tenantId } from '#shared/ids/tenant-id';
import { stretches } from '#shared/kit/kpi/periods';
import { missesOf } from '#shared/kit/kpi/target';
import { pointsOf, type TrendPoint } from '#shared/kit/kpi/trend';
import { attempt } from '#shared/store/attempt';
import type { Configuration } from '#shared/tenancy/configuration';
import { documentsOf } from '#shared/tenancy/documents';
import { clock, toInstant } from '#shared/time/clock';
import { kpiEvents } from './contract.ts';
import { type KpiTarget, targetDocuments } from './documents.ts';
import { kpiTargetKey } from './keys.ts';
import { type Place, placeOf } from './runtime.ts';

/** Months looked back at, so that one in which nothing passed by is made up for. */
const MONTHS = 6;

const targetsOf = (config: Configuration): readonly KpiTarget[] =>
  documentsOf(config, targetDocuments).map(({ body }) => body);

export function targetOf(config: Configuration, process: string, key: string): KpiTarget | undefined {
  return targetsOf(config).find((target) => target.process === process && target.key === key);
}

/** Tenants, months and targets that were judged: nothing about them changes any more, but by a correction. */
const judged = new Set<string>();
const REMEMBERED = 5000;

/** Judges the months that are over. Events come often and months seldom: nearly all of them end here without a call. */
export async function judgeTargets({ detail }: BusEvent): Promise<void> {
  const place = await placeOf(tenantId(detail.tenantId));
  const targets = targetsOf(place.config);
  if (targets.length === 0) return;
  const months = stretches('month', MONTHS + 1, clock.now(), place.config.tenant.zone).slice(0, -1);
  const last = months.at(-1)?.from ?? '';
  const name = `${place.tenant} ${last} ${JSON.stringify(targets)}`;
  if (judged.has(name)) return;
  for (const target of targets) await judge(place, target, months);
  if (judged.size >= REMEMBERED) judged.clear();
  judged.add(name);
}

async function judge(place: Place, target: KpiTarget, months: ReturnType<typeof stretches>): Promise<void> {
  const asOf = toInstant(clock.now());
  const question = { from: months[0]?.from ?? asOf, to: asOf, asOf, zone: place.config.tenant.zone };
  const measured = await measuredIn(place, measuresOf(measures, target.process), measures, monthsOf(question));
  const points = pointsOf(measured, target.key, months, asOf, target, target.currency);
  for (const at of missesOf(points.map(({ status }) => status)))
    await tell(place, target, points.slice(Math.max(0, at - 1), at + 1));
}

/** The key of the event's item is that of the second red month, so it is told once however often it is judged. */
async function tell(place: Place, target: KpiTarget, points: readonly TrendPoint[]): Promise<void> {
  const { process, key, green, amber } = target;
  const event = serviceEvent(kpiEvents, 'target_missed', {
    tenantId: place.tenant,
    id: `${process}/${key}`,
    recordVersion: 1,
    actor: { type: 'system', id: 'kpis' },
    command: 'judge',
    state: { to: 'red' },
    data: {
      title: kpiNamed(measuresOf(measures, process), process, key).title,
      ...{ process, key, green, amber },
      periods: points.map(({ from, to, value, numerator, denominator }) => ({
        from,
        to,
        value,
        numerator,
        denominator,
      })),
    },
  });
  const month = points.at(-1)?.from ?? '';
  const put = { ...kpiTargetKey(place.tenant, process, key, month), entry: { events: [event] } };
  await attempt(place.store, [{ put, condition: 'absent' }]);
}
