/** A record while it is decided what becomes of it: effects change it, add comments, tasks, links and events. Pure. */

import type { Circumstances } from '#shared/engine/circumstances';
import type { NewComment, NewLink, NewTask } from '#shared/engine/plan';
import type { AnyOutcome, Decision, Effect, Emission } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { makerOf } from '#shared/tenancy/context';
import { toInstant } from '#shared/time/clock';

/** Values with changes applied: `null` and `undefined` clear. */
export function applied(record: AnyRecord, changes: Readonly<Record<string, unknown>>): AnyRecord {
  const next: Record<string, unknown> = { ...record };
  for (const [field, value] of Object.entries(changes)) {
    if (value === null || value === undefined) delete next[field];
    else next[field] = value;
  }
  return next as AnyRecord;
}

/** A record on its way to being written, and what happens with it. */
export interface Draft {
  record: AnyRecord;
  emissions: Emission[];
  comments: NewComment[];
  tasks: NewTask[];
  links: NewLink[];
  /** The action that was called, where one was. */
  called?: { readonly action: string; readonly input: Readonly<Record<string, unknown>> };
  /** The passing of time changed what a requester sees, such as that a target was missed. */
  shows?: true;
}

export const draftOf = (record: AnyRecord): Draft => ({ record, emissions: [], comments: [], tasks: [], links: [] });

/** Lets effects change the draft, one after the other. */
export function run(
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

/** The decision as erased rules take it. A definition binds rules to its own record type, checked where it is written. */
export function decision(record: AnyRecord, input: unknown, circumstances: Circumstances): never {
  const { caller, config, now, openChildren, before, referred, pinned, needed } = circumstances;
  const seen: Decision<AnyRecord, unknown> = {
    record,
    input,
    now,
    at: toInstant(now),
    actor: caller.actor,
    maker: makerOf(caller, toInstant(now)),
    roles: caller.roles,
    config,
    openChildren,
    ...(before && { before }),
    ...(needed && { needed }),
    referred: new Map([...(referred ?? [])].map(([name, other]) => [name, other.record])),
    pinned: new Map([...(pinned ?? [])].map(([name, { content }]) => [name, content])),
  };
  return seen as never;
}
