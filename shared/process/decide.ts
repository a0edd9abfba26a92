/** Decides what a command does to a record: pure, so the same call serves the real thing, a dry run and `GET …/actions`. */
import { Problem } from '#shared/http/problems';
import type { Circumstances, Referred } from '#shared/process/circumstances';
import type {
  AnyAction,
  AnyOutcome,
  AnyRecordDefinition,
  Check,
  Decision,
  Effect,
  Emission,
  Guards,
  Party,
  Refusal,
  StateClass,
} from '#shared/process/definition';
import type { LinkKind } from '#shared/process/directory';
import type { Visibility } from '#shared/process/fields';
import type { AnyRecord, Envelope } from '#shared/process/record';
import { advanceClocks, type Crossing } from '#shared/process/record-clocks';
import { holds, type NewTask } from '#shared/process/task';
import { toInstant } from '#shared/time/clock';

export interface NewComment {
  readonly body: string;
  readonly visibility: Exclude<Visibility, 'restricted'>;
}

/** A link to be made or removed, and where the other record stood when that was decided. */
export interface NewLink extends Referred {
  readonly kind: LinkKind;
  readonly removed: boolean;
}

/** What is to be written, as one transaction. */
export interface Plan {
  readonly before?: AnyRecord;
  readonly after: AnyRecord;
  readonly command: string;
  readonly reason?: string;
  readonly emissions: readonly Emission[];
  readonly comments: readonly NewComment[];
  readonly tasks: readonly NewTask[];
  readonly links?: readonly NewLink[];
  /** Changed parts of the record that are items of their own, by `comments/<id>` and the like. */
  readonly parts?: {
    readonly before: Readonly<Record<string, unknown>>;
    readonly after: Readonly<Record<string, unknown>>;
  };
  /** Fields and parts whose values the history does not keep. */
  readonly redacts?: readonly string[];
  /** Internal plans change nothing that a requester can see: not even the version. */
  readonly visibility: 'public' | 'internal';
}

const OPEN: ReadonlySet<StateClass> = new Set(['open', 'waiting']);

export function stateClass(definition: AnyRecordDefinition, state: string): StateClass {
  return definition.lifecycle.states[state] ?? 'final';
}
export function isOpen(definition: AnyRecordDefinition, record: Envelope): boolean {
  return OPEN.has(stateClass(definition, record.state)) && !record.deletedAt;
}

/** Whether the caller is one of these parties to the record. */
export function isParty(
  parties: readonly Party[],
  record: AnyRecord | undefined,
  { caller, config }: Circumstances,
): boolean {
  return parties.some((party) => {
    switch (party) {
      case 'requester':
        return (
          record !== undefined && [record.requesterId, record.onBehalfOf, record.createdBy].includes(caller.actor.id)
        );
      case 'assignee':
        return record?.assignedTo === caller.actor.id;
      case 'member':
        return Boolean(record?.assignedGroup && config.group(record.assignedGroup)?.members.includes(caller.actor.id));
      default:
        return caller.roles.has(party);
    }
  });
}

/** The states an action may be called in. */
export function sourceStates(definition: AnyRecordDefinition, action: AnyAction): readonly string[] {
  if (action.from !== 'any') return action.from;
  return Object.keys(definition.lifecycle.states).filter((state) => stateClass(definition, state) !== 'final');
}

/** The actions that the lifecycle allows in a state, whoever asks. */
export function actionsFrom(definition: AnyRecordDefinition, state: string): readonly string[] {
  return Object.keys(definition.actions).filter((name) => {
    const action = definition.actions[name];
    return action !== undefined && sourceStates(definition, action).includes(state);
  });
}

/** The decision as erased rules take it. A definition binds rules to its own record type, checked where it is written. */
function decision(record: AnyRecord, input: unknown, circumstances: Circumstances): never {
  const { caller, config, now, openChildren, before, referred } = circumstances;
  const seen: Decision<AnyRecord, unknown> = {
    record,
    input,
    now,
    at: toInstant(now),
    actor: caller.actor,
    roles: caller.roles,
    config,
    openChildren,
    ...(before && { before }),
    referred: new Map([...(referred ?? [])].map(([name, other]) => [name, other.record])),
  };
  return seen as never;
}

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

function refuse({ slug, detail, extra }: Refusal, more: Readonly<Record<string, unknown>> = {}): never {
  throw new Problem(slug, detail, { ...extra, ...more });
}

function checkAll(
  checks: readonly Check<never, never>[] | undefined,
  record: AnyRecord,
  input: unknown,
  circumstances: Circumstances,
): void {
  for (const check of checks ?? []) {
    const refusal = check(decision(record, input, circumstances));
    if (refusal) refuse(refusal);
  }
}

/** Values with changes applied: `null` and `undefined` clear. */
function applied(record: AnyRecord, changes: Readonly<Record<string, unknown>>): AnyRecord {
  const next: Record<string, unknown> = { ...record };
  for (const [field, value] of Object.entries(changes)) {
    if (value === null || value === undefined) delete next[field];
    else next[field] = value;
  }
  return next as AnyRecord;
}

