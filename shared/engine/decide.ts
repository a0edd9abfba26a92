/** Decides what a command does to a record: pure, so the same call serves the real thing, a dry run and `GET …/actions`. */

import { refuseUnanswered } from '#shared/engine/asked';
import { capabilitiesOf } from '#shared/engine/capability';
import type { Circumstances } from '#shared/engine/circumstances';
import { applied, type Draft, decision, draftOf, run } from '#shared/engine/draft';
import { isPerson, peopleOf, refuseApart, refuseTogether } from '#shared/engine/parties';
import type { NewComment, NewTask, Plan } from '#shared/engine/plan';
import type {
  AnyAction,
  AnyOutcome,
  AnyRecordDefinition,
  Asked,
  Check,
  Effect,
  Emission,
  Guards,
  Party,
  Refusal,
  StateClass,
} from '#shared/grammar/definition';
import type { AnyRecord, Envelope } from '#shared/grammar/record';
import { Problem } from '#shared/problems/problems';
import { toInstant } from '#shared/time/clock';

const OPEN: ReadonlySet<StateClass> = new Set(['open', 'waiting']);

export const stateClass = (definition: AnyRecordDefinition, state: string): StateClass =>
  definition.lifecycle.states[state] ?? 'final';
export function isOpen(definition: AnyRecordDefinition, record: Pick<Envelope, 'state' | 'deletedAt'>): boolean {
  return OPEN.has(stateClass(definition, record.state)) && !record.deletedAt;
}

/** Whether the caller is one of these parties to the record. */
export function isParty(
  parties: readonly Party[],
  record: AnyRecord | undefined,
  { caller, config }: Circumstances,
): boolean {
  return parties.some((party) => {
    if (isPerson(party)) return record !== undefined && peopleOf(party, record).includes(caller.actor.id);
    if (party !== 'member') return caller.roles.has(party);
    return Boolean(record?.assignedGroup && config.group(record.assignedGroup)?.members.includes(caller.actor.id));
  });
}

/** The states an action may be called in. */
export function sourceStates(definition: AnyRecordDefinition, action: AnyAction): readonly string[] {
  if (action.from !== 'any') return action.from;
  return Object.keys(definition.lifecycle.states).filter((state) => stateClass(definition, state) !== 'final');
}

/** The actions that the lifecycle allows in a state, whoever asks. */
export function actionsFrom(definition: AnyRecordDefinition, state: string): readonly string[] {
  const known = Object.entries(definition.actions);
  return known.flatMap(([name, action]) => (sourceStates(definition, action).includes(state) ? [name] : []));
}

/** Those of them that people and clients may call: no route leads to what only our own automation does. */
export const routedFrom = (definition: AnyRecordDefinition, state: string): readonly string[] =>
  actionsFrom(definition, state).filter((name) => definition.actions[name]?.by.some((party) => party !== 'SYS'));

/** The guards that refuse, with their names. */
export function unmetGuards(
  guards: Guards<never> = {},
  record: AnyRecord,
  circumstances: Circumstances,
): readonly (Refusal & { readonly guard: string })[] {
  return Object.entries(guards).flatMap(([name, guard]) => {
    const refusal = guard(decision(record, {}, circumstances));
    return refusal ? [{ ...refusal, guard: name }] : [];
  });
}

/** What an action asks for in the record's situation. */
export const askedOf = (action: AnyAction, record: AnyRecord, circumstances: Circumstances): readonly Asked[] =>
  action.asks?.(decision(record, {}, circumstances)) ?? [];

function refuse({ slug, detail, extra }: Refusal, more: Readonly<Record<string, unknown>> = {}): never {
  throw new Problem(slug, detail, { ...extra, ...more });
}

function refuseIf(refusal: Refusal | undefined): void {
  if (refusal) refuse(refusal);
}

function checkAll(
  checks: readonly Check<never, never>[] | undefined,
  record: AnyRecord,
  input: unknown,
  circumstances: Circumstances,
): void {
  for (const check of checks ?? []) {
    refuseIf(check(decision(record, input, circumstances)));
  }
}

