/** The commands by which updates are staged, applied and dropped, as if their record's definition had said so itself. */
import { type AnyStagedRule, MOST_STAGED, STAGED_FOR } from '#shared/capabilities/staged/rule';
import {
  attributesIn,
  conflictsOf,
  fieldsWith,
  type Staged,
  type StagedUpdate,
  saying,
  stands,
  takenBack,
  valuesOf,
} from '#shared/capabilities/staged/update';
import type { AnyAction, AnyOutcome, AnyRecordDefinition, Decision, Refusal } from '#shared/grammar/definition';
import { choice, type Field, type Fields, field, reference } from '#shared/grammar/fields';
import type { AnyRecord } from '#shared/grammar/record';
import { patchFields, patchSchemaOf } from '#shared/grammar/schemas';
import { bytesOf } from '#shared/kit/templates/bytes';

type On = Decision<AnyRecord, Readonly<Record<string, unknown>>>;

/** Bytes of all that waits on a record: it is part of the record. */
const MOST_BYTES = 64 * 1024;

/** Under which a decision is told what the update is for. */
export const FOR = 'staged-for';
/** The command by which the other record's events are followed. */
export const FOLLOW = 'follow-staged';

const valuesField = (fields: Fields): Field<Readonly<Record<string, unknown>>, { readonly required: true }> =>
  field(() => patchSchemaOf(fields), { required: true });

/** @throws Error where the record lacks what it takes */
export function withCommands(rule: AnyStagedRule, definition: AnyRecordDefinition): AnyRecordDefinition {
  const { type, actions, parts = [], lists } = definition;
  const own = patchFields(definition);
  const { [STAGED_FOR]: declared } = lists;
  const isListed = declared !== undefined && 'by' in declared && declared.by.join() === STAGED_FOR;
  const lacking = [
    ...(definition.fields[STAGED_FOR] && isListed
      ? []
      : [`the fields stagedFields(…), and a list ${STAGED_FOR} by them`]),
    ...(parts.some(({ name }) => name === 'list-reactions') ? [] : ['the part listReactions']),
    ...rule.attributes
      .filter((name) => !own[name] || own[name].options.refersTo)
      .map((name) => `a field ${name} that PATCH writes and no reference`),
  ];
  if (lacking.length > 0) throw new Error(`updates of ${type} are staged: it lacks ${lacking.join('; ')}`);
  const attributes = Object.fromEntries(rule.attributes.flatMap((name) => (own[name] ? [[name, own[name]]] : [])));
  return { ...definition, actions: { ...actions, ...commandsOf(rule, attributes) } };
}

function commandsOf(rule: AnyStagedRule, attributes: Fields): Readonly<Record<string, AnyAction>> {
  const { type, title } = rule.by.of;
  const noun = title.toLowerCase();
  const input = { [type]: reference({ required: true, label: title }) };
  const common = { from: 'any', to: 'same', emits: 'staged_followed' } as const;
  const quiet = { visibility: 'internal' } as const;
  return {
    'stage-update': {
      ...{ ...common, ...quiet, summary: `Stage an update for a ${noun}`, by: rule.stagedBy, emits: 'update_staged' },
      input: { ...input, values: valuesField(attributes) },
      checks: [(on: On) => unstageable(rule, on)],
      effects: [(on: On) => stage(rule, on)],
    },
    'apply-update': {
      ...{ ...common, summary: `Apply what is staged for a ${noun}`, by: rule.appliedBy, input },
      checks: [(on: On) => notWaiting(rule, on), (on: On) => conflicting(rule, on)],
      effects: [(on: On) => apply(rule, on)],
    },
    'drop-update': {
      ...{ ...common, ...quiet, summary: `Drop what is staged for a ${noun}`, by: rule.appliedBy, input },
      checks: [(on: On) => notWaiting(rule, on)],
      effects: [(on: On) => drop(rule, on)],
    },
    [FOLLOW]: {
      ...{ ...common, summary: `Follow the ${noun} that an update is staged for`, by: ['SYS'] },
      input: { ...input, as: choice(['applied', 'dropped'], { required: true }) },
      effects: [(on: On) => follow(rule, on)],
    },
  };
}

const numberIn = (rule: AnyStagedRule, { input }: On): string => String(input[rule.by.of.type]).toUpperCase();
const stagedOn = ({ record }: On): Staged => record.staged ?? {};
const updateOf = (rule: AnyStagedRule, on: On): StagedUpdate | undefined => stagedOn(on)[numberIn(rule, on)];

/** What a decision was told of the record that the update is for. */
interface Told {
  readonly uid: string;
  readonly id: string;
}
const toldIn = ({ needed }: On): Told => needed?.[FOR]?.() as Told;

