/** Executions and the results of their tasks in the journal, which is what they are replayed from after a restart. */
import { randomBytes } from 'node:crypto';
import { integer, type Journal, optionalText, type Row, text } from '#infra/local/machine/journal';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface Execution {
  readonly arn: string;
  /** ARN of the state machine. */
  readonly machine: string;
  readonly name: string;
  readonly input: string;
  readonly status: ExecutionStatus;
  readonly startedAt: number;
  readonly stoppedAt?: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** One attempt of one task. */
export interface Task {
  readonly execution: string;
  readonly step: string;
  readonly state: string;
  readonly token: string;
  readonly enteredAt: number;
  /** Not to be begun before: the pause before another attempt. */
  readonly notBefore: number;
  /** Whether a task with a token has been handed to its function. */
  readonly invoked: boolean;
  readonly heartbeatAt?: number;
  readonly result?: TaskResult;
}

export type TaskResult =
  | { readonly ok: true; readonly output: string }
  | { readonly ok: false; readonly error: string; readonly cause: string };

export interface WorkflowStore {
  /** False when there is an execution with this ARN already. */
  begin(execution: Omit<Execution, 'status'>): boolean;
  end(
    arn: string,
    status: ExecutionStatus,
    at: number,
    result: { output?: string; error?: string; cause?: string },
  ): void;
  find(arn: string): Execution | undefined;
  list(filter?: { readonly status?: string; readonly machine?: string }): readonly Execution[];
  /** The attempt of this step as it was begun before, or as it begins now. */
  enter(task: Pick<Task, 'execution' | 'step' | 'state' | 'enteredAt' | 'notBefore'>): Task;
  tasks(execution: string): readonly Task[];
  byToken(token: string): Task | undefined;
  markInvoked(token: string): void;
  heartbeat(token: string, at: number): void;
  settle(token: string, result: TaskResult): void;
}

/** The store in the journal. */
export function createWorkflowStore(journal: Journal): WorkflowStore {
  const { sql } = journal;
  const task = (execution: string, step: string) =>
    sql('SELECT * FROM tasks WHERE execution = ? AND step = ?').get(execution, step);
  return {
    begin({ arn, machine, name, input, startedAt }) {
      const insert = `INSERT OR IGNORE INTO executions (arn, machine, name, input, status, started_at)
        VALUES (?, ?, ?, ?, 'RUNNING', ?)`;
      return sql(insert).run(arn, machine, name, input, startedAt).changes === 1;
    },
    end(arn, status, at, { output = null, error = null, cause = null }: Record<string, string | null | undefined>) {
      sql('UPDATE executions SET status = ?, stopped_at = ?, output = ?, error = ?, cause = ? WHERE arn = ?').run(
        status,
        at,
        output,
        error,
        cause,
        arn,
      );
    },
    find(arn) {
      const row = sql('SELECT * FROM executions WHERE arn = ?').get(arn);
      return row && executionOf(row);
    },
    list: ({ status, machine } = {}) =>
      sql(
        `SELECT * FROM executions WHERE (?1 IS NULL OR status = ?1) AND (?2 IS NULL OR machine = ?2)
         ORDER BY started_at, rowid`,
      )
        .all(status ?? null, machine ?? null)
        .map(executionOf),
    enter({ execution, step, state, enteredAt, notBefore }) {
      const insert = `INSERT OR IGNORE INTO tasks (execution, step, state, token, entered_at, not_before)
        VALUES (?, ?, ?, ?, ?, ?)`;
      sql(insert).run(execution, step, state, randomBytes(48).toString('base64url'), enteredAt, notBefore);
      return taskOf(task(execution, step) ?? {});
    },
    tasks: (execution) => sql('SELECT * FROM tasks WHERE execution = ? ORDER BY rowid').all(execution).map(taskOf),
    byToken(token) {
      const row = sql('SELECT * FROM tasks WHERE token = ?').get(token);
      return row && taskOf(row);
    },
    markInvoked: (token) => void sql('UPDATE tasks SET invoked = 1 WHERE token = ?').run(token),
    heartbeat: (token, at) => void sql('UPDATE tasks SET heartbeat_at = ? WHERE token = ?').run(at, token),
    settle(token, result) {
      const [failed, error, outcome] = result.ok ? [0, null, result.output] : [1, result.error, result.cause];
      sql('UPDATE tasks SET failed = ?, error = ?, outcome = ? WHERE token = ? AND failed IS NULL').run(
        failed,
        error,
        outcome,
        token,
      );
    },
  };
}

function executionOf(row: Row): Execution {
  const optional = {
    output: optionalText(row, 'output'),
    error: optionalText(row, 'error'),
    cause: optionalText(row, 'cause'),
  };
  return {
    arn: text(row, 'arn'),
    machine: text(row, 'machine'),
    name: text(row, 'name'),
    input: text(row, 'input'),
    status: statusOf(text(row, 'status')),
    startedAt: integer(row, 'started_at'),
    ...(row.stopped_at === null ? {} : { stoppedAt: integer(row, 'stopped_at') }),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

function statusOf(text: string): ExecutionStatus {
  switch (text) {
    case 'SUCCEEDED':
    case 'FAILED':
    case 'TIMED_OUT':
    case 'ABORTED':
      return text;
    default:
      return 'RUNNING';
  }
}

function taskOf(row: Row): Task {
  const outcome = text(row, 'outcome');
  const result: TaskResult =
    integer(row, 'failed') === 0
      ? { ok: true, output: outcome }
      : { ok: false, error: text(row, 'error'), cause: outcome };
  return {
    execution: text(row, 'execution'),
    step: text(row, 'step'),
    state: text(row, 'state'),
    token: text(row, 'token'),
    enteredAt: integer(row, 'entered_at'),
    notBefore: integer(row, 'not_before'),
    invoked: integer(row, 'invoked') === 1,
    ...(row.heartbeat_at === null ? {} : { heartbeatAt: integer(row, 'heartbeat_at') }),
    ...(row.failed === null ? {} : { result }),
  };
}
