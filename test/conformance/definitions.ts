/** Every record definition, with the process that owns it. */
import { approvals } from '#functions/platform/approvals/process';
import { imports } from '#functions/platform/imports/service';
import { kpis } from '#functions/platform/kpis/service';
import { eventManagement } from '#functions/service-operation/event-management/process';
import { incidentManagement } from '#functions/service-operation/incident-management/process';
import { changeManagement } from '#functions/service-transition/change-management/process';
import type { AnyRecordDefinition, ProcessDefinition } from '#shared/process/definition';
import type { ServiceDefinition } from '#shared/process/service';

export const processes: readonly ProcessDefinition[] = [
  incidentManagement,
  eventManagement,
  changeManagement,
  approvals,
];
export const services: readonly ServiceDefinition[] = [imports, kpis];

export interface Owned {
  readonly type: string;
  readonly process: ProcessDefinition;
  readonly definition: AnyRecordDefinition;
}

export const definitions: readonly Owned[] = processes.flatMap((process) =>
  process.records.map((definition) => ({ type: definition.type, process, definition })),
);

export function definitionOf(type: string): AnyRecordDefinition {
  const found = definitions.find((owned) => owned.type === type);
  if (!found) throw new Error(`expected a record type of the registry, was given ${type}`);
  return found.definition;
}
