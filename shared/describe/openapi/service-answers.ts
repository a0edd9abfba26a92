/** Answers of platform services by operation id; an operation without one is described by its summary only. */
import * as z from 'zod/mini';
import { encodings } from '#shared/imports/encoding';
import { units } from '#shared/kit/kpi/definition';
import { effects } from '#shared/kit/status/public-notice';

const text = z.string().check(z.maxLength(4_000));
const name = z.string().check(z.maxLength(400));
const instant = z.iso.datetime({ offset: true }).check(z.maxLength(40));
const count = z.int().check(z.gte(0), z.lte(9_007_199_254_740_991));
const figure = z.number().check(z.gte(-1e15), z.lte(1e15));
const bounded = <T extends z.ZodMiniType>(of: T) => z.array(of).check(z.maxLength(10_000));
const page = <T extends z.ZodMiniType>(of: T) => z.object({ items: bounded(of), nextCursor: z.nullable(text) });

const importJob = z.object({
  /** Of whose records; absent where they are incidents with their history. */
  collection: z.exactOptional(name),
  id: name,
  mapping: name,
  mappingVersion: z.exactOptional(count),
  encoding: z.exactOptional(z.enum(encodings)),
  ignoredColumns: z.exactOptional(bounded(name)),
  fileName: name,
  bytes: count,
  sha256: name,
  zone: name,
  dryRun: z.boolean(),
  state: z.enum(['receiving', 'running', 'finished', 'canceled']),
  createdAt: instant,
  createdBy: name,
  startedAt: z.exactOptional(instant),
  finishedAt: z.exactOptional(instant),
  version: count,
  partBytes: count,
  progress: z.object({
    rows: count,
    groups: count,
    groupsDone: count,
    percent: count,
    imported: count,
    merged: count,
    rejected: count,
    rejectedByCode: z.record(name, count),
    records: count,
  }),
});

const importedRow = z.object({
  row: count,
  outcome: z.enum(['imported', 'merged', 'rejected']),
  record: z.exactOptional(name),
  into: z.exactOptional(count),
  column: z.exactOptional(name),
  value: z.exactOptional(text),
  code: z.exactOptional(name),
  reason: z.exactOptional(text),
});

const mappingPreview = z.object({
  dryRun: z.exactOptional(z.literal(true)),
  zone: name,
  columns: bounded(name),
  ignoredColumns: bounded(z.string().check(z.maxLength(100_000))),
  rows: bounded(
    z.object({
      ...importedRow.shape,
      /** The record as it would stand. */
      becomes: z.exactOptional(z.record(name, z.unknown())),
    }),
  ),
});

const asked = { process: name, from: instant, to: instant, asOf: instant, zone: name };

const kpiFigure = z.object({
  key: name,
  title: name,
  unit: z.enum(units),
  currency: z.exactOptional(name),
  definitionVersion: count,
  group: z.record(name, z.nullable(name)),
  value: z.nullable(figure),
  numerator: figure,
  denominator: figure,
  n: count,
  median: z.exactOptional(z.nullable(figure)),
  p90: z.exactOptional(z.nullable(figure)),
  target: z.exactOptional(
    z.object({ green: figure, amber: figure, status: z.nullable(z.enum(['green', 'amber', 'red'])) }),
  ),
});

const kpiFigures = z.object({ ...asked, groupBy: bounded(name), ...page(kpiFigure).shape });

const kpiRecords = z.object({
  ...asked,
  key: name,
  group: z.record(name, z.nullable(name)),
  ...page(z.object({ id: name, counted: z.boolean() })).shape,
});

const serviceState = z.enum(['operational', 'monitoring', 'outage', 'degradation', 'maintenance']);
const namedService = { id: name, name };
const publicState = z.enum(['planned', 'active', 'monitoring', 'resolved']);
const publicNotice = z.object({
  id: name,
  state: publicState,
  effect: z.enum(effects),
  services: bounded(z.object(namedService)),
  startsAt: z.exactOptional(instant),
  endsAt: z.exactOptional(instant),
  publishedAt: z.exactOptional(instant),
  estimatedRestore: z.exactOptional(instant),
  nextUpdateAt: z.exactOptional(instant),
  resolvedAt: z.exactOptional(instant),
  updates: bounded(
    z.object({ at: instant, state: publicState, language: name, text: z.string().check(z.maxLength(8000)) }),
  ),
});
const serviceStatus = z.object({
  tenant: name,
  asOf: instant,
  title: name,
  zone: name,
  state: serviceState,
  services: bounded(z.object({ ...namedService, state: serviceState })),
  current: bounded(publicNotice),
  planned: bounded(publicNotice),
  recent: bounded(publicNotice),
});

const tenant = z.object({ id: name, slug: name, name });
const recordOfClient = z.object({
  tenant,
  id: name,
  uid: name,
  type: name,
  version: count,
  title: text,
  state: name,
  priority: z.exactOptional(name),
  dueAt: z.exactOptional(instant),
  assignedGroup: z.exactOptional(name),
  assignedTo: z.exactOptional(name),
  requesterId: z.exactOptional(name),
  serviceId: z.exactOptional(name),
  category: z.exactOptional(name),
  confidential: z.exactOptional(z.boolean()),
  openedAt: instant,
  updatedAt: instant,
  href: name,
});

/** Component schemas by name, each with what it is. */
export const serviceAnswers: Readonly<Record<string, readonly [z.ZodMiniType, string]>> = {
  ImportJob: [importJob, 'An import and how far it is.'],
  ImportMappingPreview: [mappingPreview, 'The first rows of a file, and what they would become.'],
  ImportPage: [page(importJob), 'Imports, newest first.'],
  ImportRowPage: [
    page(importedRow),
    'What became of the rows of a file; a rejected one with column, value and reason.',
  ],
  ClientRecordPage: [
    z.object({ ...page(recordOfClient).shape, unanswered: bounded(tenant) }),
    'Open records of clients, each with its tenant, for `Itsm-Tenant`. `unanswered` are clients that could not be asked: of theirs, nothing is here.',
  ],
  ClientServiceLevels: [
    z.object({
      from: instant,
      to: instant,
      asOf: instant,
      zone: name,
      ...page(z.object({ tenant, figures: bounded(kpiFigure), open: count, overdue: count })).shape,
      unanswered: bounded(tenant),
    }),
    'How well each client is served: what of its service levels was kept in the period, how many incidents are open, and how many of them past a due instant.',
  ],
  KpiFigures: [kpiFigures, 'The figures of a period, with numerator and denominator, so that each can be recomputed.'],
  ServiceStatus: [serviceStatus, 'How services do: what is going on, what is planned, what was over lately.'],
  KpiRecords: [kpiRecords, 'The records behind a figure; `counted` are those in its numerator.'],
};

/** The component that an operation answers with, by operation id. */
export const answerOf: Readonly<Record<string, keyof typeof serviceAnswers>> = {
  announceImport: 'ImportJob',
  previewImportMapping: 'ImportMappingPreview',
  startImport: 'ImportJob',
  cancelImport: 'ImportJob',
  readImport: 'ImportJob',
  listImports: 'ImportPage',
  listImportRows: 'ImportRowPage',
  listIncidentsOfClients: 'ClientRecordPage',
  readServiceLevelsOfClients: 'ClientServiceLevels',
  listChangesOfClients: 'ClientRecordPage',
  readKpis: 'KpiFigures',
  listKpiRecords: 'KpiRecords',
};
