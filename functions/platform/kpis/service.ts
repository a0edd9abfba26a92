/** The KPI service (A19): figures that can be recomputed by hand from facts, and the records behind them. */

import { dimensionNames, kpiReaders } from '#shared/kpi/question';
import { operation, type ServiceDefinition } from '#shared/process/service';
import { figures, records } from './figures.ts';
import { incidentReport } from './report.ts';
import { judgeTargets } from './targets.ts';
import { trend, trendTypes } from './trend.ts';
import { verification } from './verification.ts';

export const kpis: ServiceDefinition = {
  id: 'kpis',
  stage: 'platform',
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
      query: ['from', 'to', 'zone', ...dimensionNames],
      statuses: [200],
      run: records,
    }),
    operation({
      id: 'readKpiTrend',
      method: 'GET',
      path: ['kpis', '{process}', '{key}', 'trend'],
      summary: 'Follow a KPI over periods in a row, as JSON, CSV or a picture (SVG)',
      by: kpiReaders,
      query: ['period', 'periods', 'zone', 'format'],
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
    operation({
      id: 'reportIncidents',
      method: 'GET',
      path: ['reports', 'incidents'],
      summary: 'Report the KPIs of incident management as one table, a line a group',
      by: kpiReaders,
      query: ['from', 'to', 'groupBy', 'zone'],
      statuses: [200],
      run: incidentReport,
    }),
  ],
  consumes: ['incident.created', 'incident.resolved'].map((detailType) => ({
    source: 'itsm.incident-management',
    detailType,
    run: judgeTargets,
  })),
};
