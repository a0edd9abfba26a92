/** Tasks of a record (A11): what is known of one, when it no longer holds its record back, and how it is kept. */

import { taskAssigneePk, taskSk } from '#shared/capabilities/tasks/keys';
import type { NewTask } from '#shared/engine/plan';
import type { TenantId } from '#shared/ids/tenant-id';
import { recordPk } from '#shared/store/keys';
import type { Item } from '#shared/store/store';

export interface Task extends NewTask {
  readonly number: number;
  readonly state: string;
  readonly createdAt: string;
}

/** States in which a mandatory task no longer holds its record back. */
export const SETTLED: readonly string[] = ['done', 'skipped', 'cancelled'];

/** The instant at which the first of those that are not settled is due; undefined where none is. */
export function earliestDue(tasks: readonly Pick<NewTask, 'dueAt' | 'state'>[]): string | undefined {
  const due = tasks.flatMap(({ dueAt, state }) => (dueAt && !SETTLED.includes(state ?? 'open') ? [dueAt] : []));
  return due.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

/** States in which somebody has it in hand, or may take it. */
export const ACTIVE: readonly string[] = ['open', 'in_progress', 'pending'];

/** How much a task adds to its record's count of open mandatory ones. */
export const holds = (task: NewTask | undefined): 0 | 1 =>
  task?.mandatory && !SETTLED.includes(task.state ?? 'open') ? 1 : 0;

/** The number of a task that comes with a change of the record. @param sequence of that change in the record's history */
export const taskNumber = (sequence: number, index: number): number => sequence * 10 + index;

/** The item of a task; who has it in hand is found by the index `assignee`. */
export function taskItem(
  tenant: TenantId,
  { type, uid }: { readonly type: string; readonly uid: string },
  task: Task,
): Item {
  const { number, state, assignedTo } = task;
  const inHand = assignedTo !== undefined && ACTIVE.includes(state);
  return {
    ...{ pk: recordPk(tenant, type, uid), sk: taskSk(number), task },
    ...(inHand && { assigneePk: taskAssigneePk(tenant, type, assignedTo), assigneeSk: `${uid}#${taskSk(number)}` }),
  };
}

export const taskIn = (item: Item): Task => item.task as Task;
