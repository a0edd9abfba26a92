/** Tasks of the workflows of records: have the process do what is to be done, say where the run stands then, note the token it waits with. */
import { taskTokenKey } from '#shared/capabilities/workflow/keys';
import { tenantId } from '#shared/ids/tenant-id';
import { newUlid } from '#shared/ids/ulid';
import { END, HOLD, RENEW } from '#shared/kit/workflow/machine';
import { lateAt, type Run } from '#shared/kit/workflow/run';
import { recordKey } from '#shared/store/keys';
import { clock } from '#shared/time/clock';
import { goOn, store } from './edges.ts';
import { type Subject, tell } from './tell.ts';

export interface RunTask extends Subject {
  readonly task: 'proceed' | 'wait' | 'renew';
  readonly execution: number;
  /** How far the run had gone when the machine was told to wait. */
  readonly moves?: number;
  readonly taskToken?: string;
}

/** Where the machine goes. Numbers are there wherever it goes, as its states name them. */
interface Next {
  readonly to: string;
  readonly moves: number;
  readonly seconds: number;
  readonly heartbeatSeconds: number;
}

/** Nothing is waited for longer in one state: the table is asked in between. An execution ends after a year, and its history is kept for 90 days. */
const LONGEST = 180 * 86_400;
/** Until the process is asked again when time is up and nothing followed from it. */
const AGAIN = 60;
/** An execution's history holds 25,000 events; a round of asking and waiting makes some 15, with every retry some 50. */
const FULL_AFTER = 400;

/** Carries the task out; each may be carried out again. */
export async function runTask(task: RunTask): Promise<Next | { readonly done: true }> {
  if (task.task === 'proceed') return proceed(task);
  if (task.task === 'wait') await wait(task);
  // The process knows by the run which execution asks, and whether it still is the one that follows it.
  else await tell(task, 'workflow.renew', newUlid(clock.now()), { execution: task.execution });
  return { done: true };
}

async function runOf({ tenantId: tenant, type, id, execution }: RunTask): Promise<Run | undefined> {
  const record = (await store.get(recordKey(tenantId(tenant), type, id)))?.record as { workflow?: Run } | undefined;
  return record?.workflow?.execution === execution ? record.workflow : undefined;
}

/** Where there is nothing to do, or nothing more. */
const nowhere: Next = { to: END, moves: 0, seconds: AGAIN, heartbeatSeconds: AGAIN - 1 };

/** An execution that another one has taken over from is over, and so is one whose run is. */
async function proceed(task: RunTask): Promise<Next> {
  if ((await runOf(task))?.step === undefined) return nowhere;
  await tell(task, 'workflow.proceed', newUlid(clock.now()), { execution: task.execution });
  const run = await runOf(task);
  if (run?.step === undefined) return nowhere;
  const { step, moves, held } = run;
  if (await isFull(task)) return { ...nowhere, to: RENEW };
  const late = lateAt(run);
  if (late === undefined) return { ...nowhere, moves, ...(held ? { to: HOLD, seconds: LONGEST } : { to: step }) };
  const left = (at: number): number => Math.ceil((at - clock.now()) / 1000);
  const remaining = left(late);
  if (remaining <= 0) return { ...nowhere, moves, to: step };
  const seconds = Math.min(LONGEST, Math.max(2, left(Date.parse(run.dueAt ?? ''))));
  // Step Functions refuses a sign of life that is asked for later than the step may last.
  return { to: step, moves, seconds, heartbeatSeconds: Math.min(seconds - 1, remaining) };
}

/** Counts the rounds of an execution beside its token. */
async function isFull({ tenantId: tenant, type, id, execution }: RunTask): Promise<boolean> {
  const key = taskTokenKey(tenantId(tenant), type, id);
  const known = await store.get(key);
  const rounds = known?.execution === execution ? Number(known.rounds) + 1 : 1;
  await store.set(key, { execution, rounds });
  return rounds > FULL_AFTER;
}

/**
 * The token is noted first and the record read afterwards; whoever moves the run writes the record first and looks for the token afterwards.
 * So one of the two always sees the other.
 */
async function wait(task: RunTask): Promise<void> {
  const { tenantId: tenant, type, id, taskToken, moves = 0 } = task;
  if (taskToken === undefined) throw new Error('expected a task token to wait with');
  const stale = async () => (await runOf(task))?.moves !== moves;
  const gone = await stale();
  // An execution that was left behind does not take the place of the one that follows the run.
  if (!gone) await store.set(taskTokenKey(tenantId(tenant), type, id), { taskToken, moves });
  if (gone || (await stale())) await goOn(taskToken, {});
}
