/** Tasks of a record (A11): a parent does not complete while a mandatory one is neither done nor skipped. */

import * as z from 'zod/mini';
import { refuseClosed, refuseWaiting, taskCommand, tasksOf } from '#shared/capabilities/tasks/task-command';
import { readsAll } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import type { Stored } from '#shared/engine/items';
import { loadSeen } from '#shared/engine/load';
import { groupRefusal } from '#shared/engine/refusal';
import { instant } from '#shared/grammar/fields';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { Problem } from '#shared/problems/problems';
import { nameSchema, textSchema } from '#shared/text/line';

const verbs = {
  start: { from: ['open', 'pending'], to: 'in_progress' },
  hold: { from: ['in_progress'], to: 'pending' },
  done: { from: ['open', 'in_progress'], to: 'done' },
  fail: { from: ['in_progress'], to: 'failed' },
  skip: { from: ['open', 'in_progress', 'pending', 'failed'], to: 'skipped' },
  cancel: { from: ['open', 'in_progress', 'pending'], to: 'cancelled' },
} as const;
type Verb = keyof typeof verbs;
const isVerb = (text: string): text is Verb => Object.hasOwn(verbs, text);
/** What can be done with a task: the last segment of its path. */
export const taskVerbs = Object.keys(verbs).filter(isVerb);

const moment = instant().schema;
const name = nameSchema(120);
export const newTask = z.strictObject({
  title: nameSchema(160),
  mandatory: z._default(z.boolean(), true),
  assignedGroup: z.optional(name),
  assignedTo: z.optional(name),
  plannedStart: z.optional(moment),
  plannedEnd: z.optional(moment),
  dependsOn: z.optional(z.array(z.int().check(z.gte(1))).check(z.maxLength(50))),
});
export const verbInput = z.strictObject({ reason: z.optional(textSchema(1000)) });

/** GET …/tasks. Tasks are the resolver's business: a requester sees none. */
export async function listTasks(context: Context): Promise<Response> {
  knownParameters(context.request, []);
  const stored = await loadSeen(context);
  const items = readsAll(context.definition, context.request.caller) ? await tasksOf(context, stored) : [];
  return { status: 200, body: { items, nextCursor: null } };
}

/** POST …/tasks */
export async function addTask(context: Context): Promise<Response> {
  const { request } = context;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  return taskCommand(context, 201, (stored, known) => {
    refuseClosed(context, stored);
    const given = validated(newTask, body, Object.keys(newTask.shape));
    const group = given.assignedGroup && groupRefusal(context.config, given.assignedGroup, 'assignedGroup');
    if (group) throw new Problem(group.slug, group.detail, group.extra);
    const missing = given.dependsOn?.find((other) => !known.some((task) => task.number === other));
    if (missing !== undefined) throw new Problem('unknown-reference', `there is no task ${missing} to depend on`);
    const { createdAt } = stamp(stored);
    return {
      before: undefined,
      after: {
        ...definedOnly(given),
        number: (known.at(-1)?.number ?? 0) + 1,
        state: 'open',
        createdAt,
        mandatory: given.mandatory,
        title: given.title,
      },
    };
  });
}

/** POST …/tasks/{n}/{verb} */
export async function actOnTask(context: Context): Promise<Response> {
  const { request, parameters } = context;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  const verb = parameters.verb ?? '';
  return taskCommand(context, 200, (current, known) => {
    const task = known.find(({ number }) => String(number) === parameters.task);
    if (!task || !isVerb(verb)) {
      throw new Problem(
        'not-found',
        task
          ? `a task knows ${Object.keys(verbs).join(', ')}; was given ${verb}`
          : `${current.record.id} has no task ${parameters.task}`,
      );
    }
    refuseClosed(context, current);
    const { reason } = validated(verbInput, body, ['reason']);
    const { from, to } = verbs[verb];
    if (!(from as readonly string[]).includes(task.state)) {
      throw new Problem(
        'illegal-transition',
        `${verb} is possible in ${from.join(', ')}; task ${task.number} is ${task.state}`,
        { from: task.state, command: verb },
      );
    }
    if (verb === 'skip' && reason === undefined)
      throw new Problem('required-field-missing', 'skipping a task needs a reason');
    if (verb === 'skip' && task.mandatory && !request.caller.roles.has('LEAD'))
      throw new Problem('forbidden', 'a mandatory task is skipped by a LEAD');
    if (verb === 'done' && task.asks)
      throw new Problem(
        'guard-failed',
        `task ${task.number} is completed with its ${task.asks.join(' and ')}: POST …/task-results/${task.number}`,
      );
    if (['start', 'done'].includes(verb)) refuseWaiting(task, known);
    return { before: task, after: { ...task, state: to, ...(reason !== undefined && { reason }) } };
  });
}

const stamp = ({ record }: Stored) => ({ createdAt: record.updatedAt });
/** Without the keys that are undefined, which a stored task does not have. */
const definedOnly = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
