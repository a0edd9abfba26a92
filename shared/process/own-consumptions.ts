/** What processes consume beside what their definitions say: the machinery's own part in each of them. */
import type { ProcessDefinition } from '#shared/process/definition';
import { departureConsumptions } from '#shared/process/departures';
import { duplicateConsumptions } from '#shared/process/duplicates';
import { mailConsumptions } from '#shared/process/mail';
import type { OwnConsumption } from '#shared/process/once';

export function ownConsumptions(process: Pick<ProcessDefinition, 'id' | 'records'>): readonly OwnConsumption[] {
  return [...departureConsumptions(process), ...duplicateConsumptions(process), ...mailConsumptions(process)];
}
