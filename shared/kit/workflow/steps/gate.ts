/** The step that waits for a decision, which is a command of the record. */
import { type Behaviour, inSeconds } from '#shared/kit/workflow/steps/behaviour';
import { type StepState, waiting } from '#shared/kit/workflow/steps/state';
import type { GateStep } from '#shared/kit/workflow/workflow';

export const gate: Behaviour<GateStep<never, never, string>> = {
  arrive: ({ within }, { record, at, config, now }) => ({ due: inSeconds(within(record, at, config), now) }),
  hear: ({ passes, fails, again }, command) => {
    if (passes.includes(command)) return 'pass';
    if (again?.includes(command)) return 'again';
    return fails?.includes(command) ? 'fail' : undefined;
  },
  late: ({ late }) => late,
};

export const gateState: StepState = waiting;
