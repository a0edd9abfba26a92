/** The files of a new process: small, complete, and working, to be grown from there. */
import { BEGIN, END } from '#infra/docs/lifecycle';
import { camel, type ProcessName, pascal, plural, title } from '#infra/scaffold/process-name';

/** File name → text, for the process's folder. */
export function processFiles(name: ProcessName): Readonly<Record<string, string>> {
  return {
    'record.ts': record(name),
    'rules.ts': rules(name),
    'process.ts': process(name),
    'handler.ts': handler(name),
    'README.md': readme(name),
  };
}

const words = (name: string): string => title(name).toLowerCase();

function record({ type }: ProcessName): string {
  return `/** The ${words(type)} record: its fields, states and inputs. */
import type { StateClass } from '#shared/process/definition';
import { type Fields, instant, text } from '#shared/process/fields';
import type { RecordOf } from '#shared/process/record';

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

function rules({ type, id }: ProcessName): string {
  return `/** Pure rules of ${words(id)}. */
import type { Decision, Outcome, Refusal } from '#shared/process/definition';
import type { ValuesOf } from '#shared/process/fields';
import type { inputs, ${pascal(type)} } from './record.ts';

type On<A extends keyof typeof inputs> = Decision<${pascal(type)}, ValuesOf<(typeof inputs)[A]>>;

/** Mandatory tasks come first (A11). */
export function tasksAreDone({ record }: Decision<${pascal(type)}, unknown>): Refusal | undefined {
  if (!record.openTasks) return undefined;
  return { slug: 'guard-failed', detail: \`\${record.openTasks} mandatory task(s) are neither done nor skipped\` };
}

/** Whoever starts has it. */
export function takeOn({ actor }: Decision<${pascal(type)}, unknown>): Outcome<${pascal(type)}> {
  return { set: { assignedTo: actor.id } };
}

export function complete({ input, at }: On<'complete'>): Outcome<${pascal(type)}> {
  return { set: { outcome: input.outcome, completedAt: at } };
}

export function reopen(): Outcome<${pascal(type)}> {
  return { set: { outcome: null, completedAt: null } };
}
`;
}

function process({ stage, id, type, prefix }: ProcessName): string {
  return `/** ${title(id)} (ITIL ${words(stage)}). */
import { defineProcess, defineRecord } from '#shared/process/definition';
import { ${camel(type)}Fields, ${camel(type)}States, inputs } from './record.ts';
import * as rules from './rules.ts';

export const ${camel(type)} = defineRecord({
  type: '${type}',
  prefix: '${prefix}',
  path: '${plural(type)}',
  title: '${title(type)}',
  permissions: { REQ: 'r', AGT: 'RCUX', LEAD: 'RCUX', PRO: 'R', TAD: 'R', MSP: 'R', AUD: 'R', INT: 'RC' },
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
      effects: [rules.reopen],
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
  lists: ['open', 'queue', 'assignee', 'requester', 'opened'],
});

export const ${camel(id)} = defineProcess({
  id: '${id}',
  stage: '${stage}',
  title: '${title(id)}',
  purpose: 'Carry every ${words(type)} from its opening to a recorded outcome.',
  records: [${camel(type)}],
  consumes: [],
});
`;
}

function handler({ id }: ProcessName): string {
  return `/** The Lambda function of ${words(id)}. */
import { serve } from '#shared/process/serve';
import { ${camel(id)} } from './process.ts';

export const handler = serve(${camel(id)});
`;
}

function readme({ id, type, prefix }: ProcessName): string {
  const authorization = '-H "Authorization: Bearer $TOKEN"';
  const url = `http://127.0.0.1:8080/v1/${plural(type)}`;
  const json = `${authorization} -H 'Content-Type: application/json'`;
  return `# ${title(id)}

Carry every ${words(type)} from its opening to a recorded outcome.

${BEGIN}
${END}

## Try it

Open a ${words(type)}.

\`\`\`sh
curl -sS -X POST ${url} \\
  ${json} \\
  -d '{"title":"The first ${words(type)}"}'
\`\`\`

Start work on it, based on the version that was seen.

\`\`\`sh
curl -sS -X POST ${url}/${prefix}0000001/start \\
  ${json} -H 'If-Match: "1"' -d '{}'
\`\`\`

Ask what can be done with it now, and why not the rest.

\`\`\`sh
curl -sS ${url}/${prefix}0000001/actions ${authorization}
\`\`\`
`;
}
