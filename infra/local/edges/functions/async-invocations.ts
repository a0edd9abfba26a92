/** Asynchronous invocations, as Lambda queues them: durable, tried again by the local clock, then kept as dead letters. */

import type { DeadLetters } from '#infra/local/edges/events/dead-letters';
import type { Functions } from '#infra/local/edges/functions/functions';
import type { Outcome } from '#infra/local/edges/functions/thread';
import type { Activity } from '#infra/local/machine/activity';
import type { LocalClock } from '#infra/local/machine/clock/clock';
import type { Courtesy } from '#infra/local/machine/courtesy';
import { integer, type Journal, optionalText, type Row, text } from '#infra/local/machine/journal';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';
import type { Deployment } from '#infra/local/machine/template/template';

export interface AsyncInvocation {
  /** Name or ARN. */
  readonly function: string;
  /** The event, as JSON text. */
  readonly payload: string;
  /** Who caused it: the ARN of a rule, of a stream, or of a caller. */
  readonly origin: string;
  /** The name of the queue for what fails for good; by default the function's own. */
  readonly queue?: string | undefined;
}

export interface AsyncInvocations {
  /** Writes the invocations to the journal, within the transaction that is open there; `start` them when it is committed. */
  enqueue(invocations: readonly AsyncInvocation[]): void;
  /** Takes up what was enqueued, and at the start of the runner what is due. */
  start(): void;
  /** How many are queued or wait for another attempt. */
  readonly pending: number;
  stop(): void;
}

/** Lambda waits one minute before the second attempt, two before the third. */
const RETRY_DELAYS = [60_000, 120_000];
/** What Lambda does without an AWS::Lambda::EventInvokeConfig. */
const DEFAULT_RETRIES = 2;
const DEFAULT_AGE_SECONDS = 21_600;
/** So many of one function at a time; the order of events is not promised, but nearly kept. */
const CONCURRENCY = 8;
/** How long to wait for a journal that could not be written, in milliseconds. */
const JOURNAL_PAUSE = 1000;

