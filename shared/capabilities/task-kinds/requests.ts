/** Tasks of kinds that a process declares: added by their kind, and completed with what it asks for. */
import * as z from 'zod/mini';
import { type Attachment, attachmentIn, DOWNLOADABLE } from '#shared/capabilities/attachments/attachment';
import { attachmentSk } from '#shared/capabilities/attachments/keys';
import {
  isToken,
  ofKind,
  resultOf,
  type TaskKind,
  type TaskKinds,
  tokenOf,
} from '#shared/capabilities/task-kinds/kinds';
import { ACTIVE, type Task } from '#shared/capabilities/tasks/task';
import { refuseClosed, refuseWaiting, taskCommand } from '#shared/capabilities/tasks/task-command';
import type { Context } from '#shared/engine/context';
import type { Stored } from '#shared/engine/items';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { Problem } from '#shared/problems/problems';
import { recordPk } from '#shared/store/keys';
import { nameSchema } from '#shared/text/line';

const name = nameSchema(120);
/** What is said of a task of a kind beside its kind. */
export const newTaskOfKind = z.strictObject({
  title: z.optional(nameSchema(160)),
  assignedGroup: z.optional(name),
  assignedTo: z.optional(name),
});
export const taskResult = z.strictObject({
  result: z.optional(z.record(nameSchema(80), z.unknown())),
  /** Attachments of the record. */
  evidence: z.optional(z.array(z.string().check(z.maxLength(40))).check(z.minLength(1), z.maxLength(50))),
  token: z.optional(z.string().check(z.maxLength(100))),
});

const kindOf = (kinds: TaskKinds, named: string | undefined): TaskKind => {
  const kind = named === undefined || !Object.hasOwn(kinds, named) ? undefined : kinds[named];
  if (!kind) throw new Problem('not-found', `kinds of tasks are ${Object.keys(kinds).join(', ')}; was given ${named}`);
  return kind;
};

/** POST …/task-kinds/{kind}: 201 with the task, and the token where another system is to complete it. */
export function addTaskOfKind(context: Context, kinds: TaskKinds): Promise<Response> {
  const { request, parameters, config } = context;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const given = validated(newTaskOfKind, jsonBody(request), Object.keys(newTaskOfKind.shape));
  const kind = kindOf(kinds, parameters.kind);
  return taskCommand(
    context,
    201,
    (stored, known, { now }) => {
      refuseClosed(context, stored);
      const { title = kind.title, assignedGroup, assignedTo } = given;
      const task: Task = {
        ...{ number: (known.at(-1)?.number ?? 0) + 1, state: 'open', createdAt: stored.record.updatedAt },
        ...{ title, mandatory: kind.mandatory ?? true, kind: parameters.kind ?? '' },
        ...(assignedGroup !== undefined && { assignedGroup }),
        ...(assignedTo !== undefined && { assignedTo }),
      };
      return { before: undefined, after: ofKind(kinds, task, config, now) };
    },
    // What is kept of the answer is without it.
    kind.callback && { tell: (task, { record }) => ({ token: tokenOf(config.tenant.cursorKey, record.uid, task) }) },
  );
}

/** POST …/task-results/{task}: completes it, for those who change the record, or for whoever has its token. Once. */
export function completeTask(context: Context, kinds: TaskKinds): Promise<Response> {
  const { request, parameters, config } = context;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const given = validated(taskResult, jsonBody(request), Object.keys(taskResult.shape));
  return taskCommand(
    context,
    200,
    async (stored, known) => {
      const task = known.find(({ number }) => String(number) === parameters.task);
      if (!task?.kind) throw new Problem('not-found', `${stored.record.id} has no task ${parameters.task} of a kind`);
      refuseClosed(context, stored);
      const kind = kindOf(kinds, task.kind);
      if (
        given.token !== undefined &&
        !(kind.callback && isToken(given.token, tokenOf(config.tenant.cursorKey, stored.record.uid, task)))
      )
        throw new Problem('forbidden', `the token is not that of task ${task.number}`);
      if (!ACTIVE.includes(task.state))
        throw new Problem('illegal-transition', `task ${task.number} is ${task.state}`, {
          from: task.state,
          command: 'complete',
        });
      refuseWaiting(task, known);
      const result = resultOf(kind, given.result);
      const evidence = await evidenceOf(context, kind, stored, given.evidence);
      return {
        before: task,
        after: { ...task, state: 'done', ...(result && { result }), ...(evidence && { evidence }) },
      };
    },
    // The token is what lets a system do it that changes nothing else of the record.
    { allowed: ({ roles }) => roles.has('INT') && given.token !== undefined },
  );
}

/** Attachments of the record that can be looked at. @throws Problem required-field-missing, unknown-reference */
async function evidenceOf(
  { store, request }: Context,
  { evidence: wanted }: TaskKind,
  { record: { type, uid, id } }: Stored,
  given: readonly string[] | undefined,
): Promise<readonly string[] | undefined> {
  if (given === undefined) {
    if (!wanted) return undefined;
    const message = 'it is completed with attachments that prove it; name their ids';
    const errors = [{ pointer: '/evidence', code: 'required-field-missing', message }];
    throw new Problem('required-field-missing', message, { errors });
  }
  const pk = recordPk(request.caller.tenant, type, uid);
  const items = await store.getAll([...new Set(given)].map((each) => ({ pk, sk: attachmentSk(each) })));
  const there = new Map(items.map((item): [string, Attachment] => [attachmentIn(item).id, attachmentIn(item)]));
  const errors = given.flatMap((each, index) => {
    const state = there.get(each)?.state;
    if (state !== undefined && DOWNLOADABLE.has(state)) return [];
    const message = `${id} has no attachment ${each} that can be looked at`;
    return [{ pointer: `/evidence/${index}`, code: 'unknown-reference', message }];
  });
  if (errors.length > 0)
    throw new Problem('unknown-reference', errors.map(({ message }) => message).join('; '), { errors });
  return given;
}
