/** What a process consumes for records on which updates are staged: what the other record came to. */
import { FOLLOW } from '#shared/capabilities/staged/commands';
import { STAGED_FOR } from '#shared/capabilities/staged/rule';
import { consumption } from '#shared/grammar/consumption';
import type { EventsContract, RecordContract } from '#shared/grammar/contract';
import type { Consumption } from '#shared/grammar/process-definition';

/**
 * All records on which something is staged follow, however many they are.
 * @param events of the record that it is staged for @param name of the event upon which updates are applied, or dropped
 */
export const stagedUpon = <E extends EventsContract, N extends keyof E['carries'] & string>(
  events: E,
  name: N,
  { type }: Pick<RecordContract, 'type'>,
  as: 'applied' | 'dropped',
): Consumption =>
  consumption(events, name, {
    record: type,
    react: ({ id }) => [
      {
        kind: 'command',
        on: { list: STAGED_FOR, equals: { [STAGED_FOR]: id } },
        command: FOLLOW,
        input: { [events.record]: id, as },
      },
    ],
  });
