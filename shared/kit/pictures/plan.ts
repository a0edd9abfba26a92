/** A plan with its critical path as a picture: each task in a lane, what waits joined to what it waits for (C2, K7). Pure. */
import type { PlannedTask, Schedule } from '#shared/kit/graph/critical-path';
import { numberTicks } from '#shared/kit/pictures/axis';
import { lanesSvg } from '#shared/kit/pictures/lanes';

export interface PlanPicture {
  readonly title: string;
  /** What lengths are in, such as `d` or `min`. */
  readonly unit: string;
  readonly tasks: readonly (PlannedTask & { readonly title: string })[];
  readonly schedule: Schedule;
}

export function planSvg({ title, unit, tasks, schedule }: PlanPicture): string {
  const planned = new Map(schedule.tasks.map((task) => [task.id, task]));
  const critical = new Set(schedule.path);
  const until = Math.max(1, schedule.length);
  return lanesSvg({
    title,
    from: 0,
    until,
    ticks: numberTicks(0, until, 8)
      .filter((at) => at <= until)
      .map((at) => ({ at, label: `${at} ${unit}` })),
    lanes: tasks.map(({ id, title: label, duration }) => {
      const { start = 0, finish = duration, float = 0 } = planned.get(id) ?? {};
      return { label: id, bars: [{ id, label, from: start, until: finish, float, critical: critical.has(id) }] };
    }),
    joins: tasks.flatMap(({ id, after = [] }) =>
      after.map(({ task }) => ({ from: task, to: id, kind: 'waits' as const })),
    ),
    written: (from, to) => `${from} to ${to} ${unit}`,
  });
}
