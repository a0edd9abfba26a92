/** Tasks of the approval workflow: note the token it waits with, ask whether to wait on, tell the approvals process how it ended. */
import { taskTokenKey } from '#shared/capabilities/workflow/keys';
import { tenantId } from '#shared/ids/tenant-id';
import { recordKey } from '#shared/store/keys';
import { clock } from '#shared/time/clock';
import { goOn, store } from './edges.ts';
import { type Subject, tell } from './tell.ts';

export interface ApprovalTask extends Subject {
  readonly task: 'wait-decision' | 'evaluate' | 'conclude';
  readonly round: number;
  readonly taskToken?: string;
}

/** Whether the workflow waits on, and for how long. */
interface Next {
  readonly waiting: boolean;
  readonly timeoutSeconds: number;
}

/** What the workflow knows of a round. */
interface Round {
  readonly outcome?: string;
  /** Absent while the round waits for information. */
  readonly dueAt?: string;
}

/** Carries the task out; each may be carried out again. */
export async function approvalTask(task: ApprovalTask): Promise<Next | { readonly done: true }> {
  if (task.task === 'evaluate') return evaluate(task);
  if (task.task === 'wait-decision') await wait(task);
  else await report(task, 'workflow.concluded', '');
  return { done: true };
}

async function roundOf({ tenantId: tenant, type, id }: Subject): Promise<Round | undefined> {
  return (await store.get(recordKey(tenantId(tenant), type, id)))?.record as Round | undefined;
}

/** A round that waits for information is not due; the answer wakes the workflow. */
const UNTIL_ANSWERED = 180 * 86_400;
/** Until the approvals process is asked again when time is up and nothing followed from it. */
const AGAIN = 60;

/** Time may be up, or the round may be due at another instant than was waited for: the table knows. */
async function evaluate(task: ApprovalTask): Promise<Next> {
  const seen = await roundOf(task);
  const isDue = ({ dueAt }: Round): boolean => dueAt !== undefined && Date.parse(dueAt) <= clock.now();
  if (seen?.outcome === 'pending' && isDue(seen)) await report(task, 'workflow.timed_out', seen.dueAt ?? '');
  const round = await roundOf(task);
  if (round?.outcome !== 'pending') return { waiting: false, timeoutSeconds: AGAIN };
  if (round.dueAt === undefined) return { waiting: true, timeoutSeconds: UNTIL_ANSWERED };
  const left = Math.ceil((Date.parse(round.dueAt) - clock.now()) / 1000);
  return { waiting: true, timeoutSeconds: left > 0 ? left : AGAIN };
}

/**
 * The token is noted first and the record read afterwards; whoever decides writes the record first and looks for the token afterwards.
 * So one of the two always sees the other.
 */
async function wait(task: ApprovalTask): Promise<void> {
  const { tenantId: tenant, type, id, taskToken } = task;
  if (taskToken === undefined) throw new Error('expected a task token to wait with');
  await store.set(taskTokenKey(tenantId(tenant), type, id), { taskToken });
  const outcome = (await roundOf(task))?.outcome;
  if (outcome !== undefined && outcome !== 'pending') await goOn(taskToken, { outcome });
}

/** The event's id is the same however often the workflow retries. */
const report = (task: ApprovalTask, name: string, at: string): Promise<void> =>
  tell(task, name, `${task.id}-${task.round}-${name}${at}`);
