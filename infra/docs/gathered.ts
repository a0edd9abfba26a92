/** Tables of what stands in the folders of records, for tests and for functions that serve every type: no function reads the folder of another. */
import { globSync } from 'node:fs';
import { basename, dirname, posix } from 'node:path';

const WIDTH = 120;
const camel = (kebab: string): string => kebab.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** A file of a record's folder, and what it exports: `kpis.ts` of `service-notice` is `serviceNoticeKpis`. */
interface Found {
  readonly path: string;
  readonly name: string;
}

/** Folders that a table is gathered from, those of `shared/` first. */
const FOLDERS: readonly string[] = ['shared/capabilities/*', 'functions/*/*/**', 'test/coverage/across/*'];
const HOMES: readonly string[] = ['shared', 'functions', 'test'];
const homeOf = (path: string): number => HOMES.indexOf(path.slice(0, path.indexOf('/')));

/** A folder comes before one whose name goes on after it: what the formatter makes of imports. */
const inOrder = (path: string): string => path.replaceAll('/', '\0');

/** Files of a name in folders of records, services and capabilities. @param table where they are imported */
function found(root: string, file: string, table: string): readonly Found[] {
  const folder = dirname(table);
  const paths = globSync(
    FOLDERS.map((each) => `${each}/${file}.ts`),
    { cwd: root },
  )
    .map((path) => path.replaceAll('\\', '/'))
    .sort((a, b) => homeOf(a) - homeOf(b) || (inOrder(a) < inOrder(b) ? -1 : 1));
  return paths.map((path) => ({
    path: path.startsWith(`${folder}/`) ? `./${posix.relative(folder, path)}` : `#${path.replace(/\.ts$/, '')}`,
    name: camel(`${basename(dirname(path))}-${file}`),
  }));
}

/** A list as the formatter writes it. */
function listed(head: string, names: readonly string[]): string {
  const line = `${head} = [${names.join(', ')}];`;
  return line.length <= WIDTH ? line : `${head} = [\n${names.map((name) => `  ${name},\n`).join('')}];`;
}

interface Table {
  readonly file: string;
  readonly says: string;
  readonly name: string;
  readonly type: string;
  readonly from: string;
  /** Whether each file has several. */
  readonly many?: true;
}

function tableText(root: string, path: string, { file, says, name, type, from, many }: Table): string {
  const files = found(root, file, path);
  const imports = [
    { path: from, line: `import type { ${type} } from '${from}';\n` },
    ...files.map((each) => ({ path: each.path, line: `import { ${each.name} } from '${each.path}';\n` })),
  ];
  const sorted = imports.sort(
    (a, b) =>
      Number(a.path.startsWith('.')) - Number(b.path.startsWith('.')) || (inOrder(a.path) < inOrder(b.path) ? -1 : 1),
  );
  const list = listed(
    `export const ${name}: readonly ${type}[]`,
    files.map((each) => (many ? `...${each.name}` : each.name)),
  );
  return `/** ${says}, gathered from their folders by \`npm run docs:generate\`. */\n${sorted.map(({ line }) => line).join('')}\n${list}\n`;
}

const tables: Readonly<Record<string, Table>> = {
  'functions/measures.ts': {
    file: 'kpis',
    says: 'The KPIs of every record type',
    name: 'measures',
    type: 'RecordMeasure',
    from: '#shared/capabilities/facts/facts',
  },
  'functions/settings.ts': {
    file: 'settings',
    says: 'What a tenant may set, by its owners',
    name: 'settings',
    type: 'SettingRows',
    from: '#shared/tenancy/settings',
  },
  'functions/document-forms.ts': {
    file: 'document-forms',
    says: 'How configuration documents are set, by their owners',
    name: 'documentForms',
    type: 'DocumentForm',
    from: '#shared/tenancy/document-form',
    many: true,
  },
  'functions/examples.ts': {
    file: 'examples',
    says: 'Example values of records and services, for their description and for tests; no bundle ever has them',
    name: 'examples',
    type: 'Examples',
    from: '#shared/grammar/examples',
  },
  'functions/notification-texts.ts': {
    file: 'texts',
    says: 'What people are told of records, services and what they have in common',
    name: 'notificationTexts',
    type: 'RecordTexts',
    from: '#shared/events/told',
  },
  'test/coverage/scenarios.ts': {
    file: 'scenarios',
    says: 'The acceptance scenarios: what the product promises, and which body of work owes the proof',
    name: 'scenarios',
    type: 'Section',
    from: '#test/coverage/scenario',
    many: true,
  },
};

/** Path → text of each table. */
export function gatheredTables(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tables).map(([path, table]) => [path, tableText(root, path, table)]));
}
