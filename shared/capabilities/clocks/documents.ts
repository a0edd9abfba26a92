/** What clocks and priorities go by, as a tenant agrees it: the matrix (B1) and the service levels (B2, B5). */
import { defaultDefinitions } from '#shared/kit/service-levels/defaults';
import type { ServiceLevelDefinition } from '#shared/kit/service-levels/definition';
import { defaultMatrix, type PriorityMatrix } from '#shared/kit/service-levels/priority';
import type { Configuration } from '#shared/tenancy/configuration';
import { BUSINESS, ROUND_THE_CLOCK } from '#shared/tenancy/defaults';
import { bodyNamed, type Document, defineDocuments, documentsOf } from '#shared/tenancy/documents';

/** A definition as its document has it, whose id and version it bears. */
export type AgreedLevel = Omit<ServiceLevelDefinition, 'id' | 'version'>;

declare module '#shared/tenancy/documents' {
  interface DocumentBodies {
    readonly 'priority-matrix': PriorityMatrix;
    readonly 'service-level-definition': AgreedLevel;
  }
}

/** There is one document of it. */
export const PRIORITY_MATRIX = 'priority-matrix';

export const matrixDocuments = defineDocuments({
  kind: 'priority-matrix',
  defaults: () => [{ id: PRIORITY_MATRIX, body: defaultMatrix }],
});

export const serviceLevelDocuments = defineDocuments({
  kind: 'service-level-definition',
  defaults: () =>
    defaultDefinitions({ business: BUSINESS, roundTheClock: ROUND_THE_CLOCK }).map(({ id, version: _, ...body }) => ({
      id,
      body,
    })),
});

/** Which priority follows from impact and urgency. */
export const matrixOf = (config: Pick<Configuration, 'documents'>): PriorityMatrix =>
  bodyNamed(config, matrixDocuments, PRIORITY_MATRIX);

/** A document as the definition that it is. */
export const levelOf = ({ id, version, body }: Document<'service-level-definition'>): ServiceLevelDefinition => ({
  ...body,
  id,
  version,
});

const known = new WeakMap<readonly Document[], readonly ServiceLevelDefinition[]>();

/** The definitions in effect; made once for each configuration, as several clocks of every command look at them. */
export function serviceLevelsOf({ documents }: Pick<Configuration, 'documents'>): readonly ServiceLevelDefinition[] {
  const levels = known.get(documents) ?? documentsOf({ documents }, serviceLevelDocuments).map(levelOf);
  known.set(documents, levels);
  return levels;
}
