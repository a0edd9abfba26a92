/** The step that lets time pass. */
import { type Behaviour, inSeconds } from '#shared/kit/workflow/steps/behaviour';
import { type StepState, waiting } from '#shared/kit/workflow/steps/state';
import type { WaitStep } from '#shared/kit/workflow/workflow';

export const wait: Behaviour<WaitStep<never, never>> = {
  arrive: (step, { record, at, config, now }) => ({ due: inSeconds(step.for(record, at, config), now) }),
  hear: () => undefined,
  late: () => 'pass',
};

/** It waits with a token, as everything does: a soak of a day must not keep a roll-back waiting. */
export const waitState: StepState = waiting;
