/** The state machines of a deployment: one for approvals, and one for each type of record that has a workflow. */
import type { DeployableProcess } from '#infra/functions';
import { approvalDefinition } from '#infra/workflows/approval';
import type { Followed, Follows } from '#shared/kit/workflow/followed';
import { machineDefinition } from '#shared/kit/workflow/machine';
import type { TaskCall } from '#shared/kit/workflow/steps/state';

export interface Machine {
  /** The type of record that it is named after. */
  readonly type: string;
  readonly comment: string;
  /** What it follows, where that is not a record's workflow. */
  readonly follows: Partial<Followed>;
  readonly definition: (task: TaskCall) => object;
}

const approval: Machine = {
  type: 'approval',
  comment: 'One round of one approval',
  follows: {
    starts: 'opened',
    carries: ['round', 'timeoutSeconds'],
    wakes: ['decided', 'rescheduled'],
    beats: [],
  },
  definition: ({ functionArn, partition }) => approvalDefinition(functionArn, partition),
};

/** Every machine. */
export const machinesOf = (processes: readonly DeployableProcess[]): readonly Machine[] => [
  approval,
  ...processes
    .flatMap(({ workflows = [] }) => workflows)
    .map(({ type, title, steps }) => ({
      type,
      comment: `One run of the workflow of ${title}`,
      follows: {},
      definition: (task: TaskCall) => machineDefinition(title, steps, task),
    })),
];

/** What the stream relay has to know of them. */
export const followsOf = (machines: readonly Machine[]): Follows =>
  Object.fromEntries(machines.map(({ type, follows }) => [type, follows]));
