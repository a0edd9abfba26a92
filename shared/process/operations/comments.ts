/** Comments and work notes (A5). An internal note leaves no trace for a requester. */
import * as z from 'zod/mini';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { Problem } from '#shared/http/problems';
import { jsonBody, knownParameters } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { inFlight } from '#shared/jobs/in-flight';
import { isInvolved, readsAll } from '#shared/process/access';
import { carriedItems } from '#shared/process/carried';
import { runCommand } from '#shared/process/command';
import type { Context } from '#shared/process/context';
import { decideChange, decideComment, stateClass } from '#shared/process/decide';
import { duplicatesOf } from '#shared/process/family';
import type { Stored } from '#shared/process/items';
import { loadSeen } from '#shared/process/load';
import type { AnyRecord } from '#shared/process/record';
import { COMMENT, commentSk, recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import { permitted } from '#shared/tenancy/roles';
import { toInstant } from '#shared/time/clock';

/** Who can write internal notes says which of the two it is; what others write is public. */
export const commentSchema = z.strictObject({
  body: z.string().check(z.minLength(1), z.maxLength(32_000)),
  visibility: z.optional(z.enum(['public', 'internal'])),
});

export interface Comment {
  readonly id: string;
  readonly at: string;
  readonly author: { readonly type: string; readonly id: string };
  readonly body: string;
  readonly visibility: 'public' | 'internal';
  /** The record that it was said on, when it is read on another one. */
  readonly record?: string;
  readonly editedAt?: string;
  readonly redactedAt?: string;
  readonly redactedBy?: string;
}

/** The comment that the path names, if the caller may see it. @throws Problem not-found */
export async function readComment(
  { definition, request, store, parameters }: Context,
  { record }: Stored,
): Promise<Comment> {
  const item = await store.get({
    pk: recordPk(request.caller.tenant, definition.type, record.uid),
    sk: commentSk((parameters.comment ?? '').toUpperCase()),
  });
  const found = item?.comment as Comment | undefined;
  if (found && (found.visibility === 'public' || readsAll(definition, request.caller))) return found;
  throw new Problem('not-found', `${record.id} has no comment ${parameters.comment}`);
}

export function commentItem({ definition, request }: Context, { uid }: AnyRecord, comment: Comment): Write {
  return { put: { pk: recordPk(request.caller.tenant, definition.type, uid), sk: commentSk(comment.id), comment } };
}

/** GET …/comments: first to last; for a requester the internal ones do not exist, not even as a count. */
export async function listComments(context: Context): Promise<Response> {
  const { definition, request, store } = context;
  knownParameters(request, []);
  const { record } = await loadSeen(context);
  const items = await store.queryAll({
    pk: recordPk(request.caller.tenant, definition.type, record.uid),
    begins: COMMENT,
  });
  const comments = items.map((item) => item.comment as Comment);
  const all = readsAll(definition, request.caller);
  const others = [
    ...(await commentsCarried(context, record)),
    ...(all ? await commentsOfDuplicates(context, record) : []),
  ];
  const said = others.length > 0 ? [...comments, ...others].sort((a, b) => (a.id < b.id ? -1 : 1)) : comments;
  const visible = all ? said : said.filter(({ visibility }) => visibility === 'public');
  return { status: 200, body: { items: visible, total: visible.length, nextCursor: null } };
}

/** What was said of the matter on the record that it was split from. */
async function commentsCarried(context: Context, record: AnyRecord): Promise<readonly Comment[]> {
  const carried = await carriedItems(context, record, 'comments', commentSk);
  if (!carried) return [];
  const { items, id } = carried;
  return items.map((item) => ({ ...(item.comment as Comment), ...(id !== undefined && { record: id }) }));
}

/** What was said on records that were merged into this one, which whoever works on it wants to read; requesters see only their own (A8). */
async function commentsOfDuplicates(context: Context, record: AnyRecord): Promise<readonly Comment[]> {
  const { definition, request, store } = context;
  const duplicates = await duplicatesOf(context, record);
  const found = await inFlight(duplicates, 10, async ({ uid, id }) => {
    const items = await store.queryAll({ pk: recordPk(request.caller.tenant, definition.type, uid), begins: COMMENT });
    return items.map((item) => ({ ...(item.comment as Comment), record: id }));
  });
  return found.flat();
}

/** POST …/comments */
export async function comment(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  return runCommand(context, {
    allowed: (record, { caller }) =>
      !caller.roles.has('AUD') && (permitted(definition.permissions, caller.roles, 'U') || isInvolved(record, caller)),
    precondition: 'optional',
    parse: () => {
      const { body: text, visibility } = validated(commentSchema, body, ['body', 'visibility']);
      return { body: text, visibility: chosenVisibility(visibility, readsAll(definition, request.caller)) };
    },
    decide: ({ record }, given, circumstances) => {
      if (stateClass(definition, record.state) === 'final') {
        throw new Problem('record-closed', `${record.id} is ${record.state}; open a follow-up instead`, {
          followUp: {
            method: 'POST',
            href: `/v1/${definition.path}`,
            body: { title: record.title, externalId: record.id },
          },
        });
      }
      return decideComment(definition, record, given, circumstances);
    },
    respond: ({ stored, writes }) => {
      const written = writes.flatMap((write) =>
        'put' in write && write.put.sk.startsWith(COMMENT) ? [write.put.comment] : [],
      );
      return { status: 201, body: written.at(-1), headers: { etag: etag(stored.record.version) } };
    },
  });
}

/** An author may think better of it for this long (A5); what was said first stays in the history. */
const EDIT_MS = 15 * 60_000;
export const commentEdit = z.strictObject({ body: z.string().check(z.minLength(1), z.maxLength(32_000)) });

/** PATCH …/comments/{comment} {body} */
export async function editComment(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, ['dryRun']);
  const body = jsonBody(request, ['application/merge-patch+json', 'application/json']);
  const { id } = request.caller.actor;
  let after: Comment | undefined;
  return runCommand(context, {
    allowed: (record, { caller }) =>
      !caller.roles.has('AUD') && (permitted(definition.permissions, caller.roles, 'U') || isInvolved(record, caller)),
    precondition: 'optional',
    parse: () => validated(commentEdit, body, ['body']),
    decide: async (stored, given, circumstances) => {
      const comment = await readComment(context, stored);
      const { visibility, at } = comment;
      if (comment.author.id !== id) throw new Problem('forbidden', 'a comment is edited by its author');
      if (stateClass(definition, stored.record.state) === 'final')
        throw new Problem('record-closed', `${stored.record.id} is ${stored.record.state}`);
      if (comment.redactedAt || circumstances.now - Date.parse(at) > EDIT_MS)
        throw new Problem('guard-failed', `the comment of ${at} could be edited for 15 minutes; add another one`);
      after = { ...comment, body: given.body, editedAt: toInstant(circumstances.now) };
      const part = `comments/${comment.id}`;
      const parts = { before: { [part]: comment.body }, after: { [part]: given.body } };
      const how = { command: 'edit-comment', visibility, parts, emits: 'comment_edited' };
      return decideChange(definition, stored.record, {}, how, circumstances);
    },
    also: ({ after: record }) => (after ? [commentItem(context, record, after)] : []),
    respond: ({ stored }) => ({ status: 200, body: after, headers: { etag: etag(stored.record.version) } }),
  });
}

/** @throws Problem when someone who cannot read internal notes writes one, or someone who can does not say which it is */
export function chosenVisibility(
  given: 'public' | 'internal' | undefined,
  internalToo: boolean,
): 'public' | 'internal' {
  const refuse = (slug: 'validation-failed' | 'required-field-missing', detail: string, message: string): never => {
    throw new Problem(slug, detail, { errors: [{ pointer: '/visibility', code: slug, message }] });
  };
  if (!internalToo) {
    return given === 'internal'
      ? refuse('validation-failed', 'an internal note is for agents; send visibility public', 'expected public')
      : 'public';
  }
  return (
    given ??
    refuse('required-field-missing', 'say who may read it: visibility public or internal', 'visibility is required')
  );
}
