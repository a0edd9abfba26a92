/** What happens to a record one step after the other, with a state machine that follows it (architecture §7). */
import { workflowConsumptions } from '#shared/capabilities/workflow/consume';
import { described } from '#shared/capabilities/workflow/described';
import { settleRun } from '#shared/capabilities/workflow/settle';
import { defineCapability } from '#shared/engine/capability';
import type { CompiledPart } from '#shared/grammar/definition';
import { commandsOf, machineSteps } from '#shared/kit/workflow/program';
import { type Run, redriveAt } from '#shared/kit/workflow/run';
import type { AnyWorkflow, Workflow } from '#shared/kit/workflow/workflow';
import type { Configuration } from '#shared/tenancy/configuration';

declare module '#shared/grammar/record' {
  interface PartEnvelope {
    /** Where its workflow stands. */
    readonly workflow?: Run;
  }
}

/** @param stated its steps, the states in which it goes on, and what takes back what was done */
export function workflow<R, const S extends string, const A extends string>(
  stated: Workflow<R, Configuration, S, A>,
): CompiledPart<R, S, never, A>;
export function workflow(stated: AnyWorkflow): CompiledPart {
  return defineCapability({
    name: 'workflow',
    commands: commandsOf(stated),
    described,
    machine: machineSteps(stated),
    settle: (draft, circumstances, { before }) => settleRun(stated, draft, circumstances, before),
    due: {
      next: ({ workflow: run }) => run && redriveAt(run),
      passed: ({ workflow: run }, { now }) => {
        const at = run && redriveAt(run);
        return at === undefined || at > now ? undefined : at;
      },
    },
    consumes: (_, definitions) => definitions.flatMap((definition) => workflowConsumptions(definition, stated)),
    envelope: { workflow: { visibility: 'internal', unrecorded: true } },
  });
}
