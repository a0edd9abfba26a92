/** A workflow as a list of instructions: its leaves in order, with the beginnings and ends of what goes through items. */
import type { AnyLeaf, AnyStep, AnyWorkflow, EachStep, StepKind, UndoStep } from '#shared/kit/workflow/workflow';

type AnyEach = EachStep<never, never, string>;

export type Instruction =
  | { readonly op: 'step'; readonly step: AnyLeaf }
  | { readonly op: 'each'; readonly each: AnyEach; readonly end: number }
  | { readonly op: 'next'; readonly each: AnyEach; readonly begin: number };

export interface Program {
  readonly instructions: readonly Instruction[];
  /** Where a leaf of the main line stands. */
  readonly indexOf: ReadonlyMap<string, number>;
  /** Every leaf by name: those of the main line, those that are asked when one fails, those that take one back. */
  readonly leaves: ReadonlyMap<string, AnyLeaf>;
  /** The step that a `failing` gate is asked about, by the gate's name. */
  readonly asks: ReadonlyMap<string, string>;
  /** The step that a step of an `undo` takes back. */
  readonly undoes: ReadonlyMap<string, string>;
}

/** The step at which the command that follows the taking back is run. */
export const UNDONE = 'undone';

/** What a deployment needs to know of a step. */
export interface MachineStep {
  readonly name: string;
  readonly kind: StepKind;
}

/** The steps of a workflow as data: all that its machine follows from. */
export const machineSteps = (workflow: AnyWorkflow): readonly MachineStep[] =>
  [...programOf(workflow).leaves.values()].map(({ name, kind }) => ({ name, kind }));

/** Commands of the record that a step runs, or waits for. */
function namedBy(step: AnyLeaf): readonly string[] {
  switch (step.kind) {
    case 'command':
      return [step.run];
    case 'gate':
      return [...step.passes, ...(step.fails ?? []), ...(step.again ?? [])];
    case 'callback':
      return [...step.passes, ...(step.fails ?? []), ...(step.beats ?? [])];
    case 'wait':
    case 'until':
      return [];
  }
}

/** All commands of the record that the workflow names, those of what is asked and of what is taken back among them. */
export const commandsOf = (workflow: AnyWorkflow): readonly string[] => [
  ...new Set([...[...programOf(workflow).leaves.values()].flatMap(namedBy), ...(workflow.undoneBy ?? [])]),
];

const programs = new WeakMap<AnyWorkflow, Program>();

/** The instructions of a workflow. @throws Error when it cannot be run: two steps of one name, or an `again` that leads nowhere */
export function programOf(workflow: AnyWorkflow): Program {
  const known = programs.get(workflow) ?? compile(workflow);
  programs.set(workflow, known);
  return known;
}

export const undoOf = (step: AnyLeaf | undefined): readonly UndoStep<never, never, string>[] =>
  step?.kind === 'command' ? (step.undo ?? []) : [];

function compile({ steps, undone }: AnyWorkflow): Program {
  const instructions: Instruction[] = [];
  const [indexOf, leaves, asks, undoes] = [
    new Map<string, number>(),
    new Map<string, AnyLeaf>(),
    new Map<string, string>(),
    new Map<string, string>(),
  ];
  const name = (step: AnyLeaf): void => {
    if (leaves.has(step.name)) throw new Error(`two steps of the workflow are called ${step.name}`);
    leaves.set(step.name, step);
  };
  const add = (step: AnyStep): void => {
    if (step.kind === 'each') {
      const begin = instructions.length;
      instructions.push({ op: 'each', each: step, end: begin });
      for (const inner of step.steps) add(inner);
      instructions[begin] = { op: 'each', each: step, end: instructions.length };
      instructions.push({ op: 'next', each: step, begin });
      return;
    }
    name(step);
    indexOf.set(step.name, instructions.length);
    instructions.push({ op: 'step', step });
    if ('failing' in step && step.failing) {
      name(step.failing);
      asks.set(step.failing.name, step.name);
    }
    for (const undo of undoOf(step)) {
      name(undo);
      undoes.set(undo.name, step.name);
    }
  };
  for (const step of steps) add(step);
  if (undone !== undefined) name({ kind: 'command', name: UNDONE, run: undone });
  for (const step of leaves.values())
    if ((step.kind === 'command' || step.kind === 'callback') && step.again !== undefined && !indexOf.has(step.again))
      throw new Error(`${step.name} leads back to ${step.again}, which is no step of the workflow`);
  return { instructions, indexOf, leaves, asks, undoes };
}
