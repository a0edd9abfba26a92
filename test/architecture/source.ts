/** One source file reduced to the facts that the architecture rules judge; read from the syntax tree, so comments never count. */
import { parseAst } from 'vitest/node';

/** An import, re-export, dynamic import or `import('…')` type. */
export interface Import {
  readonly specifier: string;
  /** Erased before the code runs. */
  readonly typeOnly: boolean;
  /** Imported names; `*` for all of them, empty for a bare or dynamic import. */
  readonly names: readonly string[];
  readonly line: number;
}

export interface Fact {
  readonly text: string;
  readonly line: number;
}

export interface Source {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** String literals, and the literal parts of templates. */
  readonly strings: readonly Fact[];
  /** Reads of the system clock, of chance or of the platform's zones: `Date.now()`, `new Date()`, `Math.random()`, `Temporal.Now`, `Intl.DateTimeFormat`. */
  readonly ambient: readonly Fact[];
  /** Constants that bound how often something is tried again, by their names. */
  readonly retries: readonly Fact[];
  readonly hasDefaultExport: boolean;
  /** Nothing in it but re-exports. */
  readonly isBarrel: boolean;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Every node below and including this one, in source order. */
export function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item);
  } else if (isNode(value)) {
    yield value;
    for (const child of Object.values(value)) if (typeof child === 'object') yield* walk(child);
  }
}

/** The value of a string literal or of a template without holes; undefined for any other node. */
export function literal(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral' && Array.isArray(node.quasis) && node.quasis.length === 1)
    return quasi(node.quasis[0]);
  return undefined;
}

/** The text of a literal part of a template. */
export function quasi(node: unknown): string | undefined {
  if (!isNode(node) || node.type !== 'TemplateElement') return undefined;
  const { value } = node;
  return typeof value === 'object' && value !== null && 'cooked' in value && typeof value.cooked === 'string'
    ? value.cooked
    : undefined;
}

/** `a.b` as text; undefined for anything computed. */
function memberName(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier') return typeof node.name === 'string' ? node.name : undefined;
  if (node.type !== 'MemberExpression' || node.computed === true) return undefined;
  const object = memberName(node.object);
  const property = memberName(node.property);
  return object && property ? `${object}.${property}` : undefined;
}

function importedName(specifier: unknown): string {
  if (!isNode(specifier)) return '*';
  if (specifier.type === 'ImportSpecifier') return memberName(specifier.imported) ?? '*';
  if (specifier.type === 'ExportSpecifier') return memberName(specifier.local) ?? '*';
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*';
}

/** Names that survive erasure, unless the whole import is erased; then all of them. */
function importOf(node: Node, lineOf: (node: Node) => number): Import | undefined {
  const specifier = literal(node.source);
  if (specifier === undefined) return undefined;
  const line = lineOf(node);
  switch (node.type) {
    case 'ImportExpression':
      return { specifier, typeOnly: false, names: [], line };
    case 'TSImportType':
      return { specifier, typeOnly: true, names: [], line };
    case 'ExportAllDeclaration':
      return { specifier, typeOnly: node.exportKind === 'type', names: ['*'], line };
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration': {
      const typeOnly = node.importKind === 'type' || node.exportKind === 'type';
      const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
      const kept = specifiers.filter((each) => typeOnly || (each.importKind !== 'type' && each.exportKind !== 'type'));
      return { specifier, typeOnly, names: kept.map(importedName), line };
    }
    default:
      return undefined;
  }
}

function ambientOf(node: Node): string | undefined {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    const callee = memberName(node.callee);
    if (callee === 'Date.now' || callee === 'Math.random' || callee === 'Intl.DateTimeFormat') return callee;
    if (callee === 'Date' && Array.isArray(node.arguments) && node.arguments.length === 0) return 'new Date()';
  }
  if (node.type === 'MemberExpression' && memberName(node) === 'Temporal.Now') return 'Temporal.Now';
  return undefined;
}

const RETRIES = /^(?:[A-Z]+_)*(?:ATTEMPTS|RETRIES|TRIES|ROUNDS|PATIENCE|PERSISTENCE)$/;

/** The name of a constant that bounds how often something is tried again. */
function retriesOf({ type, id, init }: Node): string | undefined {
  const name = type === 'VariableDeclarator' ? memberName(id) : undefined;
  return name && RETRIES.test(name) && isNode(init) && typeof init.value === 'number' ? name : undefined;
}

const isReExport = (node: Node): boolean =>
  node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && isNode(node.source));

/** The syntax tree of a TypeScript file. @throws SyntaxError when it does not parse. */
export function parse(text: string): Node {
  const tree: unknown = parseAst(text, { lang: 'ts', sourceType: 'module' });
  if (!isNode(tree)) throw new SyntaxError('expected a syntax tree');
  return tree;
}

/** The facts of one file. @throws SyntaxError when it does not parse. */
export function factsOf(path: string, text: string): Source {
  const tree = parse(text);
  const lineOf = (node: Node): number => text.slice(0, node.start).split('\n').length;
  const imports: Import[] = [];
  const strings: Fact[] = [];
  const ambient: Fact[] = [];
  const retries: Fact[] = [];
  for (const node of walk(tree)) {
    const imported = importOf(node, lineOf);
    if (imported) imports.push(imported);
    const string = node.type === 'TemplateElement' ? quasi(node) : node.type === 'Literal' ? literal(node) : undefined;
    if (string !== undefined) strings.push({ text: string, line: lineOf(node) });
    const read = ambientOf(node);
    if (read) ambient.push({ text: read, line: lineOf(node) });
    const bound = retriesOf(node);
    if (bound) retries.push({ text: bound, line: lineOf(node) });
  }
  const body = Array.isArray(tree.body) ? tree.body.filter(isNode) : [];
  return {
    path,
    lines: text.trimEnd().split('\n').length,
    imports,
    strings,
    ambient,
    retries,
    hasDefaultExport: body.some((node) => node.type === 'ExportDefaultDeclaration'),
    isBarrel: body.length > 0 && body.every(isReExport),
  };
}
