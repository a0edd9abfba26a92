/** Records for a process that is there: its letterbox and its definition name them, as if they had been there from the start. */
import { camel, type RecordName } from '#infra/scaffold/process-name';
import { recordContract } from '#infra/scaffold/templates';

const WIDTH = 120;

/** The list after a key, with further names in it. @throws Error where the file has no such list of names */
function withNames(text: string, path: string, key: 'records' | 'events', names: readonly string[]): string {
  const list = new RegExp(`^( *)${key}: \\[([\\w\\s,]*)\\]`, 'm');
  const [, indent = '', inside = ''] = list.exec(text) ?? [];
  if (!list.test(text)) throw new Error(`expected ${path} to have a list of names ${key}: […]; add ${names} by hand`);
  const known = inside.split(',').flatMap((name) => name.trim() || []);
  const line = `${indent}${key}: [${[...known, ...names].join(', ')}]`;
  if (line.length < WIDTH) return text.replace(list, line);
  const lines = [...known, ...names].map((name) => `${indent}  ${name},\n`).join('');
  return text.replace(list, `${indent}${key}: [\n${lines}${indent}]`);
}

/** The text with lines before the first that matches. @throws Error where none does */
function before(text: string, path: string, first: RegExp, lines: string): string {
  const found = first.exec(text);
  if (!found) throw new Error(`expected ${path} to have a line such as ${first.source}; add by hand\n${lines}`);
  return `${text.slice(0, found.index)}${lines}${text.slice(found.index)}`;
}

/** `contract.ts` with the records' part of the letterbox. @throws Error that says what was not found in it */
export function addedToContract(text: string, path: string, records: readonly RecordName[]): string {
  if (!/^const process = '/m.test(text)) throw new Error(`expected ${path} to say const process = '…' of its id`);
  const blocks = records.map((record) => `${recordContract(record).trimStart()}\n`).join('');
  const types = records.map(({ type }) => camel(type));
  const named = withNames(
    withNames(before(text, path, /^export const contract = /m, blocks), path, 'records', types),
    path,
    'events',
    types.map((type) => `${type}Events`),
  );
  return named.includes("from 'zod/mini'")
    ? named
    : before(named, path, /^import /m, "import * as z from 'zod/mini';\n");
}

/** `process.ts` with the records. @throws Error that says what was not found in it */
export function addedToProcess(text: string, path: string, records: readonly RecordName[]): string {
  const imported = records.reduce((whole, { type }) => {
    const line = `import { ${camel(type)} } from './${type}/${type}.ts';\n`;
    const all = [...whole.matchAll(/^import .* from '([^']+)';\n/gm)];
    const next = all.find(([, from = '']) => from.startsWith('./') && from > `./${type}/${type}.ts`);
    const last = all.at(-1);
    const at = next?.index ?? (last ? last.index + last[0].length : 0);
    return `${whole.slice(0, at)}${line}${whole.slice(at)}`;
  }, text);
  return withNames(
    imported,
    path,
    'records',
    records.map(({ type }) => camel(type)),
  );
}
