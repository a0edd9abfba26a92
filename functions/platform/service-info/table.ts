/** Whether the table answers: asked for a key of its own under which nothing stands, the only one that the function may read. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '#shared/aws/environment';
import { healthKey } from '#shared/store/keys';
import { createStore } from '#shared/store/store';
import { clock } from '#shared/time/clock';

/** An answer that takes longer is none, in milliseconds. */
const PATIENCE_MS = 2_000;
/** Anyone may ask: the table is asked at most so often. */
const FRESH_MS = 5_000;

let known: { readonly at: number; readonly answers: Promise<boolean> } | undefined;

/** @returns what was found out at most five seconds ago; that it does not answer is remembered no longer than it takes to find out */
export async function tableAnswers(): Promise<boolean> {
  const now = clock.now();
  if (!known || Math.abs(now - known.at) >= FRESH_MS) known = { at: now, answers: ask() };
  const answers = await known.answers;
  if (!answers) known = undefined;
  return answers;
}

const requestHandler = { requestTimeout: PATIENCE_MS, throwOnRequestTimeout: true, connectionTimeout: PATIENCE_MS };
let store: ReturnType<typeof createStore> | undefined;

async function ask(): Promise<boolean> {
  store ??= createStore(new DynamoDBClient({ maxAttempts: 1, requestHandler }), environment('TABLE_NAME'));
  return store.get(healthKey).then(
    () => true,
    () => false,
  );
}
