/** Comments and work notes (A5). An internal note leaves no trace for a requester. */

import * as z from 'zod/mini';
import type { Comment } from '#shared/capabilities/comments/comment';
import { commentPage, plainComment } from '#shared/capabilities/comments/comment-pages';
import { isInvolved, readsAll } from '#shared/engine/access';
import { shownWith } from '#shared/engine/capability';
import type { Circumstances } from '#shared/engine/circumstances';
import { runCommand } from '#shared/engine/command';
import { firstCause, writesOf } from '#shared/engine/commit';
import type { Context } from '#shared/engine/context';
import { decideChange, decideComment, stateClass } from '#shared/engine/decide';
import type { Stored } from '#shared/engine/items';
import { COMMENT, commentSk } from '#shared/engine/keys';
import { calendarsOf, loadSeen } from '#shared/engine/load';
import type { NewComment } from '#shared/engine/plan';
import { asks, decideHeard, survivorOf } from '#shared/engine/survivor';
import type { AnyRecord } from '#shared/grammar/record';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { jsonBody, knownParameters } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { Problem } from '#shared/problems/problems';
import { recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import { permitted } from '#shared/tenancy/roles';
import { textSchema } from '#shared/text/line';
import { toInstant } from '#shared/time/clock';

/** Who can write internal notes says which of the two it is; what others write is public. */
export const commentSchema = z.strictObject({
  body: textSchema(32_000),
  visibility: z.optional(z.enum(['public', 'internal'])),
});

/** The same as it is described: whoever may write both kinds has to say, and for everybody else it does no harm. */
export const describedComment = z.strictObject({
  body: commentSchema.shape.body,
  visibility: z.enum(['public', 'internal']),
});

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
  knownParameters(request, ['cursor']);
  const { record } = await loadSeen(context);
  const items = await store.queryAll({
    pk: recordPk(request.caller.tenant, definition.type, record.uid),
    begins: COMMENT,
  });
  const comments = items.map((item) => item.comment as Comment);
  const all = readsAll(definition, request.caller);
  const others = (await shownWith(context, record, { kind: 'comments', begins: COMMENT, skOf: commentSk })).flatMap(
    ({ items: shown, id }) =>
      shown.map((item) => ({ ...(item.comment as Comment), ...(id !== undefined && { record: id }) })),
  );
  const said = others.length > 0 ? [...comments, ...others].sort((a, b) => (a.id < b.id ? -1 : 1)) : comments;
  const visible = all ? said : said.filter(({ visibility }) => visibility === 'public');
  return { status: 200, body: { ...(await commentPage(context, visible)), total: visible.length } };
}

/** POST …/comments */
export async function comment(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  let heard: readonly Write[] = [];
  return runCommand(context, {
    allowed: (record, { caller }) =>
      !caller.roles.has('AUD') && (permitted(definition.permissions, caller.roles, 'U') || isInvolved(record, caller)),
    precondition: 'optional',
    parse: () => {
      const { body: text, visibility } = validated(commentSchema, body, ['body', 'visibility']);
      return { body: text, visibility: chosenVisibility(visibility, readsAll(definition, request.caller)) };
    },
    decide: async ({ record }, given, circumstances) => {
      const survivor = await survivorOf(context.store, request.caller.tenant, record);
      if (stateClass(definition, (survivor?.record ?? record).state) === 'final') {
        throw new Problem('record-closed', `${record.id} is ${record.state}; open a follow-up instead`, {
          followUp: {
            method: 'POST',
            href: `/v1/${definition.path}`,
            body: { title: record.title, externalId: record.id },
          },
        });
      }
      heard = survivor ? await hearing(context, survivor, record, given, circumstances) : [];
      return decideComment(definition, record, given, circumstances);
    },
    also: () => heard,
    respond: ({ stored, writes }) => {
      const written = writes.flatMap((write) =>
        'put' in write && write.put.sk.startsWith(COMMENT) ? [write.put.comment] : [],
      );
      return { status: 201, body: written.at(-1), headers: { etag: etag(stored.record.version) } };
    },
  });
}

/** What the survivor of a merge hears of what is said on a duplicate. */
async function hearing(
  { runtime, definition, request, store, config }: Context,
  survivor: Stored,
  duplicate: AnyRecord,
  comment: NewComment,
  circumstances: Circumstances,
): Promise<readonly Write[]> {
  const { caller } = request;
  await runtime.configurations.ensureCalendars(caller.tenant, store, calendarsOf(survivor));
  const isOfAsker = asks(survivor.record, caller.actor.id);
  const plan = decideHeard(definition, survivor.record, duplicate, comment, isOfAsker, circumstances);
  const about = { process: runtime.process.id, definition, caller, config, cause: firstCause(request.id) };
  return writesOf({ ...about, now: circumstances.now, plan, stored: survivor }).writes;
}

/** An author may think better of it for this long (A5); what was said first stays in the history. */
const EDIT_MS = 15 * 60_000;
export const commentEdit = z.strictObject({ body: textSchema(32_000) });

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
      const survivor = await survivorOf(context.store, request.caller.tenant, stored.record);
      if (stateClass(definition, (survivor ?? stored).record.state) === 'final')
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
    respond: ({ stored }) => ({
      status: 200,
      body: after && plainComment(after),
      headers: { etag: etag(stored.record.version) },
    }),
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
