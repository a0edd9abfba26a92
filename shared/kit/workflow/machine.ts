/** Compiles the steps of a workflow to one state machine: a state a step, and two that ask the table what is next. */

import type { MachineStep } from '#shared/kit/workflow/program';
import { callbackState } from '#shared/kit/workflow/steps/callback';
import { commandState } from '#shared/kit/workflow/steps/command';
import { gateState } from '#shared/kit/workflow/steps/gate';
import {
  PROCEED,
  performing,
  ROUTE,
  renewing,
  type StepState,
  type TaskCall,
  waiting,
} from '#shared/kit/workflow/steps/state';
import { untilState } from '#shared/kit/workflow/steps/until';
import { waitState } from '#shared/kit/workflow/steps/wait';
import type { StepKind } from '#shared/kit/workflow/workflow';

/** Where a machine goes that is not a step of the workflow: it pauses, begins anew, or is over. */
export const HOLD = 'hold';
export const RENEW = 'renew';
export const END = 'end';

const states: Readonly<Record<StepKind, StepState>> = {
  command: commandState,
  wait: waitState,
  until: untilState,
  gate: gateState,
  callback: callbackState,
};

const stateName = (step: string): string => `At ${step}`;

/**
 * The definition of a machine, as an object. Its input is `{ tenantId, process, type, id, execution }`; nothing else is ever kept but the answer to
 * where it goes next, so its size stays some hundred bytes. A step that this machine does not know, because it was stated after the machine's
 * execution began, begins another execution.
 */
export function machineDefinition(title: string, steps: readonly MachineStep[], task: TaskCall) {
  const places = [...steps.map(({ name }) => [name, stateName(name)]), [HOLD, 'Hold'], [END, 'End']] as const;
  return {
    Comment: `The workflow of ${title}; where it stands is kept on the record.`,
    StartAt: PROCEED,
    States: {
      [PROCEED]: performing(task, PROCEED),
      [ROUTE]: {
        Type: 'Choice',
        Choices: places.map(([to, Next]) => ({ Variable: '$.next.to', StringEquals: to, Next })),
        Default: 'Renew',
      },
      ...Object.fromEntries(steps.map(({ name, kind }) => [stateName(name), states[kind](task, name)])),
      Hold: waiting(task, HOLD),
      Renew: renewing(task, RENEW),
      End: { Type: 'Succeed' },
    },
  };
}
