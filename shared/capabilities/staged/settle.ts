/** What every change means for updates that wait: what nobody takes back any more goes, what is redacted is forgotten, and what is staged could be so. */
import { FOLLOW } from '#shared/capabilities/staged/commands';
import type { AnyStagedRule } from '#shared/capabilities/staged/rule';
import { forgotten, type Staged, saying, stands } from '#shared/capabilities/staged/update';
import type { Circumstances } from '#shared/engine/circumstances';
import { decideAction } from '#shared/engine/decide';
import { applied, type Draft, decision, run } from '#shared/engine/draft';
import { canonical } from '#shared/engine/history';
import type { Settling } from '#shared/engine/seams';
import { Problem } from '#shared/problems/problems';

export function settleStaged(
  rule: AnyStagedRule,
  draft: Draft,
  circumstances: Circumstances,
  settling: Settling,
): void {
  standing(rule, draft, circumstances, settling);
  judged(rule, draft, circumstances, settling);
  tried(rule, draft, circumstances, settling);
}

function standing(rule: AnyStagedRule, draft: Draft, { now }: Circumstances, { redacts = [] }: Settling): void {
  const { staged } = draft.record;
  if (!staged) return;
  const left: Staged = Object.fromEntries(Object.entries(staged).filter(([, update]) => stands(rule, update, now)));
  const isGone = Object.keys(left).length < Object.keys(staged).length;
  if (isGone || redacts.length > 0) draft.record = applied(draft.record, saying(forgotten(left, redacts)));
}

/** An update takes the place of a PATCH: what is asked of that is asked of it. @throws Problem that a check of PATCH refuses with */
function judged(
  { attributes }: AnyStagedRule,
  draft: Draft,
  circumstances: Circumstances,
  { definition, before, command }: Settling,
): void {
  if (!before || (command !== 'apply-update' && command !== FOLLOW)) return;
  const { record } = draft;
  const changed = attributes.filter((name) => canonical(before[name]) !== canonical(record[name]));
  if (changed.length === 0) return;
  const changes = Object.fromEntries(changed.map((name) => [name, record[name] ?? null]));
  const patching = { ...circumstances, before };
  for (const check of definition.patch?.checks ?? []) {
    const refusal = check(decision(draft.record, changes, patching));
    if (refusal) throw new Problem(refusal.slug, refusal.detail, refusal.extra);
  }
  run(draft, definition.patch?.effects, changes, patching);
}

/** What is staged is judged as it would be if it counted now. @throws Problem of what the record could not be */
function tried(
  { by }: AnyStagedRule,
  draft: Draft,
  circumstances: Circumstances,
  { definition, command }: Settling,
): void {
  if (command !== 'stage-update') return;
  const { type } = by.of;
  decideAction(definition, 'apply-update', draft.record, { [type]: draft.called?.input[type] }, circumstances);
}
