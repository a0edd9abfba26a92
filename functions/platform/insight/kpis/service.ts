/** The KPI service (A19): figures that can be recomputed by hand from facts, and the records behind them. */

import { measures } from '#functions/measures';
import { kpiReaders } from '#shared/capabilities/facts/question';
import { dimensionsOfAll } from '#shared/kit/kpi/compute';
import type { Report } from '#shared/kit/kpi/definition';
import { operation, type ServiceDefinition } from '#shared/serve/service';
import { figures, records } from './figures.ts';
import { reportOf } from './report.ts';
import { judgeTargets } from './targets.ts';
import { trend, trendTypes } from './trend.ts';
import { verification } from './verification.ts';

const reported = (process: string, { id, path, summary }: Report) =>
  operation({
    id,
    method: 'GET',
    path: ['reports', path],
    summary,
    by: kpiReaders,
    query: ['from', 'to', 'groupBy', 'zone'],
    statuses: [200],
    run: reportOf(process),
  });

export const kpis: ServiceDefinition = {
  id: 'kpis',
  stage: 'platform',
  group: 'insight',
  title: 'KPIs',
  purpose: 'Tell how well a process does, in figures that anybody can recompute.',
  operations: [
    operation({
      id: 'readKpis',
      method: 'GET',
      path: ['kpis', '{process}'],
      summary: 'Read the KPIs of a process for a period, by group',
      by: kpiReaders,
      query: ['from', 'to', 'groupBy', 'zone'],
      statuses: [200],
      run: figures,
    }),
    operation({
      id: 'listKpiRecords',
      method: 'GET',
      path: ['kpis', '{process}', '{key}', 'records'],
      summary: 'List the records behind a figure',
      by: ['AUD', 'PRO', 'SVO'],
      query: ['from', 'to', 'zone', 'currency', ...dimensionsOfAll(measures)],
      statuses: [200],
      run: records,
    }),
    operation({
      id: 'readKpiTrend',
      method: 'GET',
      path: ['kpis', '{process}', '{key}', 'trend'],
      summary: 'Follow a KPI over periods in a row, as JSON, CSV or a picture (SVG)',
      by: kpiReaders,
      query: ['period', 'periods', 'zone', 'currency', 'format'],
      statuses: [200],
      produces: trendTypes,
      run: trend,
    }),
    operation({
      id: 'verifyKpis',
      method: 'GET',
      path: ['kpis', '{process}', 'verification'],
      summary: 'Make the facts of a period anew from the history of records, and tell where they differ',
      by: ['AUD', 'PRO'],
      query: ['from', 'to', 'zone'],
      statuses: [200],
      run: verification,
    }),
    ...measures.flatMap(({ process, report }) => (report ? [reported(process, report)] : [])),
  ],
  consumes: measures.flatMap(({ process, type, judgedOn = [] }) =>
    judgedOn.map((event) => ({
      source: `itsm.${process}`,
      detailType: `${type.replaceAll('-', '_')}.${event}`,
      run: judgeTargets,
    })),
  ),
};
