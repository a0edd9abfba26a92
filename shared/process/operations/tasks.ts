/** Tasks of a record (A11): a parent does not complete while a mandatory one is neither done nor skipped. */
import * as z from 'zod/mini';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { Problem } from '#shared/http/problems';
import { jsonBody, knownParameters } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { readsAll } from '#shared/process/access';
import { runCommand } from '#shared/process/command';
import type { Context } from '#shared/process/context';
import { decidePatch, type Plan, stateClass } from '#shared/process/decide';
import { instant } from '#shared/process/fields';
import type { Stored } from '#shared/process/items';
import { loadSeen } from '#shared/process/load';
import { holds, SETTLED, type Task, taskIn, taskItem } from '#shared/process/task';
import { recordPk, TASK, taskSk } from '#shared/store/keys';
import { permitted } from '#shared/tenancy/roles';

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
const name = z.string().check(z.minLength(1), z.maxLength(120));
export const newTask = z.strictObject({
  title: z.string().check(z.minLength(1), z.maxLength(160)),
  mandatory: z._default(z.boolean(), true),
  assignedGroup: z.optional(name),
  assignedTo: z.optional(name),
  plannedStart: z.optional(moment),
  plannedEnd: z.optional(moment),
  dependsOn: z.optional(z.array(z.int().check(z.gte(1))).check(z.maxLength(50))),
});
export const verbInput = z.strictObject({ reason: z.optional(z.string().check(z.minLength(1), z.maxLength(1000))) });

/** Every task of a record, in the order of their numbers. */
export async function tasksOf({ definition, request, store }: Context, { record }: Stored): Promise<readonly Task[]> {
  const items = await store.queryAll({
    pk: recordPk(request.caller.tenant, definition.type, record.uid),
    begins: TASK,
  });
  return items.map(taskIn);
}

/** GET …/tasks. Tasks are the resolver's business: a requester sees none. */
export async function listTasks(context: Context): Promise<Response> {
  knownParameters(context.request, []);
  const stored = await loadSeen(context);
  const items = readsAll(context.definition, context.request.caller) ? await tasksOf(context, stored) : [];
  return { status: 200, body: { items, nextCursor: null } };
}

function refuseClosed({ definition }: Context, { record }: Stored): void {
  if (stateClass(definition, record.state) === 'final')
    throw new Problem('record-closed', `${record.id} is ${record.state}`);
}

/** POST …/tasks */
export async function addTask(context: Context): Promise<Response> {
  const { request } = context;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  const known = await tasksOf(context, await loadSeen(context));
  const number = (known.at(-1)?.number ?? 0) + 1;
  return taskCommand(context, 'absent', (stored) => {
    refuseClosed(context, stored);
    const given = validated(newTask, body, Object.keys(newTask.shape));
    if (given.assignedGroup && !context.config.group(given.assignedGroup)?.active)
      throw new Problem('inactive-group', `expected an active group, was given ${given.assignedGroup}`);
    const missing = given.dependsOn?.find((other) => !known.some((task) => task.number === other));
    if (missing !== undefined) throw new Problem('unknown-reference', `there is no task ${missing} to depend on`);
    const { createdAt } = stamp(stored);
    return {
      before: undefined,
      after: {
        ...definedOnly(given),
        number,
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
  const stored = await loadSeen(context);
  const known = await tasksOf(context, stored);
  const task = known.find(({ number }) => String(number) === parameters.task);
  const verb = parameters.verb ?? '';
  if (!task || !isVerb(verb)) {
    throw new Problem(
      'not-found',
      task
        ? `a task knows ${Object.keys(verbs).join(', ')}; was given ${verb}`
        : `${stored.record.id} has no task ${parameters.task}`,
    );
  }
  return taskCommand(context, { sk: taskSk(task.number) }, (current) => {
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
    const waitsFor = known.filter((other) => task.dependsOn?.includes(other.number) && !SETTLED.includes(other.state));
    if (['start', 'done'].includes(verb) && waitsFor.length > 0)
      throw new Problem(
        'guard-failed',
        `task ${task.number} waits for ${waitsFor.map(({ number }) => number).join(', ')}`,
      );
    return { before: task, after: { ...task, state: to, ...(reason !== undefined && { reason }) } };
  });
}

const stamp = ({ record }: Stored) => ({ createdAt: record.updatedAt });
/** Without the keys that are undefined, which a stored task does not have. */
const definedOnly = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

/** One change of a task: the task item and the parent's count of open mandatory ones in one transaction. */
function taskCommand(
  context: Context,
  condition: 'absent' | { readonly sk: string },
  change: (stored: Stored) => { readonly before: Task | undefined; readonly after: Task },
): Promise<Response> {
  const { definition, request } = context;
  let after: Task | undefined;
  return runCommand(context, {
    allowed: (_, { caller }) => permitted(definition.permissions, caller.roles, 'U'),
    precondition: 'optional',
    parse: () => undefined,
    decide: (stored, _, circumstances): Plan => {
      const { before, after: next } = change(stored);
      after = next;
      const openTasks = (stored.record.openTasks ?? 0) + holds(next) - holds(before);
      const plan = decidePatch(definition, stored.record, { openTasks }, circumstances);
      const emission = { name: before ? 'task_changed' : 'task_added', data: { task: next.number, state: next.state } };
      // Tasks are internal: a requester's view of the record does not move.
      const { version, updatedAt, updatedBy } = stored.record;
      return {
        ...plan,
        after: { ...plan.after, version, updatedAt, updatedBy },
        command: before ? 'change-task' : 'add-task',
        emissions: [emission],
        visibility: 'internal',
      };
    },
    also: (plan) => [...(after ? [{ put: taskItem(request.caller.tenant, plan.after, after), condition }] : [])],
    respond: ({ stored }) => ({
      status: condition === 'absent' ? 201 : 200,
      body: after,
      headers: { etag: etag(stored.record.version) },
    }),
  });
}
