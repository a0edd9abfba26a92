/** Names of tests as they stand in a test file, and the scenarios they claim; read from the syntax, nothing is run. */
import { literal, parse, quasi, walk } from '#test/architecture/source';

export interface NamedTest {
  /** The title; parts only known at run time are `…`. */
  readonly name: string;
  /** Scenarios that the title begins with: one, or several separated by spaces or commas. */
  readonly scenarios: readonly string[];
  /** Skipped or only announced, by itself or by a suite around it: proves nothing. */
  readonly skipped: boolean;
}

type Node = ReturnType<typeof parse>;

/** `D2.3` of a specification, `WOR.1` of a process that none numbers; `security 3`, `field-report 9`, `field-case mail/11`, `discovery P3` of what users met. */
const SCENARIO =
  /(?:[A-Z]\d{1,2}|[A-Z]{2,4})\.\d{1,2}|(?:security|field-report) \d{1,2}|discovery P\d|field-case [a-z]+\/[a-z\d-]+/;
const ID = new RegExp(`^[\\s,]*(${SCENARIO.source})(?![\\d.])`);
const WHOLE = new RegExp(`^(?:${SCENARIO.source})$`);

/** Scenario ids that a title begins with. */
export function scenariosOf(title: string): readonly string[] {
  const ids: string[] = [];
  let rest = title;
  for (let match = ID.exec(rest); match?.[1]; match = ID.exec(rest)) {
    ids.push(match[1]);
    rest = rest.slice(match[0].length);
  }
  return ids;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** `it`, `test.skip`, `describe.each(table)`: the first name and those after it; empty for any other callee. */
function chainOf(callee: unknown): readonly string[] {
  if (!isNode(callee)) return [];
  if (callee.type === 'Identifier') return typeof callee.name === 'string' ? [callee.name] : [];
  if (callee.type === 'MemberExpression') return [...chainOf(callee.object), ...chainOf(callee.property)];
  if (callee.type === 'CallExpression') return chainOf(callee.callee);
  return callee.type === 'TaggedTemplateExpression' ? chainOf(callee.tag) : [];
}

/** The title with `…` for what is only known at run time; undefined when the argument is not a text. */
function titleOf(node: unknown): string | undefined {
  const text = literal(node);
  if (text !== undefined) return text;
  if (!isNode(node) || node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis)) return undefined;
  return node.quasis.map((part) => quasi(part) ?? '').join('…');
}

/** A title whose beginning comes from a table or a variable. */
const beginsComputed = (title: string | undefined): boolean => title === undefined || /^(…|%|\$)/.test(title);

/**
 * Named tests and suites of a file. A title whose beginning is computed (`it.each(vectors)('$id …')`) claims the scenarios
 * whose ids stand in the file as string literals of their own.
 * @throws SyntaxError when the file does not parse.
 */
export function testsIn(text: string): readonly NamedTest[] {
  const tree = parse(text);
  const tests: NamedTest[] = [];
  const literals = (): readonly string[] => {
    const ids = [...walk(tree)].map((node) => literal(node) ?? '').filter((word) => WHOLE.test(word));
    return [...new Set(ids)];
  };
  const visit = (value: unknown, skippedAbove: boolean): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item, skippedAbove);
      return;
    }
    if (!isNode(value)) return;
    let skipped = skippedAbove;
    const [first = '', ...modifiers] = value.type === 'CallExpression' ? chainOf(value.callee) : [];
    const given: readonly unknown[] = Array.isArray(value.arguments) ? value.arguments : [];
    const isNamed = ['it', 'test', 'describe', 'suite'].includes(first) && given.length > 1;
    const isTodo = modifiers.includes('todo') && given.length > 0;
    if (isNamed || isTodo) {
      skipped ||= modifiers.includes('skip') || modifiers.includes('todo');
      const title = titleOf(given[0]);
      const scenarios = beginsComputed(title) ? literals() : scenariosOf(title ?? '');
      tests.push({ name: title ?? '…', scenarios, skipped });
    }
    for (const child of Object.values(value)) if (typeof child === 'object') visit(child, skipped);
  };
  visit(tree, false);
  return tests;
}
