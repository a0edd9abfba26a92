/** The two lines by which a new process becomes known: one in the registry, one among the prefixes of numbers. */
import { camel, type ProcessName } from '#infra/scaffold/process-name';

const WIDTH = 120;
const IMPORT = /^import \{ \w+ \} from '(\.\/[^']+)';$/;
const LIST = /(export const processes: readonly ProcessDefinition\[\] = )\[([^\]]*)\];/;
const TYPES = /(export const recordTypes: [^=]+= \{\n)([^}]*)(\};)/;

/** functions/registry.ts with the process imported, in the order of paths, and listed. @throws Error when the file has another shape. */
export function registered(text: string, { stage, id }: ProcessName): string {
  const path = `./${stage}/${id}/process.ts`;
  const line = `import { ${camel(id)} } from '${path}';`;
  if (text.includes(line)) throw new Error(`functions/registry.ts already imports ${path}`);
  const lines = text.split('\n');
  const places = lines.flatMap((each, index) => {
    const imported = IMPORT.exec(each)?.[1];
    return imported === undefined ? [] : [{ imported, index }];
  });
  const after = places.filter(({ imported }) => imported < path).at(-1);
  const at = after ? after.index + 1 : places[0]?.index;
  if (at === undefined || !LIST.test(text))
    throw new Error(
      'functions/registry.ts has no imports of processes and list of them as expected; add the process by hand',
    );
  lines.splice(at, 0, line);
  return lines.join('\n').replace(LIST, (_, declaration: string, listed: string) => {
    const names = [
      ...listed
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
      camel(id),
    ];
    const short = `${declaration}[${names.join(', ')}];`;
    return short.length <= WIDTH ? short : `${declaration}[\n${names.map((name) => `  ${name},\n`).join('')}];`;
  });
}

/** shared/process/directory.ts with the prefix. @throws Error when prefix or type is taken, or the file has another shape. */
export function directed(text: string, { prefix, type }: ProcessName): string {
  if (!TYPES.test(text))
    throw new Error('shared/process/directory.ts has no recordTypes as expected; add the prefix by hand');
  return text.replace(TYPES, (_, begin: string, entries: string, end: string) => {
    const taken = new RegExp(`^ {2}${prefix}: '|: '${type}',$`, 'm').exec(entries)?.[0];
    if (taken !== undefined)
      throw new Error(`shared/process/directory.ts has ${taken.trim()} already; choose another prefix and type`);
    return `${begin}${entries}  ${prefix}: '${type}',\n${end}`;
  });
}
