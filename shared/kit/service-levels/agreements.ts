/** Operational levels and underpinning contracts against the service level that they serve (B6). */
import { type ServiceLevelDefinition, targetOf } from '#shared/kit/service-levels/definition';
import { type Priority, priorities } from '#shared/kit/service-levels/priority';
import { formatDuration } from '#shared/time/duration';

/** An OLA that promises less than the SLA: refused. */
export interface ExceedingTarget {
  readonly code: 'ola-exceeds-sla';
  /** JSON Pointer into the OLA definition. */
  readonly pointer: string;
  readonly definitionId: string;
  readonly message: string;
}

/** OLAs one after the other, and the UC, that together take longer than the SLA: accepted with a warning. */
export interface ExceedingChain {
  readonly code: 'chain-exceeds-sla';
  readonly priority: Priority;
  /** Working seconds. */
  readonly sum: number;
  readonly target: number;
  readonly message: string;
}

/** Each OLA target that is longer than the SLA's for the same metric and priority. Durations are compared as they are written. */
export function olaExceedsSla(
  sla: ServiceLevelDefinition,
  olas: readonly ServiceLevelDefinition[],
): readonly ExceedingTarget[] {
  return olas
    .filter(({ kind, metric }) => kind === 'ola' && metric === sla.metric)
    .flatMap((ola) =>
      priorities.flatMap((priority) => {
        const promised = targetOf(sla, priority);
        const own = targetOf(ola, priority);
        if (promised === undefined || own === undefined || own <= promised) return [];
        const message = `expected at most ${formatDuration(promised)}, the target of ${sla.name}, was given ${formatDuration(own)} in ${ola.name}`;
        return [
          { code: 'ola-exceeds-sla', pointer: `/targetByPriority/${priority}`, definitionId: ola.id, message } as const,
        ];
      }),
    );
}

/** Priorities for which the modelled path, of OLAs in turn and the UC, takes longer than the SLA; those without a target take none. */
export function chainExceedsSla(
  sla: ServiceLevelDefinition,
  path: readonly ServiceLevelDefinition[],
): readonly ExceedingChain[] {
  return priorities.flatMap((priority) => {
    const target = targetOf(sla, priority);
    const sum = path.reduce((total, each) => total + (targetOf(each, priority) ?? 0), 0);
    if (target === undefined || sum <= target) return [];
    const message = `${path.map(({ name }) => name).join(', ')} take ${formatDuration(sum)} of the ${formatDuration(target)} of ${sla.name}`;
    return [{ code: 'chain-exceeds-sla', priority, sum, target, message } as const];
  });
}