/** What follows from any change: derived fields, the closing instant, and what capabilities settle. */
function settle(
  definition: AnyRecordDefinition,
  before: AnyRecord | undefined,
  draft: Draft,
  how: Pick<Plan, 'command' | 'redacts'>,
  circumstances: Circumstances,
): void {
  for (const derive of definition.derive ?? []) {
    draft.record = applied(draft.record, derive(draft.record as never, circumstances.config));
  }
  const final = stateClass(definition, draft.record.state) === 'final';
  if (final && !draft.record.closedAt) draft.record = applied(draft.record, { closedAt: toInstant(circumstances.now) });
  if (!final && draft.record.closedAt) draft.record = applied(draft.record, { closedAt: null });
  const { command, redacts } = how;
  const settling = { definition, ...(before && { before }), command, ...(redacts && { redacts }) };
  for (const capability of capabilitiesOf(definition)) capability.settle?.(draft, circumstances, settling);
  if (before && before.state !== draft.record.state) {
    draft.emissions.push({ name: 'state_changed', data: { from: before.state, to: draft.record.state } });
  }
}

type Rest = Omit<Plan, 'before' | 'after' | 'emissions' | 'comments' | 'tasks' | 'under'>;

function finished(
  definition: AnyRecordDefinition,
  before: AnyRecord | undefined,
  draft: Draft,
  rest: Rest,
  circumstances: Circumstances,
): Plan {
  settle(definition, before, draft, rest, circumstances);
  return planOf(before, draft, rest, circumstances);
}

function planOf(before: AnyRecord | undefined, draft: Draft, rest: Rest, circumstances: Circumstances): Plan {
  const at = toInstant(circumstances.now);
  const after =
    rest.visibility === 'public' && before
      ? applied(draft.record, { version: before.version + 1, updatedAt: at, updatedBy: circumstances.caller.actor.id })
      : draft.record;
  const { emissions, comments, tasks, links } = draft;
  const { under } = circumstances;
  return {
    ...{ ...(before && { before }), after, emissions, comments, tasks },
    ...{ ...(links.length > 0 && { links }), ...(under && { under }), ...rest },
  };
}

/** A new record in its initial state. `identity` is the uid and number reserved for it; `openedAt` may be back-dated (A3). */
export function decideCreate(
  definition: AnyRecordDefinition,
  values: Readonly<Record<string, unknown>>,
  identity: {
    readonly uid: string;
    readonly id: string;
    readonly openedAt?: string;
    /** Tasks that it begins with. */
    readonly tasks?: readonly NewTask[];
    /** What the machinery writes on it beside. */
    readonly envelope?: Partial<Envelope>;
  },
  circumstances: Circumstances,
): Plan {
  const at = toInstant(circumstances.now);
  const { actor } = circumstances.caller;
  const record: AnyRecord = {
    title: '',
    ...values,
    uid: identity.uid,
    id: identity.id,
    type: definition.type,
    version: 1,
    state: definition.lifecycle.initial,
    openedAt: identity.openedAt ?? at,
    createdAt: at,
    createdBy: actor.id,
    updatedAt: at,
    updatedBy: actor.id,
    retentionClass: definition.retention ?? 'operational',
    ...identity.envelope,
  };
  const draft = draftOf(record);
  draft.tasks.push(...(identity.tasks ?? []));
  checkAll(definition.create.checks, draft.record, values, circumstances);
  run(draft, definition.create.effects, values, circumstances);
  refuseIf(refuseTogether(definition, undefined, draft.record));
  if (!draft.emissions.some(({ name }) => name === 'created')) draft.emissions.unshift({ name: 'created' });
  return finished(definition, undefined, draft, { command: 'create', visibility: 'public' }, circumstances);
}

/** The action, if the record's state allows it. @throws Problem not-found, illegal-transition */
export function allowedAction(definition: AnyRecordDefinition, name: string, record: AnyRecord): AnyAction {
  const action = definition.actions[name];
  if (!action) throw new Problem('not-found', `expected an action of ${definition.type}, was given ${name}`);
  if (sourceStates(definition, action).includes(record.state)) return action;
  throw new Problem(
    'illegal-transition',
    `${name} is possible in ${sourceStates(definition, action).join(', ')}; ${record.id} is ${record.state}`,
    { from: record.state, command: name, allowed: routedFrom(definition, record.state) },
  );
}

