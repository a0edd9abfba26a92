/** The record that an update is staged for is looked up before it is decided. */
import { findSeen } from '#shared/capabilities/references/referred-record';
import type { AnyStagedRule } from '#shared/capabilities/staged/rule';
import type { Rested, Resting } from '#shared/engine/seams';
import { underMore } from '#shared/engine/under-conditions';
import { projected } from '#shared/grammar/projection';
import { problemAt } from '#shared/problems/problems';
import { recordKey } from '#shared/store/keys';

/** @param name under which rules are told of it @throws Problem unknown-reference */
export async function staging({ by }: AnyStagedRule, name: string, resting: Resting): Promise<Rested> {
  const { fields = {}, values, known, tenant } = resting;
  const { type, title } = by.of;
  const given = values[type];
  // Only what is stated with values is staged.
  if (!Object.hasOwn(fields, 'values') || !Object.hasOwn(fields, type) || typeof given !== 'string') return resting;
  const stored = await findSeen(resting, type, given.toUpperCase());
  if (!stored) {
    const message = `there is no ${title.toLowerCase()} ${given.slice(0, 80)} that you may refer to`;
    throw problemAt('unknown-reference', `/${type}`, message);
  }
  const { record, sequence } = stored;
  const told = projected(by, record);
  const needed = { ...known.needed, [name]: () => told };
  const unchanged = { check: recordKey(tenant, type, record.uid), condition: { sequence } };
  return underMore({ values: { ...values, [type]: record.id }, known: { ...known, needed } }, () => [unchanged]);
}
