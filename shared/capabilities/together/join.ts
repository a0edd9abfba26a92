/** Commands of other records that are carried out with one of a record: all of them or none, each on the record as it was decided about (ADR 71). */
import { findSeen } from '#shared/capabilities/references/referred-record';
import { VERSIONS, versions } from '#shared/capabilities/together/versions';
import { openChildrenOf } from '#shared/engine/command';
import { standingOf } from '#shared/engine/complete';
import { isParty } from '#shared/engine/decide';
import { decision } from '#shared/engine/draft';
import type { Stored } from '#shared/engine/items';
import { calendarsOf } from '#shared/engine/load';
import type { JoinedPlan } from '#shared/engine/plan';
import { decideAlone } from '#shared/engine/rest';
import type { Joining } from '#shared/engine/seams';
import type { AnyRecordDefinition, Decision } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { recordFields } from '#shared/grammar/schemas';
import { Problem, problemAt } from '#shared/problems/problems';

/** Records of one decision at most, the first among them. */
const MOST = 20;

/** A command of other records that goes with one of a record of type `R`. */
export interface Joined<R, N extends string = string> {
  /** The field of the command's input, or of the record, that names them, be it for the last time: a `recordReference`, or a list of such. */
  readonly on: N;
  readonly command: string;
  /** Its input, of each of them; nothing when absent. */
  readonly input?: (decision: Decision<R, never>, other: AnyRecord) => Readonly<Record<string, unknown>>;
}

/** By the command that they go with; `create` is the making of the record. */
export type JoinedRules<R = never, N extends string = string> = Readonly<Record<string, readonly Joined<R, N>[]>>;

/** The type of the records that a field of the record or of the input names. @throws Error for one that names none */
export function typeNamed(definition: AnyRecordDefinition, command: string, on: string): string {
  const { names } = (definition.actions[command]?.input[on] ?? recordFields(definition)[on])?.options ?? {};
  if (names === undefined) throw new Error(`${command} of ${definition.type}: ${on} is no reference to records`);
  return names;
}

/** What becomes of the others. @throws Problem that names the record which stands in the way, as the one whose command was called would */
export async function joinedBy(rules: JoinedRules, joining: Joining): Promise<readonly JoinedPlan[]> {
  const { definition, command, plan, input } = joining;
  const wanted = (rules[command] ?? []).flatMap((rule) =>
    namesIn({ ...plan.before, ...plan.after, ...input }, rule.on).map((name) => ({ rule, name })),
  );
  if (wanted.length >= MOST)
    throw new Problem(
      'limit-exceeded',
      `${command} of ${plan.after.id} is about ${wanted.length + 1} records; at most ${MOST} are decided together`,
    );
  const known = new Set([plan.after.uid]);
  const joined: JoinedPlan[] = [];
  const expected = new Map(
    Object.entries(Object(input[VERSIONS])).map(([name, version]) => [name.toUpperCase(), Number(version)]),
  );
  for (const { rule, name } of wanted) {
    const type = typeNamed(definition, command, rule.on);
    const other = joining.runtime.process.records.find((record) => record.type === type);
    if (!other)
      throw new Error(
        `${command} of ${definition.type} takes ${type} along, which is no record of ${joining.runtime.process.id}`,
      );
    const stored = await findSeen({ ...joining, values: {}, known: {} }, type, name.toUpperCase());
    if (!stored) throw unknownReference(rule.on, other, name);
    const { record } = stored;
    if (known.has(record.uid))
      throw new Problem('validation-failed', `${record.id} is named twice; name each record once`, {
        errors: [{ pointer: `/${rule.on}`, code: 'validation-failed', message: `${record.id} is named twice` }],
      });
    known.add(record.uid);
    const seen = expected.get(record.id) ?? expected.get(record.uid);
    expected.delete(record.id);
    expected.delete(record.uid);
    joined.push({
      definition: other,
      stored,
      plan: await inItsName(record.id, () => decideOther(joining, rule, other, stored, seen)),
    });
  }
  const [stray] = expected.keys();
  if (stray !== undefined) {
    const message = `${stray} is none of the records that this is about`;
    throw problemAt('validation-failed', `/${VERSIONS}`, message);
  }
  return joined;
}

const namesIn = (values: Readonly<Record<string, unknown>>, on: string): readonly string[] =>
  [values[on] ?? []].flat().map(String);

/** The same whether there is none, it is another tenant's, or the caller may not know of it. */
function unknownReference(on: string, { title }: AnyRecordDefinition, name: string): Problem {
  const message = `there is no ${title.toLowerCase()} ${name.slice(0, 80)} that you may refer to`;
  return problemAt('unknown-reference', `/${on}`, message);
}

async function decideOther(
  { runtime, store, config, tenant, caller, plan, input, circumstances }: Joining,
  { command, input: inputOf }: Joined<never>,
  definition: AnyRecordDefinition,
  stored: Stored,
  seen: number | undefined,
): Promise<JoinedPlan['plan']> {
  const { record } = stored;
  if (seen !== undefined && seen !== record.version)
    throw new Problem('version-mismatch', `version ${seen} was named; it is at ${record.version}`, {
      currentVersion: record.version,
    });
  const action = definition.actions[command];
  if (!action || action.input[VERSIONS] === versions)
    throw new Error(`${command} of ${definition.type} ${action ? 'takes others along itself' : 'is no command'}`);
  await runtime.configurations.ensureCalendars(tenant, store, calendarsOf(stored));
  const children = definition.needs?.includes('children') && record.childCount;
  const openChildren = children ? await openChildrenOf(store, tenant, definition, record.uid) : [];
  const standing = await standingOf({ runtime, store, config, definition, tenant }, record);
  const own = { caller, config, now: circumstances.now, openChildren, ...standing };
  if (!action.by.includes('SYS') && !isParty(action.by, record, own))
    throw new Problem('forbidden', `${command} is for ${action.by.join(', ')}`);
  const given = inputOf?.(decision(plan.after, input, circumstances), record) ?? {};
  return (await decideAlone({ runtime, store, config, definition, caller }, record, command, given, own)).plan;
}

/** What is refused says which record refuses. */
async function inItsName<T>(id: string, decide: () => Promise<T>): Promise<T> {
  try {
    return await decide();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(error.slug, `${id}: ${error.message}`, { ...error.extra, record: id });
  }
}
