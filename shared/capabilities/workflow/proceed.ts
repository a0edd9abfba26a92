/** What is to be done on a record by its workflow now: the machine asks for it. */
import { viewOf } from '#shared/capabilities/workflow/settle';
import type { Circumstances } from '#shared/engine/circumstances';
import { decideChange } from '#shared/engine/decide';
import type { Plan } from '#shared/engine/plan';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { anotherExecution, leafOf, pass, refuse } from '#shared/kit/workflow/advance';
import { WORKFLOW_MOVED, WORKFLOW_STARTED } from '#shared/kit/workflow/followed';
import { isOver, type Run } from '#shared/kit/workflow/run';
import type { AnyWorkflow } from '#shared/kit/workflow/workflow';
import { Problem } from '#shared/problems/problems';

/** How the machinery's own changes of a run are called in the record's history. */
export const FOLLOW = 'follow-workflow';

/** A command that a run is at, with its input. */
export interface DueCommand {
  readonly run: string;
  readonly input: Readonly<Record<string, unknown>>;
}

function commandDue(
  workflow: AnyWorkflow,
  record: AnyRecord,
  { config }: Pick<Circumstances, 'config'>,
): DueCommand | undefined {
  const { workflow: run } = record;
  const step = run && leafOf(workflow, run);
  if (!run || run.held || step?.kind !== 'command') return undefined;
  return { run: step.run, input: step.input?.(record as never, run.at, config as never) ?? run.at };
}

/**
 * @param decide what a command does to the record, with what it rests on and takes along
 * @returns undefined while there is nothing to do but to wait
 */
export async function decideProceed(
  definition: AnyRecordDefinition,
  workflow: AnyWorkflow,
  record: AnyRecord,
  circumstances: Circumstances,
  decide: (command: DueCommand) => Promise<Plan>,
): Promise<Plan | undefined> {
  const { workflow: run } = record;
  if (!run || isOver(run)) return undefined;
  const view = viewOf(record, circumstances.config, circumstances.now);
  const fail = (because: string) => moveTo(definition, record, refuse(workflow, run, because, view), circumstances);
  if (!leafOf(workflow, run)) return fail(`the workflow no longer has the step ${run.step}`);
  const command = commandDue(workflow, record, circumstances);
  if (!command) return moveTo(definition, record, pass(workflow, run, view), circumstances);
  try {
    const plan = await decide(command);
    return plan.after.workflow?.moves === run.moves ? fail(`${command.run} was about something else`) : plan;
  } catch (error) {
    if (error instanceof Problem) return fail(error.message);
    throw error;
  }
}

function moveTo(
  definition: AnyRecordDefinition,
  record: AnyRecord,
  run: Run,
  circumstances: Circumstances,
): Plan | undefined {
  if (run === record.workflow) return undefined;
  const reason = `${placeOf(record.workflow)} → ${placeOf(run)}`;
  const how = { command: FOLLOW, reason, visibility: 'internal', emits: WORKFLOW_MOVED } as const;
  return decideChange(definition, record, { workflow: run }, how, circumstances);
}

const placeOf = (run: Run | undefined): string =>
  run ? [run.step ?? run.phase, ...Object.values(run.at)].join(' ') : '';

/** Another execution of the machine, which goes on where the record stands. */
export function decideAnotherExecution(
  definition: AnyRecordDefinition,
  record: AnyRecord,
  circumstances: Circumstances,
): Plan | undefined {
  const { workflow: run } = record;
  if (!run || isOver(run)) return undefined;
  const workflow = anotherExecution(run);
  const reason = 'the execution before had gone on for long';
  const how = { command: FOLLOW, reason, visibility: 'internal', emits: WORKFLOW_STARTED } as const;
  return decideChange(definition, record, { workflow }, how, circumstances);
}
