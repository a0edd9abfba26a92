/** The step that runs a command of the record. */

import type { Behaviour } from '#shared/kit/workflow/steps/behaviour';
import { performing, type StepState } from '#shared/kit/workflow/steps/state';
import type { CommandStep } from '#shared/kit/workflow/workflow';

export const command: Behaviour<CommandStep<never, never, string>> = {
  arrive: () => ({}),
  hear: ({ run }, heard) => (heard === run ? 'pass' : undefined),
  late: () => 'fail',
};

export const commandState: StepState = performing;
