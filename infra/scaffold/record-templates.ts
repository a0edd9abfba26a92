/** A new record: what it is, what can be done with it, and the rules of that. */
import { lateGuard } from '#infra/scaffold/own-templates';
import { camel, type Extra, pascal, type RecordName, words } from '#infra/scaffold/process-name';

/** Names of an import as the linter has them: by their letters, of two cases of one the capital first. */
const inOrder = (...names: readonly string[]): string => [...names].sort(byLetters).join(', ');

function byLetters(a: string, b: string): number {
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  const [one = '', other = ''] = [a[at], b[at]];
  if (one.toLowerCase() !== other.toLowerCase()) return one.toLowerCase() < other.toLowerCase() ? -1 : 1;
  return one < other ? -1 : 1;
}

/** `<record>.ts`. */
export function definition({ type }: RecordName, extras: ReadonlySet<Extra>): string {
  const late = extras.has('problems') || extras.has('settings');
  return `/** The ${words(type)} as data: its lifecycle and who may do what with it. */
import { everyRecord } from '#shared/capabilities/every-record';
import { defineRecord } from '#shared/grammar/definition';
import { indexed } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import { ${camel(type)}Fact } from './fact.ts';
import { ${inOrder(`${camel(type)}Fields`, `${camel(type)}States`, 'inputs')} } from './record.ts';
import * as rules from './rules.ts';

export const ${camel(type)} = defineRecord({
  ...contract.${camel(type)},
  fields: ${camel(type)}Fields,
  lifecycle: { initial: 'new', states: ${camel(type)}States },
  create: { summary: 'Open a ${words(type)}', by: ['AGT', 'INT', 'SYS'] },
  actions: {
    start: {
      summary: 'Start work on it',
      from: ['new'],
      to: 'in_progress',
      by: ['AGT'],
      input: inputs.nothing,
      effects: [rules.takeOn],
      emits: 'started',
    },
    complete: {
      summary: 'Complete it with an outcome',
      from: ['in_progress'],
      to: 'completed',
      by: ['AGT'],
      input: inputs.complete,
      guards: { tasksAreDone: rules.tasksAreDone },
      effects: [rules.complete],
      emits: 'completed',
    },
    reopen: {
      summary: 'Take it up again',
      from: ['completed'],
      to: 'in_progress',
      by: ['requester', 'AGT'],
      input: inputs.reason,
${late ? '      guards: { reopenIsInTime: rules.reopenIsInTime },\n' : ''}      effects: [rules.reopen],
      emits: 'reopened',
    },
    close: {
      summary: 'Close it: nothing about it changes any more',
      from: ['completed'],
      to: 'closed',
      by: ['requester', 'LEAD'],
      input: inputs.nothing,
      emits: 'closed',
    },
    cancel: {
      summary: 'Cancel it',
      from: ['new', 'in_progress'],
      to: 'canceled',
      by: ['requester', 'LEAD'],
      input: inputs.reason,
      emits: 'canceled',
    },
  },
  parts: everyRecord,
  lists: indexed('open', 'queue', 'assignee', 'requester', 'opened'),
  fact: ${camel(type)}Fact,
});
`;
}

/** `record.ts`. */
export function record({ type }: RecordName): string {
  return `/** The ${words(type)} record: its fields, states and inputs. */
import type { StateClass } from '#shared/grammar/definition';
import { type Fields, instant, text } from '#shared/grammar/fields';
import type { RecordOf } from '#shared/grammar/record';

export const ${camel(type)}Fields = {
  category: text({ max: 80, label: 'Category', filter: true }),
  outcome: text({ max: 4000, label: 'Outcome', readOnly: true }),
  completedAt: instant({ label: 'Completed', readOnly: true }),
} as const satisfies Fields;

export const ${camel(type)}States = {
  new: 'open',
  in_progress: 'open',
  completed: 'done',
  closed: 'final',
  canceled: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;
export type ${pascal(type)} = RecordOf<typeof ${camel(type)}Fields, keyof typeof ${camel(type)}States>;

/** Inputs of the actions. */
export const inputs = {
  complete: { outcome: text({ max: 4000, required: true }) },
  reason: { reason: text({ max: 1000, required: true }) },
  nothing: {},
} as const;
`;
}

/** `rules.ts`. */
export function rules(name: RecordName, extras: ReadonlySet<Extra>): string {
  const { type } = name;
  return `/** Pure rules of the ${words(type)}. */
import type { Emits } from '#shared/grammar/contract';
import type { Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ValuesOf } from '#shared/grammar/fields';
import type { contract } from '../contract.ts';
import type { ${inOrder('inputs', pascal(type))} } from './record.ts';

type On<A extends keyof typeof inputs> = Decision<${pascal(type)}, ValuesOf<(typeof inputs)[A]>>;
type Result = Outcome<${pascal(type)}, Emits<typeof contract, '${type}'>>;

/** Mandatory tasks come first (A11). */
export function tasksAreDone({ record }: Decision<${pascal(type)}, unknown>): Refusal | undefined {
  if (!record.openTasks) return undefined;
  return { slug: 'guard-failed', detail: \`\${record.openTasks} mandatory task(s) are neither done nor skipped\` };
}

/** Whoever starts has it. */
export function takeOn({ actor }: Decision<${pascal(type)}, unknown>): Result {
  return { set: { assignedTo: actor.id } };
}

export function complete({ input, at }: On<'complete'>): Result {
  const { outcome } = input;
  return { set: { outcome, completedAt: at }, emit: [{ name: 'completed', data: { outcome } }] };
}

export function reopen(): Result {
  return { set: { outcome: null, completedAt: null } };
}
${lateGuard(name, extras)}`;
}
