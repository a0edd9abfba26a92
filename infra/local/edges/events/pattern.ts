/**
 * Event patterns of EventBridge, which filters of event sources are written in as well: compiled and matched as AWS's Event Ruler does, and refused
 * where it refuses them, so that what runs here is what is deployed.
 */
import { fieldsOf, type Leaf } from '#infra/local/edges/events/leaves';
import { compileTest, type LeafTest, operators } from '#infra/local/edges/events/operators';
import { isObject, type JsonObject } from '#infra/local/machine/json';

/** Whether an event, as parsed JSON, matches. */
export type EventMatcher = (event: unknown) => boolean;

/** What one alternative asks of fields, by their dotted names: nesting and dots are the same. */
type Branch = ReadonlyMap<string, readonly LeafTest[]>;

/** Compiles a pattern. @throws Error for what EventBridge would refuse, naming the place. */
export function compileEventPattern(pattern: JsonObject): EventMatcher {
  const branches = branchesOf(pattern, [], [new Map()], false);
  return (event) => {
    const fields = knownFields(event);
    return branches.some((branch) => matches([...branch], fields, new Map()));
  };
}

/** Many rules ask about the same event, one after the other. */
const known = new WeakMap<object, ReturnType<typeof fieldsOf>>();

function knownFields(event: unknown): ReturnType<typeof fieldsOf> {
  if (!isObject(event)) return fieldsOf(event);
  const fields = known.get(event) ?? fieldsOf(event);
  known.set(event, fields);
  return fields;
}

/** The alternatives that a pattern comes to: each `$or` multiplies those that there were. */
function branchesOf(
  pattern: JsonObject,
  path: readonly string[],
  before: readonly Branch[],
  within: boolean,
): readonly Branch[] {
  const entries = Object.entries(pattern);
  if (entries.length === 0)
    throw new Error(`an event pattern may not have empty objects: ${path.join('.') || 'all of it'}`);
  return entries.reduce<readonly Branch[]>((branches, [name, rule]) => {
    if (name === '$or') return alternatives(rule, path, branches);
    const here = [...path, name];
    if (within && operators.has(name))
      throw new Error(`${here.join('.')} may not be a field within $or: it is an operator`);
    if (isObject(rule)) return branchesOf(rule, here, branches, within);
    if (!Array.isArray(rule) || rule.length === 0)
      throw new Error(`the rule for ${here.join('.')} must be a list that is not empty: ${JSON.stringify(rule)}`);
    const tests = rule.map((each) => compileTest(each, here.join('.')));
    return branches.map((branch) => new Map([...branch, [here.join('.'), tests]]));
  }, before);
}

function alternatives(rule: unknown, path: readonly string[], branches: readonly Branch[]): readonly Branch[] {
  if (!Array.isArray(rule) || rule.length < 2 || !rule.every(isObject))
    throw new Error(`$or must be a list of at least two objects: ${JSON.stringify(rule)}`);
  return rule.flatMap((each) => branchesOf(each, path, branches, true));
}

/** Whether each name has a field that passes, all of them in the same entries of the lists that they share. */
function matches(
  [first, ...others]: readonly (readonly [string, readonly LeafTest[]])[],
  fields: ReadonlyMap<string, readonly Leaf[]>,
  chosen: Leaf['entries'],
): boolean {
  if (first === undefined) return true;
  const [name, tests] = first;
  const leaves = fields.get(name) ?? [];
  if (leaves.length === 0) return tests.some(({ absent }) => absent) && matches(others, fields, chosen);
  return leaves.some(({ value, entries }) => {
    if (!tests.some(({ holds }) => holds(value))) return false;
    for (const [list, entry] of entries) if ((chosen.get(list) ?? entry) !== entry) return false;
    return matches(others, fields, new Map([...chosen, ...entries]));
  });
}