function unstageable(rule: AnyStagedRule, on: On): Refusal | undefined {
  const { record, now } = on;
  const by = toldIn(on);
  const staged = stagedOn(on);
  const changes = attributesIn(rule, Object(on.input.values));
  const others = Object.entries(staged).filter(([number, update]) => number !== by.id && stands(rule, update, now));
  if (Object.keys(changes).length === 0) return { slug: 'validation-failed', detail: 'values state nothing' };
  if (staged[by.id]?.state === 'applied')
    return { slug: 'guard-failed', detail: `what was staged for ${by.id} is applied already` };
  if (others.length >= MOST_STAGED)
    return {
      slug: 'limit-exceeded',
      detail: `updates wait on ${record.id} for ${others.length} records; at most ${MOST_STAGED} do`,
    };
  const bytes = bytesOf([...others.map(([, update]) => update), changes]);
  if (bytes > MOST_BYTES)
    return { slug: 'limit-exceeded', detail: `updates that wait hold up to ${MOST_BYTES} bytes; these are ${bytes}` };
  return rule.unless?.(record as never, by as never);
}

/** For a record of which something waits already, it takes that one's place. */
function stage(rule: AnyStagedRule, on: On): AnyOutcome {
  const { record, at, actor, now } = on;
  const { id, uid } = toldIn(on);
  const values = attributesIn(rule, Object(on.input.values));
  const base = valuesOf(record, Object.keys(values));
  const update: StagedUpdate = { type: rule.by.of.type, uid, state: 'staged', at, by: actor.id, values, base };
  const others = Object.entries(stagedOn(on)).filter(([number, each]) => number !== id && stands(rule, each, now));
  const attributes = Object.keys(values);
  return {
    set: saying({ ...Object.fromEntries(others), [id]: update }),
    emit: [{ name: 'update_staged', data: { for: id, attributes }, visibility: 'internal' }],
  };
}

function notWaiting(rule: AnyStagedRule, on: On): Refusal | undefined {
  const update = updateOf(rule, on);
  if (update && update.state !== 'applied') return undefined;
  const why = update ? 'what was staged is applied already' : 'nothing is staged';
  return { slug: 'guard-failed', detail: `${why} on ${on.record.id} for ${numberIn(rule, on).slice(0, 80)}` };
}

function conflicting(rule: AnyStagedRule, on: On): Refusal | undefined {
  const update = updateOf(rule, on);
  const conflicts = update ? conflictsOf(on.record, update) : [];
  if (conflicts.length === 0) return undefined;
  const detail = `${conflicts.join(', ')} of ${on.record.id} changed since it was staged; stage it anew upon what is so now`;
  return { slug: 'guard-failed', detail, extra: { conflicts } };
}

function apply(rule: AnyStagedRule, on: On): AnyOutcome {
  const [number, update] = [numberIn(rule, on), updateOf(rule, on)];
  if (!update) return {};
  const { conflicts: _, ...rest } = update;
  const applied: StagedUpdate = { ...rest, state: 'applied', appliedAt: on.at };
  return {
    set: { ...fieldsWith(on.record, update.values), ...saying({ ...stagedOn(on), [number]: applied }) },
    emit: [{ name: 'update_applied', data: { for: number, attributes: Object.keys(update.values) } }],
  };
}

function without(on: On, number: string): Readonly<Record<string, unknown>> {
  const { [number]: _, ...others } = stagedOn(on);
  return saying(others);
}

function drop(rule: AnyStagedRule, on: On): AnyOutcome {
  const number = numberIn(rule, on);
  return {
    set: without(on, number),
    emit: [{ name: 'update_dropped', data: { for: number }, visibility: 'internal' }],
  };
}

/** What the other record came to: carried out, or given up. What cannot be applied any more waits for somebody. */
function follow(rule: AnyStagedRule, on: On): AnyOutcome {
  const [number, update] = [numberIn(rule, on), updateOf(rule, on)];
  if (!update) return {};
  if (on.input.as === 'dropped') return update.state === 'applied' ? reverse(rule, on, number, update) : drop(rule, on);
  if (update.state === 'applied') return {};
  const conflicts = conflictsOf(on.record, update);
  if (conflicts.length === 0) return apply(rule, on);
  return {
    set: saying({ ...stagedOn(on), [number]: { ...update, state: 'conflicted', conflicts } }),
    emit: [{ name: 'update_conflicted', data: { for: number, attributes: conflicts }, visibility: 'internal' }],
  };
}

/** What was changed once more since it was applied stays. */
function reverse(rule: AnyStagedRule, on: On, number: string, update: StagedUpdate): AnyOutcome {
  if (!stands(rule, update, on.now)) return { set: without(on, number) };
  const back = takenBack(on.record, update);
  const kept = Object.keys(update.base).filter((attribute) => !(attribute in back));
  return {
    set: { ...fieldsWith(on.record, back), ...without(on, number) },
    emit: [{ name: 'update_reversed', data: { for: number, attributes: Object.keys(back), kept } }],
  };
}
