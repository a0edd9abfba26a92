/** What was pinned stays: the field that names it does not come to name another. Pure. */
import { pinning } from '#shared/capabilities/pins/pin';
import type { Settling } from '#shared/engine/seams';
import type { AnyRecord } from '#shared/grammar/record';
import { Problem } from '#shared/problems/problems';

/** @throws Problem immutable */
export function refuseMoved(record: AnyRecord, { definition, before, redacts = [] }: Settling): void {
  if (!before) return;
  for (const [field] of pinning(definition.fields)) {
    if (before[field] === record[field] || redacts.includes(field)) continue;
    const pin = before.pins?.[field];
    const made = pin ? `with version ${pin.version} of ${pin.id}` : 'without one';
    throw new Problem('immutable', `${before.id} was made ${made}, and ${field} stays as it is; make another record`, {
      errors: [{ pointer: `/${field}`, code: 'immutable', message: `${field} does not change` }],
    });
  }
}
