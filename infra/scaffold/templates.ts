/** The files of a new process: small, complete, and working, to be grown from there. */
import { BEGIN, END } from '#infra/docs/lifecycle';
import { fact, factFields, kpis } from '#infra/scaffold/figure-templates';
import { problems, settings } from '#infra/scaffold/own-templates';
import { camel, type ProcessName, pascal, plural, type RecordName, title, words } from '#infra/scaffold/process-name';
import { definition, record, rules } from '#infra/scaffold/record-templates';
import { examples, scenario, scenarios, texts } from '#infra/scaffold/told-templates';

/** Path below the process's folder → text. */
export function processFiles(name: ProcessName): Readonly<Record<string, string>> {
  return {
    'process.ts': process(name),
    'contract.ts': contract(name),
    'scenarios.ts': scenarios(name),
    ...recordsOf(name, name.records[0].prefix),
    ...(name.extras.has('problems') && { 'problems.ts': problems(name) }),
    ...(name.extras.has('settings') && { 'settings.ts': settings(name) }),
    'handler.ts': handler(name),
    'README.md': readme(name),
  };
}

/** Path below the process's folder → text, of what stands in the folders of records that a process gets. */
export const recordFiles = (name: ProcessName): Readonly<Record<string, string>> => recordsOf(name);

/** @param section the id of the section that states their scenarios; without one their tests claim none */
function recordsOf(name: ProcessName, section?: string): Readonly<Record<string, string>> {
  return Object.assign(
    {},
    ...name.records.map((record, i) => filesOf(name, record, section === undefined ? '' : `${section}.${i + 1} `)),
  );
}

function filesOf({ id, extras }: ProcessName, name: RecordName, claims: string): Readonly<Record<string, string>> {
  const files = {
    [name.type]: definition(name, extras),
    record: record(name),
    rules: rules(name, extras),
    fact: fact(name),
    'fact-fields': factFields(name),
    kpis: kpis(id, name),
    texts: texts(name),
    ...(extras.has('examples') && { examples: examples(name) }),
    [`${name.type}.test`]: scenario(name, claims),
  };
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [`${name.type}/${file}.ts`, text]));
}

function contract({ id, records }: ProcessName): string {
  return `/** What others may know of ${words(id)}: ${records.length > 1 ? 'the records, and what their' : 'the record, and what its'} events carry. */
import * as z from 'zod/mini';
import type { Contract, EventsContract, RecordContract } from '#shared/grammar/contract';

const process = '${id}';
${records.map(recordContract).join('')}
export const contract = {
  process,
  records: [${records.map(({ type }) => camel(type)).join(', ')}],
  events: [${records.map(({ type }) => `${camel(type)}Events`).join(', ')}],
} as const satisfies Contract;
`;
}

/** What the letterbox says of a record: who it is, and what its events carry. */
export const recordContract = ({ type, prefix }: RecordName): string => `
export const ${camel(type)} = {
  type: '${type}',
  prefix: '${prefix}',
  path: '${plural(type)}',
  title: '${title(type)}',
  permissions: { REQ: 'r', AGT: 'RCUX', LEAD: 'RCUX', PRO: 'R', TAD: 'R', MSP: 'R', AUD: 'R', INT: 'RC' },
} as const satisfies RecordContract;

export const ${camel(type)}Events = {
  process,
  record: '${type}',
  carries: { completed: () => ({ outcome: z.string() }) },
} as const satisfies EventsContract;
`;

const purposeOf = (records: readonly RecordName[]): string =>
  `Carry every ${records.map(({ type }) => words(type)).join(' and every ')} from its opening to a recorded outcome.`;

function process({ stage, id, records, extras }: ProcessName): string {
  const own = (['problems', 'settings'] as const).filter((extra) => extras.has(extra));
  const name = (extra: string): string => `${camel(id)}${pascal(extra)}`;
  const imports = [
    ...records.map(({ type }) => ({ from: `./${type}/${type}.ts`, name: camel(type) })),
    ...own.map((extra) => ({ from: `./${extra}.ts`, name: name(extra) })),
  ];
  return `/** ${title(id)} (ITIL ${words(stage)}). */
import { defineProcess } from '#shared/grammar/process-definition';
${imports
  .sort((a, b) => (a.from < b.from ? -1 : 1))
  .map((each) => `import { ${each.name} } from '${each.from}';\n`)
  .join('')}
export const ${camel(id)} = defineProcess({
  id: '${id}',
  stage: '${stage}',
  title: '${title(id)}',
  purpose: '${purposeOf(records)}',
  records: [${records.map(({ type }) => camel(type)).join(', ')}],
${own.map((extra) => `  ${extra}: ${name(extra)},\n`).join('')}  consumes: [],
});
`;
}

function handler({ id }: ProcessName): string {
  return `/** The Lambda function of ${words(id)}. */
import { serve } from '#shared/serve/serve';
import { ${camel(id)} } from './process.ts';

export const handler = serve(${camel(id)});
`;
}

function readme({ id, records }: ProcessName): string {
  const [{ type, prefix }] = records;
  const authorization = '-H "Authorization: Bearer $TOKEN"';
  const url = `http://127.0.0.1:8080/v1/${plural(type)}`;
  const json = `${authorization} -H 'Content-Type: application/json'`;
  return `# ${title(id)}

${purposeOf(records)}

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
