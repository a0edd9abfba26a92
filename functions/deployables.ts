/** What infrastructure needs to know of every function of a process or service: where its code is, which paths and events lead to it. */

import { ownConsumptions } from '#shared/engine/own-consumptions';
import type { Listener } from '#shared/events/reach';
import { partsOf } from '#shared/grammar/capability';
import { hasIndex } from '#shared/grammar/lists';
import type { PlatformGroup, ProcessDefinition, Stage } from '#shared/grammar/process-definition';
import { firstSegmentsOf } from '#shared/grammar/routes';
import type { MachineStep } from '#shared/kit/workflow/program';
import type { Capability } from '#shared/serve/service';
import { processes, services } from './registry.ts';

/** What infrastructure needs to know of a function: where its code is, which paths lead to it, which events it consumes. */
export interface Deployable {
  readonly id: string;
  readonly stage: Stage;
  readonly group?: PlatformGroup;
  readonly paths: readonly string[];
  /** Collections whose records stand in the queues of groups. */
  readonly queues?: readonly string[];
  readonly consumes: readonly {
    readonly source: string;
    readonly detailType: string;
    readonly unlessUnheard?: Listener;
  }[];
  readonly platform?: 'reads' | 'users' | 'writes';
  readonly uses?: readonly Capability[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Types of record that state machines follow, each with the steps of its own. */
  readonly workflows?: readonly {
    readonly type: string;
    readonly title: string;
    readonly steps: readonly MachineStep[];
  }[];
}

/** Events that come over the bus, ours and those of AWS, each once, however many records it leads to; the workflow's and the operator's reach the function directly. */
const fromBus = (consumes: Deployable['consumes']): Deployable['consumes'] => [
  ...new Map(
    consumes
      .filter(({ source }) => /^(itsm|aws)\./.test(source))
      .map(({ source, detailType, unlessUnheard }) => [
        `${source} ${detailType}`,
        { source, detailType, ...(unlessUnheard && { unlessUnheard }) },
      ]),
  ).values(),
];

/** A process as it is deployed. */
export const deployableOf = ({ id, stage, group, records, consumes }: ProcessDefinition): Deployable => ({
  id,
  stage,
  ...(group && { group }),
  paths: [...new Set(records.flatMap(firstSegmentsOf))],
  queues: records.flatMap(({ lists, path }) => (hasIndex(lists, 'queue') ? [path] : [])),
  consumes: fromBus([...consumes, ...ownConsumptions({ id, records })]),
  ...workflowsOf(records),
});

/** Types of record that have a workflow. */
function workflowsOf(records: ProcessDefinition['records']): Pick<Deployable, 'workflows'> {
  const workflows = records.flatMap((record) =>
    partsOf(record).flatMap(({ machine }) =>
      machine ? [{ type: record.type, title: record.path.replaceAll('-', ' '), steps: machine }] : [],
    ),
  );
  return workflows.length > 0 ? { workflows } : {};
}

export const deployables: readonly Deployable[] = [
  ...processes.map(deployableOf),
  ...services.map(({ id, stage, group, operations, consumes, platform, uses, environment }) => ({
    id,
    stage,
    group,
    paths: [...new Set(operations.flatMap(({ path: [first] }) => first ?? []))],
    consumes: fromBus(consumes),
    ...(platform && { platform }),
    ...(uses && { uses }),
    ...(environment && { environment: environment(processes) }),
  })),
];