/** The queue as the journal has it: what was not finished when the runner ended is attempted again. */
export function createAsyncInvocations(options: {
  readonly deployment: Deployment;
  readonly functions: Functions;
  readonly journal: Journal;
  readonly clock: LocalClock;
  readonly activity: Activity;
  readonly courtesy: Courtesy;
  readonly deadLetters: DeadLetters;
  readonly onProblem: (message: string) => void;
}): AsyncInvocations {
  const { deployment, functions, journal, clock, activity, courtesy, deadLetters, onProblem } = options;
  const policies = new Map(
    deployment.ofType('AWS::Lambda::EventInvokeConfig').map(({ properties }) => [
      functions.find(String(properties.FunctionName))?.name,
      {
        queue: deadLetterQueueOf(deployment, properties),
        retries: Number(properties.MaximumRetryAttempts ?? DEFAULT_RETRIES),
        ageSeconds: Number(properties.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS),
      },
    ]),
  );
  const running = new Map<string, number>();
  /** Ids that wait for their turn, by function. */
  const waiting = new Map<string, number[]>();
  const taken = new Set<number>();
  let cancelAlarm = () => {};
  let stopped = false;

  const attempt = async (id: number): Promise<void> => {
    if (stopped) return;
    const row = journal.sql('SELECT * FROM invocations WHERE id = ?').get(id);
    if (!row) return;
    const name = text(row, 'function');
    const attempts = integer(row, 'attempts') + 1;
    const failure = failureOf(await functions.invoke(name, text(row, 'payload')), text(row, 'origin'));
    if (stopped) return; // it stays in the journal and is attempted again
    if (failure === undefined) {
      journal.sql('DELETE FROM invocations WHERE id = ?').run(id);
      return;
    }
    const {
      retries,
      ageSeconds,
      queue: own,
    } = policies.get(functions.find(name)?.name) ?? {
      retries: DEFAULT_RETRIES,
      ageSeconds: DEFAULT_AGE_SECONDS,
      queue: undefined,
    };
    const nextAt = clock.now() + (RETRY_DELAYS[Math.min(attempts, RETRY_DELAYS.length) - 1] ?? 0);
    if (attempts <= retries && nextAt <= integer(row, 'created_at') + ageSeconds * 1000) {
      journal.sql('UPDATE invocations SET attempts = ?, next_at = ? WHERE id = ?').run(attempts, nextAt, id);
      awaitNext();
      return;
    }
    const queue = optionalText(row, 'queue') ?? own;
    const [payload, origin] = [text(row, 'payload'), text(row, 'origin')];
    journal.transaction(() => {
      deadLetters.add({ queue, function: name, payload, origin, attempts, reason: failure });
      journal.sql('DELETE FROM invocations WHERE id = ?').run(id);
    });
  };

  const work = (name: string): void => {
    const queue = waiting.get(name) ?? [];
    while (!stopped && queue.length > 0 && (running.get(name) ?? 0) < CONCURRENCY) {
      const id = queue.shift() ?? 0;
      running.set(name, (running.get(name) ?? 0) + 1);
      const end = activity.begin();
      void courtesy
        .background(() => attempt(id))
        .catch((error: unknown) => {
          // What came of it could not be noted, as on a full disk: it stays due, and is attempted again.
          onProblem(`invocation of ${name}: ${error instanceof Error ? error.message : String(error)}`);
          setTimeout(takeDue, JOURNAL_PAUSE).unref();
        })
        .finally(() => {
          taken.delete(id);
          running.set(name, (running.get(name) ?? 1) - 1);
          work(name);
          end();
        });
    }
  };

  /** Queues what is due, of all that there is. */
  const takeDue = (): void =>
    take(journal.sql('SELECT id, function FROM invocations WHERE next_at <= ? ORDER BY id').all(clock.now()));

  /** The same of what has been enqueued since it was called last; what else there is waits for its alarm or is being attempted. */
  let newest = 0;
  const takeNew = (): void =>
    // With the plus SQLite goes by the id, and not by the index of what is due, which is all that there is.
    take(
      journal
        .sql('SELECT id, function FROM invocations WHERE id > ? AND +next_at <= ? ORDER BY id')
        .all(newest, clock.now()),
    );

  const take = (due: readonly Row[]): void => {
    if (stopped) return;
    const names = new Set<string>();
    for (const row of due) {
      const id = integer(row, 'id');
      const name = text(row, 'function');
      newest = Math.max(newest, id);
      if (taken.has(id)) continue;
      taken.add(id);
      names.add(name);
      const queue = waiting.get(name) ?? [];
      queue.push(id);
      waiting.set(name, queue);
    }
    for (const name of names) work(name);
    awaitNext();
  };

  const awaitNext = (): void => {
    cancelAlarm();
    const next = journal.sql('SELECT MIN(next_at) AS next_at FROM invocations WHERE next_at > ?').get(clock.now());
    if (next && next.next_at !== null) cancelAlarm = clock.at(integer(next, 'next_at'), takeDue);
  };

  return {
    enqueue(invocations) {
      const insert = journal.sql(
        'INSERT INTO invocations (function, payload, origin, queue, attempts, created_at, next_at) VALUES (?, ?, ?, ?, 0, ?, ?)',
      );
      const now = clock.now();
      for (const each of invocations)
        insert.run(each.function, each.payload, each.origin, each.queue ?? null, now, now);
    },
    start: takeNew,
    get pending() {
      return integer(journal.sql('SELECT COUNT(*) AS count FROM invocations').get() ?? {}, 'count');
    },
    stop() {
      stopped = true;
      cancelAlarm();
    },
  };
}

/** Why an attempt failed. Records of a stream that come again may also be reported one by one. */
function failureOf(outcome: Outcome, origin: string): string | undefined {
  if (!outcome.ok) return `${outcome.error.errorType}: ${outcome.error.errorMessage}`;
  const reported = origin.includes('/stream/') && asArray(asObject(JSON.parse(outcome.payload))?.batchItemFailures);
  return reported && reported.length > 0 ? 'the function reported it as failed' : undefined;
}

/** The name of the queue that takes what a function could not handle. */
function deadLetterQueueOf(deployment: Deployment, properties: JsonObject): string | undefined {
  const arn = asString(asObject(asObject(properties.DestinationConfig)?.OnFailure)?.Destination);
  return arn === undefined ? undefined : deployment.byArn(arn)?.name;
}
