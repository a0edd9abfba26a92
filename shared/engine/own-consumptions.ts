/** What processes consume beside what their definitions say: the capabilities' own part in each of them. */
import { type Capability, capabilitiesOf, workOf } from '#shared/engine/capability';
import { continueOperation, OPERATION_PROGRESSED } from '#shared/engine/long-work';
import type { OwnConsumption } from '#shared/engine/seams';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { ProcessDefinition } from '#shared/grammar/process-definition';

/** Each capability's once, however many records have it; and the steps of long work, each of which is an event of the process's own. */
export function ownConsumptions(process: Pick<ProcessDefinition, 'id' | 'records'>): readonly OwnConsumption[] {
  const having = new Map<Capability, AnyRecordDefinition[]>();
  for (const definition of process.records)
    for (const capability of capabilitiesOf(definition))
      having.set(capability, [...(having.get(capability) ?? []), definition]);
  const works = process.records.some((definition) => workOf(definition).length > 0);
  return [
    ...[...having].flatMap(([{ consumes }, definitions]) => consumes?.(process, definitions) ?? []),
    ...(works ? [{ source: `itsm.${process.id}`, detailType: OPERATION_PROGRESSED, run: continueOperation }] : []),
  ];
}