interface Draft {
  record: AnyRecord;
  emissions: Emission[];
  comments: NewComment[];
  tasks: NewTask[];
  links: NewLink[];
}

function draftOf(record: AnyRecord): Draft {
  return { record, emissions: [], comments: [], tasks: [], links: [] };
}

function run(
  draft: Draft,
  effects: readonly Effect<never, never, AnyOutcome>[] | undefined,
  input: unknown,
  circumstances: Circumstances,
): void {
  for (const effect of effects ?? []) {
    const outcome = effect(decision(draft.record, input, circumstances));
    if (outcome.set) draft.record = applied(draft.record, outcome.set);
    if (outcome.state) draft.record = applied(draft.record, { state: outcome.state });
    if (outcome.comment) draft.comments.push(outcome.comment);
    if (outcome.tasks) draft.tasks.push(...outcome.tasks);
    for (const link of outcome.links ?? []) addLink(draft, link, circumstances);
    if (outcome.emit) draft.emissions.push(...outcome.emit);
  }
}

function addLink(
  draft: Draft,
  { kind, to, removed = false }: NonNullable<AnyOutcome['links']>[number],
  { referred }: Circumstances,
): void {
  const other = [...(referred?.values() ?? [])].find(({ record }) => record.uid === to);
  if (!other) throw new Error(`expected a link to a record that the input refers to, was given ${to}`);
  draft.links.push({ ...other, kind, removed });
  draft.emissions.push({ name: removed ? 'unlinked' : 'linked', data: { kind, to: other.record.id } });
}

/** Derived fields, clocks, closing instant: what follows from any change. */
function settle(
  definition: AnyRecordDefinition,
  before: AnyRecord | undefined,
  draft: Draft,
  circumstances: Circumstances,
): void {
  for (const derive of definition.derive ?? []) {
    draft.record = applied(draft.record, derive(draft.record as never, circumstances.config));
  }
  const mandatory = draft.tasks.filter((task) => holds(task) === 1).length;
  if (mandatory > 0) draft.record = applied(draft.record, { openTasks: (draft.record.openTasks ?? 0) + mandatory });
  const final = stateClass(definition, draft.record.state) === 'final';
  if (final && !draft.record.closedAt) draft.record = applied(draft.record, { closedAt: toInstant(circumstances.now) });
  if (!final && draft.record.closedAt) draft.record = applied(draft.record, { closedAt: null });
  const clocks = advanceClocks(definition, draft.record, circumstances);
  if (clocks.clocks) draft.record = applied(draft.record, { clocks: clocks.clocks, clockBasis: clocks.clockBasis });
  for (const crossing of clocks.crossings) cross(definition, draft, crossing, circumstances);
  if (before && before.state !== draft.record.state) {
    draft.emissions.push({ name: 'state_changed', data: { from: before.state, to: draft.record.state } });
  }
}

/** A threshold reached: its event, and what the definition says it changes. */
function cross(definition: AnyRecordDefinition, draft: Draft, crossing: Crossing, circumstances: Circumstances): void {
  run(draft, definition.thresholds, crossing, circumstances);
  const name = crossing.percent >= 100 ? 'breached' : 'threshold_reached';
  draft.emissions.push({
    name: `${crossing.kind}.${name}`,
    data: { clock: crossing.clock, percent: crossing.percent, dueAt: crossing.dueAt },
  });
}

function finished(
  definition: AnyRecordDefinition,
  before: AnyRecord | undefined,
  draft: Draft,
  rest: Omit<Plan, 'before' | 'after' | 'emissions' | 'comments' | 'tasks'>,
  circumstances: Circumstances,
): Plan {
  settle(definition, before, draft, circumstances);
  const at = toInstant(circumstances.now);
  const touched = rest.visibility === 'public' && before;
  const after = touched
    ? applied(draft.record, { version: before.version + 1, updatedAt: at, updatedBy: circumstances.caller.actor.id })
    : draft.record;
  const { emissions, comments, tasks, links } = draft;
  return { ...(before && { before }), after, emissions, comments, tasks, ...(links.length > 0 && { links }), ...rest };
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
    { from: record.state, command: name, allowed: actionsFrom(definition, record.state) },
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
  checkAll(action.checks, record, input, circumstances);
  const draft = draftOf(record);
  if (action.to !== 'same') draft.record = applied(record, { state: action.to });
  run(draft, action.effects, input, circumstances);
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
 * The passing of time: thresholds that were reached since the record was last looked at. Internal, so that nobody's ETag goes
 * stale because a clock ticked.
 */
export function decidePassage(definition: AnyRecordDefinition, record: AnyRecord, circumstances: Circumstances): Plan {
  const draft = draftOf(record);
  return finished(definition, record, draft, { command: 'clock', visibility: 'internal' }, circumstances);
}
