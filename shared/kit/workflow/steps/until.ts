/** The step that waits until the record says so, or until an instant that moves with the record. */
import type { Behaviour } from '#shared/kit/workflow/steps/behaviour';
import { type StepState, waiting } from '#shared/kit/workflow/steps/state';
import type { UntilStep } from '#shared/kit/workflow/workflow';

export const until: Behaviour<UntilStep<never, never>> = {
  arrive: ({ due }, { record, at, config, now }) => ({ due: Math.max(now, due(record, at, config)) }),
  hear: ({ holds, fails }, _, { record, at, config }) => {
    if (holds?.(record, at, config)) return 'pass';
    return fails?.(record, at, config) ? 'fail' : undefined;
  },
  late: ({ holds, late }) => late ?? (holds ? 'fail' : 'pass'),
  follows: true,
};

export const untilState: StepState = waiting;
