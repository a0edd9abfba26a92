/** One command on one record, as an event led to it: once, however often the event is delivered. */

import type { Consuming } from '#shared/engine/consuming';
import { decideComment } from '#shared/engine/decide';
import { changeOnce } from '#shared/engine/once';
import { referredBy } from '#shared/engine/refer';
import { decideRested } from '#shared/engine/rest';
import { Problem } from '#shared/problems/problems';

/**
 * Runs a command on one record. What the record's state no longer allows is not an error: somebody was faster, and it is logged.
 * @returns why it was not carried out, if it was not
 * @throws Error when others were faster every time: the event is delivered again
 */
export async function onRecord(
  consuming: Consuming,
  reference: string,
  name: string,
  input: Readonly<Record<string, unknown>>,
  marker: string,
): Promise<Problem | undefined> {
  const { runtime, store, config, caller, definition } = consuming;
  let refused: Problem | undefined;
  await changeOnce(consuming, reference, marker, async ({ record }, known) => {
    refused = undefined;
    try {
      const { refers } = definition.actions[name] ?? {};
      // What the record names already came there by itself, or was looked for then: one that gathers many names all of them each time.
      const referred = await referredBy({ runtime, store, config, request: { caller } }, refers, input, record);
      const circumstances = { ...known, referred };
      const note = { body: String(input.body), visibility: 'internal' } as const;
      const plan =
        name === 'comment'
          ? decideComment(definition, record, note, circumstances)
          : await decideRested(consuming, record, name, input, circumstances);
      return { plan };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused = error;
      runtime.logger.info('reaction no longer applies', { record: record.id, command: name, detail: error.message });
      return undefined;
    }
  });
  return refused;
}
