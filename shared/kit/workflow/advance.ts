/** How a run goes on: begun, told of commands, of time that is up, of refusals. Pure; each returns the run as it was if nothing follows. */
import { behaviourOf } from '#shared/kit/workflow/behaviours';
import { type Program, programOf, UNDONE, undoOf } from '#shared/kit/workflow/program';
import { type Failure, isOver, lateAt, type Run } from '#shared/kit/workflow/run';
import type { Seen } from '#shared/kit/workflow/steps/behaviour';
import type { AnyLeaf, AnyWorkflow, StepOutcome } from '#shared/kit/workflow/workflow';

/** Items that one step goes through, and steps that can be taken back: a run is part of its record, which has 300 KB. */
export const MAX_ITEMS = 100;
export const MAX_DONE = 500;
/** Failures that are kept, the latest. */
const MAX_FAILURES = 20;

/** What the rules see, but for the items. */
export type View = Omit<Seen, 'at'>;

/** A command that the record was changed by. */
export interface Heard {
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A run from its first step on. @param last the record's run before */
export function begin(workflow: AnyWorkflow, view: View, last?: Run): Run {
  const fresh: Run = {
    number: (last?.number ?? 0) + 1,
    execution: (last?.execution ?? 0) + 1,
    moves: last?.moves ?? 0,
    phase: 'forward',
    at: {},
    items: {},
    done: [],
    failures: [],
    arrivedAt: instant(view.now),
  };
  return onward(workflow, fresh, 0, view);
}

/** The record was changed by a command. */
export function hear(workflow: AnyWorkflow, run: Run, heard: Heard, view: View): Run {
  const step = leafOf(workflow, run);
  if (!step) return run;
  if (run.phase === 'forward' && workflow.undoneBy?.includes(heard.command))
    return undoing(workflow, failed(run, `${heard.command} was called`), view);
  const behaviour = behaviourOf(step);
  const seen = { ...view, at: run.at };
  if (concerns(run, heard)) {
    const outcome = behaviour.hear(step, heard.command, seen);
    if (outcome) return conclude(workflow, run, outcome, `${heard.command} was called`, view);
    if (behaviour.beats?.(step, heard.command)) return { ...run, beatAt: instant(view.now) };
  }
  if (!behaviour.follows) return run;
  const { due } = behaviour.arrive(step, seen);
  const dueAt = due === undefined ? undefined : instant(due);
  return dueAt === undefined || dueAt === run.dueAt ? run : { ...run, dueAt, moves: run.moves + 1 };
}

/** Time has passed. */
export function pass(workflow: AnyWorkflow, run: Run, view: View): Run {
  const step = leafOf(workflow, run);
  const late = lateAt(run);
  if (!step || late === undefined || late > view.now) return run;
  const because = run.dueAt === instant(late) ? 'its time was up' : `no sign of life for ${run.heartbeatSeconds} s`;
  return conclude(workflow, run, behaviourOf(step).late(step), because, view);
}

/** The command of the step was refused. */
export const refuse = (workflow: AnyWorkflow, run: Run, because: string, view: View): Run =>
  conclude(workflow, run, 'fail', because, view);

/** The record is in a state in which nothing is begun, or no longer. */
export function hold(run: Run, held: boolean): Run {
  if (isOver(run) || held === (run.held ?? false)) return run;
  const { held: _, ...rest } = run;
  return { ...rest, ...(held && { held }), moves: run.moves + 1 };
}

/** The record went where the workflow does not reach. */
export const stop = (run: Run): Run => (isOver(run) ? run : ended(run, 'stopped'));

/** The run is followed by another execution of the machine. */
export const anotherExecution = (run: Run): Run => ({
  ...run,
  execution: run.execution + 1,
  moves: run.moves + 1,
});

/** The step that the run is at; undefined when it is over, or at a step that the workflow no longer has. */
export const leafOf = (workflow: AnyWorkflow, { step }: Run): AnyLeaf | undefined =>
  step === undefined ? undefined : programOf(workflow).leaves.get(step);

const instant = (at: number): string => new Date(at).toISOString();

/** A command that names another item than the one being worked on is about something else. */
const concerns = ({ at }: Run, { input }: Heard): boolean =>
  Object.entries(at).every(([each, key]) => input[each] === undefined || input[each] === key);

/** Waiting things of a step are gone when another one is come to. */
function placed(run: Run, step: string | undefined, view: View): Run {
  const { dueAt, heartbeatSeconds, beatAt, takenUpAt, step: _, ...rest } = run;
  return { ...rest, ...(step !== undefined && { step }), arrivedAt: instant(view.now), moves: run.moves + 1 };
}

function ended(run: Run, phase: Run['phase']): Run {
  const { step, dueAt, heartbeatSeconds, beatAt, takenUpAt, held, ...rest } = run;
  return { ...rest, phase, at: {}, items: {}, done: [], moves: run.moves + 1 };
}

function failed(run: Run, because: string): Run {
  const failure: Failure = { step: run.step ?? '', at: run.at, because: because.slice(0, 500) };
  return { ...run, failures: [...run.failures, failure].slice(-MAX_FAILURES) };
}

function arrive(run: Run, step: AnyLeaf, view: View): Run {
  const { due, heartbeatSeconds } = behaviourOf(step).arrive(step, { ...view, at: run.at });
  return {
    ...placed(run, step.name, view),
    ...(due !== undefined && { dueAt: instant(due) }),
    ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
  };
}

/** From an instruction on to the next step at which there is something to do or to wait for. */
function onward(workflow: AnyWorkflow, from: Run, index: number, view: View): Run {
  const { instructions } = programOf(workflow);
  let run = from;
  let next = index;
  for (;;) {
    const instruction = instructions[next];
    if (!instruction) return ended(run, 'succeeded');
    if (instruction.op === 'step') {
      const { step } = instruction;
      const arrived = arrive(run, step, view);
      // What is already so is not waited for.
      if (!isSo(arrived, step, view)) return arrived;
      next++;
    } else if (instruction.op === 'each') {
      const { name, of } = instruction.each;
      const keys = [...new Set<string>(of(view.record, run.at, view.config))];
      if (keys.length > MAX_ITEMS) return undoing(workflow, failed(run, `${name}: more than ${MAX_ITEMS} items`), view);
      const [first] = keys;
      if (first === undefined) next = instruction.end + 1;
      else {
        run = { ...run, at: { ...run.at, [name]: first }, items: { ...run.items, [name]: keys } };
        next++;
      }
    } else {
      const { name } = instruction.each;
      const keys = run.items[name] ?? [];
      const following = keys[keys.indexOf(run.at[name] ?? '') + 1];
      if (following === undefined) {
        run = { ...run, at: without(run.at, name), items: without(run.items, name) };
        next++;
      } else {
        run = { ...run, at: { ...run.at, [name]: following } };
        next = instruction.begin + 1;
      }
    }
  }
}

/** What the record says already, and time that is up already where that is all that is waited for. */
function isSo(run: Run, step: AnyLeaf, view: View): boolean {
  if (step.kind === 'until' && step.holds?.(view.record, run.at, view.config)) return true;
  const late = lateAt(run);
  return late !== undefined && late <= view.now && behaviourOf(step).late(step) === 'pass';
}

function without<T>(all: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  const { [name]: _, ...rest } = all;
  return rest;
}

/** What follows from the outcome of the step that the run is at. */
function conclude(workflow: AnyWorkflow, run: Run, outcome: StepOutcome, because: string, view: View): Run {
  const program = programOf(workflow);
  const { step: name = '' } = run;
  const told = outcome === 'fail' ? failed(run, because) : run;
  if (run.phase === 'undoing') return undone(workflow, program, told, name, view);
  const asked = program.asks.get(name);
  const about = program.leaves.get(asked ?? name);
  if (!about) return undoing(workflow, told, view);
  switch (outcome) {
    case 'pass':
      return passed(workflow, program, run, about, view);
    case 'again': {
      const back = asked !== undefined && 'again' in about ? about.again : undefined;
      return onward(workflow, run, program.indexOf.get(typeof back === 'string' ? back : about.name) ?? 0, view);
    }
    case 'fail': {
      const question = asked === undefined && 'failing' in about ? about.failing : undefined;
      return question ? arrive(told, question, view) : undoing(workflow, told, view);
    }
  }
}

function passed(workflow: AnyWorkflow, program: Program, run: Run, step: AnyLeaf, view: View): Run {
  const takes = undoOf(step).length > 0;
  if (takes && run.done.length >= MAX_DONE)
    return undoing(workflow, failed(run, `more than ${MAX_DONE} steps to be taken back`), view);
  const done = takes ? [...run.done, { step: step.name, at: run.at }] : run.done;
  return onward(workflow, { ...run, done }, (program.indexOf.get(step.name) ?? 0) + 1, view);
}

/** From here on everything that was done is taken back, the latest first. */
function undoing(workflow: AnyWorkflow, run: Run, view: View): Run {
  return takeBack(workflow, programOf(workflow), { ...run, phase: 'undoing', items: {} }, view);
}

/** Comes to the first step of what takes back the latest that is done. */
function takeBack(workflow: AnyWorkflow, program: Program, run: Run, view: View): Run {
  const last = run.done.at(-1);
  if (!last) {
    const final = program.leaves.get(UNDONE);
    return final ? arrive({ ...run, at: {} }, final, view) : ended(run, 'undone');
  }
  const [first] = undoOf(program.leaves.get(last.step));
  if (!first) return takeBack(workflow, program, { ...run, done: run.done.slice(0, -1) }, view);
  return comeTo(workflow, program, { ...run, at: last.at }, first, view);
}

/** Comes to a step that takes something back, and past it where the record says already what it waits for. */
function comeTo(workflow: AnyWorkflow, program: Program, run: Run, step: AnyLeaf, view: View): Run {
  const arrived = arrive(run, step, view);
  return isSo(arrived, step, view) ? undone(workflow, program, arrived, step.name, view) : arrived;
}

/** A step that takes something back is over, well or badly: the next one of it, or what was done before. */
function undone(workflow: AnyWorkflow, program: Program, run: Run, name: string, view: View): Run {
  if (name === UNDONE) return ended(run, 'undone');
  const steps = undoOf(program.leaves.get(program.undoes.get(name) ?? ''));
  const next = steps[steps.findIndex((step) => step.name === name) + 1];
  if (next && steps.length > 0 && program.undoes.has(name)) return comeTo(workflow, program, run, next, view);
  return takeBack(workflow, program, { ...run, done: run.done.slice(0, -1) }, view);
}
