/** POST /v1/{collection}/imports: a file whose rows become records; and the steps by which they do. */
import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { takeImportSteps } from '#shared/capabilities/importing/batch';
import { type Carrying, carryRecord } from '#shared/capabilities/importing/carry-record';
import { parsed } from '#shared/capabilities/importing/file';
import { type ImportRule, importedFields } from '#shared/capabilities/importing/import-rule';
import {
  counted,
  type ImportJob,
  type ImportTarget,
  importJobs,
  NOTHING,
  PART_BYTES,
  presentJob,
} from '#shared/capabilities/importing/job';
import { countsOf, outcomeItems, placeOfFile } from '#shared/capabilities/importing/outcomes';
import { storePart } from '#shared/capabilities/importing/parts';
import { type Pinned, pinItem, pinnedMapping, pinnedOf } from '#shared/capabilities/importing/pinned';
import { compileRecordMapping, misfitsOf } from '#shared/capabilities/importing/record-mapping';
import { requireCreator } from '#shared/capabilities/records/create';
import { circumstancesOf } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { isParty } from '#shared/engine/decide';
import { contextAs } from '#shared/engine/long-work';
import type { Runtime } from '#shared/engine/runtime';
import type { BusEvent } from '#shared/events/envelope';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { choice } from '#shared/grammar/fields';
import { answeredBefore, answerOnce, requireKeyOfMachines } from '#shared/http/idempotency';
import { booleanParameter, jsonBody, knownParameters } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { type TenantId, tenantId } from '#shared/ids/tenant-id';
import { newUlid } from '#shared/ids/ulid';
import { mappingDocument } from '#shared/imports/mapping-document';
import { faultsOf } from '#shared/imports/mapping-faults';
import { jobWrites } from '#shared/jobs/job';
import { Problem, problemAt } from '#shared/problems/problems';
import { LOST } from '#shared/store/attempt';
import type { Store } from '#shared/store/store';
import { makerOf } from '#shared/tenancy/context';
import { documentKey } from '#shared/tenancy/keys';
import { nameSchema } from '#shared/text/line';
import { clock, toInstant } from '#shared/time/clock';
import { isZone } from '#shared/time/zone';

export const importBody = z.strictObject({
  /** The name of a mapping; of one that comes with the file, how the system is called whose numbers its records have. */
  mapping: z
    .string()
    .check(z.maxLength(80), z.regex(/^[a-z0-9][a-z0-9-]*$/, 'expected the name of a mapping in lower case')),
  /** A mapping that is not stored. */
  document: z.exactOptional(mappingDocument),
  fileName: nameSchema(255),
  /** The file as text; or its bytes, in the encoding of the mapping. */
  text: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(PART_BYTES))),
  base64: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(PART_BYTES), z.regex(/^[A-Za-z0-9+/]+={0,2}$/))),
  /** IANA zone of the file's wall times; the mapping's, else the tenant's own when absent. */
  zone: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(64))),
  /** Finds out what would become of every row, and makes no records. */
  dryRun: z.exactOptional(z.boolean()),
});
type ImportBody = z.infer<typeof importBody>;

function refuse(pointer: string, message: string): never {
  throw problemAt('validation-failed', pointer, message);
}

/** Fields that rows of a type may fill. */
const fieldsOf = (definition: AnyRecordDefinition, { states }: ImportRule) => {
  const [first, ...others] = states ?? [];
  return importedFields(definition, first === undefined ? undefined : choice([first, ...others]));
};

/** @throws Problem validation-failed, or forbidden for who does not make such records */
export async function importFile(context: Context, rule: ImportRule): Promise<Response> {
  const { request, definition, store, config, runtime } = context;
  const { caller } = request;
  knownParameters(request, ['dryRun']);
  requireImporter(context, rule);
  requireKeyOfMachines(request);
  const given = jsonBody(request);
  const { replayed, expired } = await answeredBefore(store, request);
  if (replayed) return replayed;
  const body = validated(importBody, given, Object.keys(importBody.shape));
  if (rule.through && body.mapping === 'manual')
    refuse('/mapping', 'manual is what people state; a source has another name');
  const pinned = await mappingIn(context, rule, body);
  const zone = body.zone ?? pinned.document.zone ?? config.tenant.zone;
  if (!isZone(zone)) refuse('/zone', `expected an IANA time zone such as Europe/Berlin, was given ${zone}`);
  const bytes = bytesOf(body);
  const file = parsed(bytes, { zone }, compileRecordMapping(body.mapping, pinned.document, fieldsOf(definition, rule)));
  const now = clock.now();
  const of: ImportTarget = {
    ...{ type: definition.type, collection: definition.path, process: runtime.process.id },
    ...{ roles: [...caller.roles], client: caller.client, ...(caller.scope && { scope: caller.scope }) },
  };
  const job: ImportJob = {
    ...counted(NOTHING, countsOf(file.outcomes, 0)),
    of,
    uid: newUlid(now),
    mapping: body.mapping,
    mappingVersion: pinned.version,
    encoding: pinned.document.encoding,
    fileName: body.fileName,
    bytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    zone,
    dryRun: booleanParameter(request, 'dryRun') || body.dryRun === true,
    state: 'running',
    createdAt: toInstant(now),
    startedAt: toInstant(now),
    createdBy: caller.actor,
    maker: makerOf(caller, toInstant(now)),
    rows: file.rows,
    groups: file.groups.length,
    groupsDone: 0,
    ignoredColumns: file.ignored.slice(0, 100).map((column) => column.slice(0, 200)),
    step: 1,
    salt: randomBytes(24).toString('base64url'),
    sequence: 1,
  };
  // The file first: what is left behind by a crash expires.
  await storePart(store, caller.tenant, job, 1, bytes);
  const unread = outcomeItems(caller.tenant, job, placeOfFile, file.outcomes);
  await store.writeAll([...unread, pinItem(caller.tenant, job, pinned)].map((put) => ({ put })));
  const response: Response = {
    status: 202,
    body: presentJob(job),
    headers: { location: `/v1/imports/${job.uid}`, etag: etag(job.sequence) },
  };
  const writes = jobWrites(importJobs, caller.tenant, job, 'progressed');
  const answer = await answerOnce(store, writes, { request, response, expired });
  if (answer === LOST) throw new Problem('write-conflict', 'other writes were under way; send it again');
  return answer;
}

