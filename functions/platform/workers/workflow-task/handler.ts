/** The one function that state machines call: it asks the table and the process that a record belongs to, and decides nothing. */
import { type ApprovalTask, approvalTask } from './approval.ts';
import { type RunTask, runTask } from './run.ts';

type Task = ApprovalTask | RunTask;

const isRun = (task: Task): task is RunTask => task.task === 'proceed' || task.task === 'wait' || task.task === 'renew';

export const handler = (task: Task): Promise<object> => (isRun(task) ? runTask(task) : approvalTask(task));
