/** What a decision rests on beside its record: capabilities look for it before, and it is written only while that is still so (ADR 52). */
import { capabilitiesOf } from '#shared/engine/capability';
import type { Circumstances } from '#shared/engine/circumstances';
import { decideAction } from '#shared/engine/decide';
import type { JoinedPlan, Plan } from '#shared/engine/plan';
import type { Rested, Resting, Stated, Values } from '#shared/engine/seams';
import type { AnyRecord } from '#shared/grammar/record';

/** Who decides, and where. */
type Deciding = Pick<Resting, 'runtime' | 'store' | 'config' | 'definition'> &
  (Pick<Resting, 'caller'> | { readonly request: Pick<Resting, 'caller'> });

/** @throws Problem of what is stated and is not there, or stands in the way */
export async function restOf(deciding: Deciding, stated: Stated): Promise<Rested> {
  const { caller } = 'caller' in deciding ? deciding : deciding.request;
  let rested: Rested = { values: stated.values ?? {}, known: {} };
  for (const { rests } of capabilitiesOf(deciding.definition))
    if (rests) rested = await rests({ ...deciding, caller, tenant: caller.tenant, ...stated, ...rested });
  return rested;
}

/** What a decision takes along: what becomes of other records with it. @throws Problem of the record that stands in the way */
export async function withJoined(
  deciding: Deciding,
  command: string,
  input: Values,
  plan: Plan,
  circumstances: Circumstances,
): Promise<Plan> {
  const { caller } = 'caller' in deciding ? deciding : deciding.request;
  const joining = { ...deciding, caller, tenant: caller.tenant, command, input, plan, circumstances };
  const joined: JoinedPlan[] = [];
  for (const { joins } of capabilitiesOf(deciding.definition)) if (joins) joined.push(...(await joins(joining)));
  return joined.length > 0 ? { ...plan, joined } : plan;
}

/** The decision about an action on a record, with what it rests on and what it takes along. @throws Problem as `decideAction` does */
export async function decideRested(
  deciding: Deciding,
  record: AnyRecord,
  name: string,
  input: Values,
  circumstances: Circumstances,
): Promise<Plan> {
  const { values, plan, known } = await decideAlone(deciding, record, name, input, circumstances);
  return withJoined(deciding, name, values, plan, { ...circumstances, ...known });
}

/** The same, of this record alone. */
export async function decideAlone(
  deciding: Deciding,
  record: AnyRecord,
  name: string,
  input: Values,
  circumstances: Circumstances,
): Promise<Rested & { readonly plan: Plan }> {
  const { definition } = deciding;
  const fields = definition.actions[name]?.input ?? {};
  const { values, known } = await restOf(deciding, { record, values: input, fields });
  const plan = decideAction(definition, name, record, values, { ...circumstances, ...known });
  return { values, known, plan };
}