/** @throws Problem illegal-transition, guard-failed and what the action's checks refuse with. */
export function decideAction(
  definition: AnyRecordDefinition,
  name: string,
  record: AnyRecord,
  input: Readonly<Record<string, unknown>>,
  circumstances: Circumstances,
): Plan {
  const action = allowedAction(definition, name, record);
  const [unmet, ...others] = unmetGuards(action.guards, record, circumstances);
  if (unmet) refuse(unmet, { guards: [unmet, ...others].map(({ guard, detail }) => ({ guard, detail })) });
  refuseUnanswered(askedOf(action, record, circumstances), input);
  checkAll(action.checks, record, input, circumstances);
  refuseIf(refuseApart(name, action, record, circumstances.caller.actor.id));
  const draft = draftOf(record);
  draft.called = { action: name, input };
  if (action.to !== 'same') draft.record = applied(record, { state: action.to });
  run(draft, action.effects, input, circumstances);
  refuseIf(refuseTogether(definition, record, draft.record));
  if (!draft.emissions.some(({ name: emitted }) => emitted === action.emits))
    draft.emissions.unshift({ name: action.emits });
  const reason = typeof input.reason === 'string' ? input.reason : undefined;
  return finished(
    definition,
    record,
    draft,
    { command: name, ...(reason !== undefined && { reason }), visibility: action.visibility ?? 'public' },
    circumstances,
  );
}

/** Changed fields by merge patch (RFC 7396, one level deep: a field is replaced as a whole). */
export function decidePatch(
  definition: AnyRecordDefinition,
  record: AnyRecord,
  changes: Readonly<Record<string, unknown>>,
  circumstances: Circumstances,
): Plan {
  if (stateClass(definition, record.state) === 'final') {
    throw new Problem('record-closed', `${record.id} is ${record.state}; nothing about it changes any more`);
  }
  const draft = draftOf(applied(record, changes));
  const patching = { ...circumstances, before: record };
  checkAll(definition.patch?.checks, draft.record, changes, patching);
  run(draft, definition.patch?.effects, changes, patching);
  refuseIf(refuseTogether(definition, record, draft.record));
  draft.emissions.unshift({ name: 'updated' });
  return finished(definition, record, draft, { command: 'update', visibility: 'public' }, circumstances);
}

/** How the machinery changes a record by itself. */
export interface MachineChange extends Omit<Plan, 'before' | 'after' | 'emissions' | 'comments' | 'tasks'> {
  readonly emits: string;
  readonly data?: Emission['data'];
  /** What the definition says follows from it, with what the effects are told. */
  readonly effects?: readonly Effect<never, never, AnyOutcome>[] | undefined;
  readonly input?: unknown;
}

/** A change that the machinery itself makes, whatever the state: deletion, restoring, legal hold, merging. `null` clears. */
export function decideChange(
  definition: AnyRecordDefinition,
  record: AnyRecord,
  changes: Readonly<Record<string, unknown>>,
  { emits, data, effects, input, ...rest }: MachineChange,
  circumstances: Circumstances,
): Plan {
  const draft = draftOf(applied(record, changes));
  run(draft, effects, input, circumstances);
  draft.emissions.unshift({ name: emits, ...(data && { data }) });
  return finished(definition, record, draft, rest, circumstances);
}

/** A comment and what it does. An internal one leaves the record as a requester sees it untouched. */
export function decideComment(
  definition: AnyRecordDefinition,
  record: AnyRecord,
  comment: NewComment,
  circumstances: Circumstances,
): Plan {
  const draft = draftOf(record);
  draft.comments.push(comment);
  const { effects, noted } = definition.comment ?? {};
  run(draft, comment.visibility === 'public' ? effects : noted, comment, circumstances);
  draft.emissions.unshift({ name: 'commented' });
  return finished(definition, record, draft, { command: 'comment', visibility: comment.visibility }, circumstances);
}

/**
 * The passing of time: thresholds that were reached since the record was last looked at. A customer's target that is at risk or missed
 * changes the record like a command does; what a requester could not see changes nothing that they see, not even the version (ADR 30).
 */
export function decidePassage(definition: AnyRecordDefinition, record: AnyRecord, circumstances: Circumstances): Plan {
  const draft = draftOf(record);
  settle(definition, record, draft, { command: 'clock' }, circumstances);
  return planOf(record, draft, { command: 'clock', visibility: draft.shows ? 'public' : 'internal' }, circumstances);
}
