/** POST /v1/{collection}/export: what the list would show, all of it, as an operation whose result is a file in pages. */

import * as z from 'zod/mini';
import { type ExportTask, exportFields, exportFormats, headOf, lineOf } from '#shared/capabilities/exporting/export';
import { headLine, type Line, pageOfLines } from '#shared/capabilities/exporting/export-page';
import { listQuery } from '#shared/capabilities/lists/list-query';
import { listRecords } from '#shared/capabilities/lists/lists';
import { visibleRecord } from '#shared/engine/access';
import { recordBody } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { calendarsOf } from '#shared/engine/load';
import { startOperation } from '#shared/engine/start-operation';
import { withoutUnseen } from '#shared/engine/unseen';
import { answeredBefore, requireKeyOfMachines } from '#shared/http/idempotency';
import { jsonBody, knownParameters, type Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { chunked } from '#shared/jobs/chunks';
import { operationPageSk, operationPk } from '#shared/jobs/keys';
import { newOperation, type Operation } from '#shared/jobs/operation';
import type { Batch } from '#shared/jobs/steps';
import { Problem } from '#shared/problems/problems';
import { clock, toInstant, toSeconds } from '#shared/time/clock';

/** What is read at a time, and how long its pages are kept: they are copies, and what is redacted later has to go from them too. */
const BATCH = 100;
const KEPT_SECONDS = 86_400;
/** Oldest change first: a record that changes meanwhile comes once more at the end, and none is left out. */
const SORT = 'updatedAt';

const name = z.string().check(z.minLength(1), z.maxLength(80));
export const exportBody = z.strictObject({
  format: z.enum(exportFormats),
  /** As the list takes them: `state`, `createdAt[gte]` and so on. */
  filters: z.optional(z.record(name, z.string().check(z.maxLength(400)))),
  /** Only these; all that the caller may see when absent. */
  fields: z.optional(z.array(name).check(z.minLength(1), z.maxLength(100))),
});

/** The request that lists the records, page by page. */
function listing(context: Context, { filters }: Pick<ExportTask, 'filters'>, cursor: string | undefined): Request {
  const query = new Map([...Object.entries(filters), ['sort', SORT], ['limit', String(BATCH)]]);
  if (cursor !== undefined) query.set('cursor', cursor);
  return { ...context.request, method: 'GET', path: [context.definition.path], query };
}

export async function startExport(context: Context): Promise<Response> {
  const { request, definition, store } = context;
  knownParameters(request, []);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  const { replayed, expired } = await answeredBefore(store, request);
  if (replayed) return replayed;
  const { format, filters = {}, fields } = validated(exportBody, body, Object.keys(exportBody.shape));
  for (const reserved of ['sort', 'limit', 'cursor', 'fields', 'expand']) {
    if (reserved in filters)
      throw new Problem('unknown-parameter', `${reserved} is no filter`, { parameter: reserved });
  }
  const task = { kind: 'export', format, filters, ...(fields && { fields }) } as const;
  listQuery(definition, listing(context, task, undefined), context.config);
  const unknown = fields?.find((field) => !exportFields(definition).includes(field));
  if (unknown !== undefined) {
    const message = `unknown field ${unknown}; expired ones: ${exportFields(definition).join(', ')}`;
    const errors = [{ pointer: `/fields/${fields?.indexOf(unknown)}`, code: 'unknown-field', message }];
    throw new Problem('unknown-field', message, { errors });
  }
  const about = {
    task,
    process: context.runtime.process.id,
    collection: definition.path,
    dryRun: false,
    makes: 'pages',
  } as const;
  return startOperation(context, newOperation(request.caller, about), [], expired);
}

/** The next records of an export, as pages of the file. A page that is written again replaces itself. */
export async function exportBatch(context: Context, operation: Operation, task: ExportTask): Promise<Batch<Operation>> {
  const { definition, store, config, request } = context;
  const asked = listing(context, task, operation.cursor);
  const { records, nextCursor } = await listRecords(context, asked, listQuery(definition, asked, config));
  await context.runtime.configurations.ensureCalendars(request.caller.tenant, store, records.flatMap(calendarsOf));
  const columns = task.fields ?? exportFields(definition);
  const visible = records.map((stored) =>
    task.format === 'csv' ? visibleRecord(definition, stored.record, request.caller) : recordBody(context, stored),
  );
  const shown = await withoutUnseen(context, visible);
  const lines = records.map(({ record }, index): Line => {
    const text = lineOf(task.format, shown[index] ?? {}, task.fields, columns);
    return { text, type: definition.type, uid: record.uid };
  });
  const { pages = 0 } = operation;
  const head = pages === 0 ? headOf(task.format, columns) : '';
  const made = chunked(head === '' ? lines : [headLine(head), ...lines], lines.length + 1);
  const expiresAt = toSeconds(clock.now()) + KEPT_SECONDS;
  const pk = operationPk(request.caller.tenant, operation.uid);
  const over = nextCursor === null ? ({ state: 'finished', finishedAt: toInstant(clock.now()) } as const) : undefined;
  return {
    units: BATCH,
    changes: {
      done: operation.done + records.length,
      pages: pages + made.length,
      chunk: operation.chunk + 1,
      cursor: nextCursor ?? undefined,
      ...over,
    },
    ...(over && { over: 'finished' as const }),
    also: made.map((some, index) => ({
      put: { pk, sk: operationPageSk(pages + index + 1), page: pageOfLines(some), expiresAt },
    })),
  };
}
