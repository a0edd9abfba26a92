/** The step that waits for somebody outside, who gives signs of life until it is done. */
import { type Behaviour, inSeconds } from '#shared/kit/workflow/steps/behaviour';
import { beating, type StepState } from '#shared/kit/workflow/steps/state';
import type { CallbackStep } from '#shared/kit/workflow/workflow';

export const callback: Behaviour<CallbackStep<never, never, string>> = {
  arrive: ({ within, heartbeat }, { record, at, config, now }) => ({
    due: inSeconds(within(record, at, config), now),
    heartbeatSeconds: Math.max(1, Math.ceil(heartbeat(record, at, config))),
  }),
  hear: ({ passes, fails }, command) => {
    if (passes.includes(command)) return 'pass';
    return fails?.includes(command) ? 'fail' : undefined;
  },
  late: () => 'fail',
  beats: ({ beats }, command) => beats?.includes(command) ?? false,
};

export const callbackState: StepState = beating;
