/** Attachments of a record (A5): announce, upload and download by pre-signed URLs, remove. What is in a file is the attachments service's to judge. */

import * as z from 'zod/mini';
import {
  type Attachment,
  attachmentIn,
  COUNTING,
  DOWNLOAD_SECONDS,
  DOWNLOADABLE,
  MAX_ATTACHMENTS,
  MAX_BYTES,
  mediaTypes,
  NOT_IN_FILE_NAMES,
  OPERATORS_DOWNLOAD_SECONDS,
  pendingItem,
  UPLOAD_SECONDS,
} from '#shared/capabilities/attachments/attachment';
import { ATTACHMENT, attachmentSk } from '#shared/capabilities/attachments/keys';
import { chosenVisibility } from '#shared/capabilities/comments/requests';
import { guardsRecords } from '#shared/capabilities/retention/requests';
import { isInvolved, readsAll } from '#shared/engine/access';
import { shownWith } from '#shared/engine/capability';
import { runCommand } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { decideChange, stateClass } from '#shared/engine/decide';
import type { Stored } from '#shared/engine/items';
import { loadSeen } from '#shared/engine/load';
import type { AnyRecord } from '#shared/grammar/record';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { jsonBody, knownParameters } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { newUlid } from '#shared/ids/ulid';
import { objectKey } from '#shared/objects/object-keys';
import { Problem } from '#shared/problems/problems';
import { recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import { makerOf, operatorBehind } from '#shared/tenancy/context';
import { permitted } from '#shared/tenancy/roles';
import { isSeen } from '#shared/text/line';
import { clock, toInstant } from '#shared/time/clock';

const isFileName = z.refine<string>((name) => !NOT_IN_FILE_NAMES.test(name) && isSeen(name) && name.trim() === name);

export const attachmentSchema = z.strictObject({
  fileName: z.string().check(z.minLength(1), z.maxLength(200), isFileName),
  size: z.int().check(z.gte(1), z.lte(9_007_199_254_740_991)),
  mediaType: z.enum(mediaTypes),
  sha256: z.string().check(z.maxLength(64), z.regex(/^[0-9a-f]{64}$/, 'expected 64 digits of 0-9 and a-f')),
  visibility: z.optional(z.enum(['public', 'internal'])),
});
const names = ['fileName', 'size', 'mediaType', 'sha256', 'visibility'];

const refOf = ({ request, definition }: Context, { uid }: Pick<AnyRecord, 'uid'>, id: string) => ({
  tenant: request.caller.tenant,
  type: definition.type,
  uid,
  id,
});

/** An attachment with the record that it stands on, which may be the one that this record was split from. */
interface Placed {
  readonly attachment: Attachment & { readonly record?: string };
  readonly on: Pick<AnyRecord, 'uid'>;
}

/** What the caller may see of them, in the order in which they came. */
async function visibleAttachments(context: Context, { record }: Stored): Promise<readonly Placed[]> {
  const { store, request, definition } = context;
  const pk = recordPk(request.caller.tenant, definition.type, record.uid);
  const own = (await store.queryAll({ pk, begins: ATTACHMENT })).map(
    (item): Placed => ({ attachment: attachmentIn(item), on: record }),
  );
  const shown = await shownWith(context, record, { kind: 'attachments', begins: ATTACHMENT, skOf: attachmentSk });
  const others = shown.flatMap(({ items, uid, id }) =>
    items.map(
      (item): Placed => ({
        attachment: { ...attachmentIn(item), ...(id !== undefined && { record: id }) },
        on: { uid },
      }),
    ),
  );
  const all = [...own, ...others].sort((a, b) => (a.attachment.id < b.attachment.id ? -1 : 1));
  return readsAll(definition, request.caller)
    ? all
    : all.filter(({ attachment }) => attachment.visibility === 'public');
}

/** GET …/attachments */
export async function listAttachments(context: Context): Promise<Response> {
  knownParameters(context.request, []);
  const items = (await visibleAttachments(context, await loadSeen(context))).map(({ attachment }) => attachment);
  return { status: 200, body: { items, total: items.length, nextCursor: null } };
}

async function theAttachment(context: Context, stored: Stored): Promise<Placed> {
  const id = (context.parameters.attachment ?? '').toUpperCase();
  const found = (await visibleAttachments(context, stored)).find(({ attachment }) => attachment.id === id);
  if (found) return found;
  throw new Problem('not-found', `${stored.record.id} has no attachment ${context.parameters.attachment}`);
}

/** GET …/attachments/{attachment} */
export async function readAttachment(context: Context): Promise<Response> {
  knownParameters(context.request, []);
  const { attachment } = await theAttachment(context, await loadSeen(context));
  return { status: 200, body: attachment };
}

/** GET …/attachments/{attachment}/download: a URL for five minutes, for operators of an MSP for ten seconds; of a file that was looked into. */
export async function download(context: Context): Promise<Response> {
  const { request, runtime } = context;
  knownParameters(request, []);
  const stored = await loadSeen(context);
  const { attachment, on } = await theAttachment(context, stored);
  const { id, state, fileName, mediaType } = attachment;
  if (!DOWNLOADABLE.has(state))
    throw new Problem('not-downloadable', `${fileName} is ${state}; a file is handed out once it was looked into`);
  const sign = await runtime.objects(request.caller.tenant);
  const seconds = operatorBehind(request.caller) ? OPERATORS_DOWNLOAD_SECONDS : DOWNLOAD_SECONDS;
  const url = await sign({
    method: 'GET',
    key: objectKey('attachments', refOf(context, on, id)),
    seconds,
    query: {
      // Saved, never shown: whatever it is, it does not run on the object store's origin.
      'response-content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      'response-content-type': mediaType,
    },
  });
  return { status: 200, body: { url, expiresAt: toInstant(clock.now() + seconds * 1000) } };
}

/** POST …/attachments {fileName, size, mediaType, sha256, visibility?}: answers where to put the file, for 15 minutes. */
export async function attach(context: Context): Promise<Response> {
  const { definition, request, runtime } = context;
  const { caller } = request;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  let answer: object = {};
  let item: Write | undefined;
  return runCommand(context, {
    allowed: (record) =>
      !caller.roles.has('AUD') && (permitted(definition.permissions, caller.roles, 'U') || isInvolved(record, caller)),
    precondition: 'optional',
    parse: () => {
      const given = validated(attachmentSchema, body, names);
      if (given.size > MAX_BYTES)
        throw new Problem(
          'payload-too-large',
          `an attachment has at most ${MAX_BYTES} bytes; this one would have ${given.size}`,
        );
      return { ...given, visibility: chosenVisibility(given.visibility, readsAll(definition, caller)) };
    },
    decide: async (stored, given, circumstances) => {
      const { record } = stored;
      if (stateClass(definition, record.state) === 'final')
        throw new Problem('record-closed', `${record.id} is ${record.state}; nothing is attached to it any more`);
      const pk = recordPk(caller.tenant, definition.type, record.uid);
      const known = (await context.store.queryAll({ pk, begins: ATTACHMENT })).map(attachmentIn);
      if (known.filter(({ state }) => COUNTING.has(state)).length >= MAX_ATTACHMENTS)
        throw new Problem('limit-exceeded', `a record has at most ${MAX_ATTACHMENTS} attachments`);
      const { now } = circumstances;
      const id = newUlid(now);
      const attachment: Attachment = { id, ...given, state: 'pending', at: toInstant(now), author: caller.actor };
      const until = now + UPLOAD_SECONDS * 1000;
      const headers = { 'content-length': String(given.size), 'content-type': given.mediaType };
      const sign = await runtime.objects(caller.tenant);
      const key = objectKey('incoming', refOf(context, record, id));
      const url = await sign({ method: 'PUT', key, seconds: UPLOAD_SECONDS, headers });
      answer = { ...attachment, upload: { method: 'PUT', url, headers, expiresAt: toInstant(until) } };
      item = { put: pendingItem(pk, record, attachment, until, makerOf(caller, attachment.at)), condition: 'absent' };
      const { state: _, author: __, at: ___, ...stated } = attachment;
      const parts = { before: {}, after: { [`attachments/${id}`]: stated } };
      const how = { command: 'attach', visibility: given.visibility, parts, emits: 'attachment.added' };
      return decideChange(definition, record, {}, how, circumstances);
    },
    also: () => (item ? [item] : []),
    respond: ({ stored }) => ({ status: 201, body: answer, headers: { etag: etag(stored.record.version) } }),
  });
}

/** DELETE …/attachments/{attachment}, for security officers and administrators: the file goes, that there was one stays. */
export async function removeAttachment(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, ['dryRun']);
  let after: Attachment | undefined;
  return runCommand(context, {
    allowed: (_, { caller }) => guardsRecords(caller),
    precondition: 'optional',
    deleted: true,
    parse: () => undefined,
    decide: async (stored, _, circumstances) => {
      const { attachment, on } = await theAttachment(context, stored);
      if (on.uid !== stored.record.uid)
        throw new Problem(
          'guard-failed',
          `${attachment.fileName} stands on ${stored.record.splitFrom?.id}; remove it there`,
        );
      if (stored.record.legalHold)
        throw new Problem(
          'legal-hold',
          `${stored.record.id} is under legal hold; its attachments stay until the hold is released`,
        );
      if (attachment.state === 'removed')
        throw new Problem('illegal-transition', `${attachment.fileName} is removed already`, { from: 'removed' });
      after = { ...attachment, state: 'removed', settledAt: toInstant(circumstances.now) };
      const part = `attachments/${attachment.id}`;
      const parts = { before: { [part]: { state: attachment.state } }, after: { [part]: { state: 'removed' } } };
      const how = {
        command: 'remove-attachment',
        visibility: attachment.visibility,
        parts,
        emits: 'attachment.removed',
      };
      return decideChange(definition, stored.record, {}, how, circumstances);
    },
    // Due at once: the service takes the file away.
    also: ({ after: record }) => {
      if (!after) return [];
      const pk = recordPk(request.caller.tenant, definition.type, record.uid);
      return [{ put: pendingItem(pk, record, after, Date.parse(after.settledAt ?? after.at)) }];
    },
    respond: () => ({ status: 204 }),
  });
}