function requireImporter(context: Context, { by }: ImportRule): void {
  const circumstances = circumstancesOf(context, []);
  requireCreator(context, circumstances);
  if (isParty(by, undefined, circumstances)) return;
  const roles = [...context.request.caller.roles].join(', ') || 'none';
  throw new Problem('forbidden', `importing is for ${by.join(', ')}; your roles are ${roles}`);
}

/** The file: of text, as UTF-8. @throws Problem validation-failed, payload-too-large */
function bytesOf({ text, base64 }: ImportBody): Uint8Array {
  if ((text === undefined) === (base64 === undefined))
    refuse('/text', 'give the file as text, or its bytes as base64; one of the two');
  const bytes = text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text, 'utf8');
  if (bytes.byteLength > PART_BYTES)
    throw new Problem(
      'payload-too-large',
      `a file has at most ${PART_BYTES} bytes here; this one has ${bytes.byteLength}`,
    );
  return bytes;
}

/** The mapping that the file is read with. @throws Problem validation-failed for none, and for one that does not fit the type */
async function mappingIn({ store, request, definition }: Context, rule: ImportRule, body: ImportBody): Promise<Pinned> {
  const { tenant } = request.caller;
  const stored = async (): Promise<Pinned | undefined> => {
    for (const origin of ['own', 'inherited'] as const) {
      const found = pinnedOf(await store.get(documentKey(tenant, origin, 'import-mapping', body.mapping)));
      if (found) return found;
    }
    return undefined;
  };
  const found = body.document ? { document: body.document, version: 1 } : await stored();
  if (!found) return refuse('/mapping', `there is no mapping ${body.mapping}; set one, or send it as document`);
  const faults = body.document ? faultsOf(body.document) : [];
  const wrong = [...faults, ...misfitsOf(found.document, definition.type, fieldsOf(definition, rule))];
  if (wrong.length > 0) {
    const at = body.document ? '/document' : '/mapping';
    const errors = wrong.slice(0, 50).map(({ pointer, message }) => ({
      pointer: body.document ? `${at}${pointer}` : at,
      code: 'validation-failed',
      message,
    }));
    throw new Problem(
      'validation-failed',
      wrong
        .map(({ message }) => message)
        .slice(0, 5)
        .join('; '),
      { errors },
    );
  }
  // What was sent as text is in the encoding of every JSON.
  return body.text === undefined ? found : { ...found, document: { ...found.document, encoding: 'utf-8' } };
}

/** Takes the next steps of an import of a type, as whoever asked for it. @throws Error when it cannot: the bus delivers again */
export async function continueImport(
  runtime: Runtime,
  definition: AnyRecordDefinition,
  rule: ImportRule,
  { detail }: BusEvent,
): Promise<void> {
  if (detail.data.collection !== definition.path) return;
  const tenant = tenantId(detail.tenantId);
  const store = await runtime.store(tenant);
  const standings = async () => (await runtime.configurations.load(tenant, store)).standings;
  const fields = fieldsOf(definition, rule);
  const carryings = new Map<string, Promise<Carrying>>();
  const carryingOf = (job: ImportJob): Promise<Carrying> => {
    const known = carryings.get(job.uid) ?? carryingAs(runtime, tenant, store, rule, job);
    carryings.set(job.uid, known);
    return known;
  };
  await takeImportSteps({ tenant, store, standings }, detail, {
    mappingOf: async (_, __, job) => compileRecordMapping(job.mapping, (await carryingOf(job)).document, fields),
    carry: async (work, group, index, marker) => carryRecord(await carryingOf(work.job), work, group, index, marker),
  });
}

/** What rows become, and as whom. @throws Error for an import of no type, or without its mapping */
async function carryingAs(
  runtime: Runtime,
  tenant: TenantId,
  store: Store,
  rule: ImportRule,
  job: ImportJob,
): Promise<Carrying> {
  const { of, uid, createdBy, createdAt, maker, dryRun } = job;
  const pinned = await pinnedMapping(store, tenant, job);
  if (!of || !pinned) throw new Error(`import ${uid} has no ${of ? 'mapping' : 'type'}`);
  const asking = { uid, createdBy, createdAt, dryRun, ...of, ...(maker && { maker }) };
  const context = await contextAs(runtime, tenant, store, asking);
  return { context, rule, document: pinned.document };
}
