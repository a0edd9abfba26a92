/** Kinds of tasks that a process declares: what a task of one is called, whose it is, when it is due, and what completes it. Pure. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Task } from '#shared/capabilities/tasks/task';
import type { NewTask } from '#shared/engine/plan';
import { type Fields, objectSchema } from '#shared/grammar/fields';
import { validated } from '#shared/http/validate';
import type { Configuration } from '#shared/tenancy/configuration';
import { toInstant } from '#shared/time/clock';
import { parseDuration } from '#shared/time/duration';

export interface TaskKind {
  readonly title: string;
  /** Whether it holds its record back until it is done or skipped; it does unless this says otherwise. */
  readonly mandatory?: boolean;
  /** The group that works on it; the record's own when absent. */
  readonly group?: string;
  /** After so many business days of the tenant's calendar, at the same time of the day, or after an ISO 8601 duration. */
  readonly due?: { readonly businessDays: number } | { readonly after: string };
  /** The form that completes it. */
  readonly result?: Fields;
  /** It is completed with attachments of its record that prove it. */
  readonly evidence?: true;
  /** Another system completes it, by a token that is told when the task is added. */
  readonly callback?: true;
}

export type TaskKinds = Readonly<Record<string, TaskKind>>;

/** When a task that is made now is due. @param now epoch milliseconds @throws RangeError for a duration that is none */
export function dueOf(
  { due }: TaskKind,
  { business }: Pick<Configuration, 'business'>,
  now: number,
): string | undefined {
  if (!due) return undefined;
  if ('after' in due) return toInstant(now + parseDuration(due.after) * 1000);
  return toInstant(business.addBusinessDays(now / 1000, due.businessDays) * 1000);
}

/** A task with what its kind brings. @throws Error for a kind that there is not */
export function ofKind<T extends NewTask>(
  kinds: TaskKinds,
  task: T,
  config: Pick<Configuration, 'business'>,
  now: number,
): T {
  if (task.kind === undefined || task.dueAt !== undefined) return task;
  const kind = kinds[task.kind];
  if (!kind) throw new Error(`there is no kind ${task.kind} of tasks`);
  const dueAt = dueOf(kind, config, now);
  const asks = [...(kind.result ? (['result'] as const) : []), ...(kind.evidence ? (['evidence'] as const) : [])];
  return {
    ...task,
    ...(task.assignedGroup === undefined && kind.group !== undefined && { assignedGroup: kind.group }),
    ...(dueAt !== undefined && { dueAt }),
    ...(asks.length > 0 && { asks }),
  };
}

/** What the form says. @throws Problem for what is missing, unknown or wrong in it */
export function resultOf({ result }: TaskKind, given: unknown): Readonly<Record<string, unknown>> | undefined {
  return result && validated(objectSchema(result), given ?? {}, Object.keys(result));
}

/** What a system shows to complete the task: the tenant's secret makes it, and nothing keeps it. */
export function tokenOf(
  cursorKey: string,
  uid: string,
  { number, createdAt }: Pick<Task, 'number' | 'createdAt'>,
): string {
  return createHmac('sha256', cursorKey).update(`task ${uid} ${number} ${createdAt}`).digest('base64url');
}

/** Whether the token is that of the task, in a time that tells nothing of it. */
export function isToken(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
