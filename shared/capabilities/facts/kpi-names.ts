/** Every KPI by its process and key, with its title. Generated from the processes' folders, for functions that compute none. */

import generated from '#generated/kpis.json' with { type: 'json' };

const names: Readonly<Record<string, Readonly<Record<string, string>>>> = generated;

export const measuredProcesses: readonly string[] = Object.keys(names);

/** Keys of a process's KPIs; none for a process that is not measured. */
export const kpiKeys = (process: string): readonly string[] =>
  Object.hasOwn(names, process) ? Object.keys(names[process] ?? {}) : [];
