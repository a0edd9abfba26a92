/** What a new record leaves for key figures, and a first figure over it. */
import { camel, pascal, plural, type RecordName, words } from '#infra/scaffold/process-name';

/** `fact-fields.ts`. */
export function factFields({ type }: RecordName): string {
  return `/** What the fact of the ${words(type)} holds: all that its figures are recomputed from. */
import { type FactOf, instant, text } from '#shared/kit/kpi/fact';

export const ${camel(type)}FactFields = {
  id: text({ required: true }),
  group: text({ dimension: true }),
  openedAt: instant({ required: true }),
  completedAt: instant(),
};

export type ${pascal(type)}Fact = FactOf<typeof ${camel(type)}FactFields>;
`;
}

/** `fact.ts`. */
export function fact({ type }: RecordName): string {
  return `/** The fact that the ${words(type)} leaves for key figures. */
import { defineFact } from '#shared/kit/kpi/fact';
import type { ${pascal(type)}Fact } from './fact-fields.ts';
import type { ${pascal(type)} } from './record.ts';

function factOf({ id, openedAt, assignedGroup, completedAt }: ${pascal(type)}): ${pascal(type)}Fact {
  return {
    id,
    openedAt,
    ...(assignedGroup !== undefined && { group: assignedGroup }),
    ...(completedAt !== undefined && { completedAt }),
  };
}

export const ${camel(type)}Fact = defineFact({
  over: ['completedAt', 'closedAt'],
  finished: ['completed', 'closed', 'canceled'],
  of: factOf,
});
`;
}

/** `kpis.ts`. */
export function kpis(process: string, { type }: RecordName): string {
  return `/** The KPIs of ${words(plural(type))}, as a table. What was canceled counts in none of them. */
import { defineKpis } from '#shared/kit/kpi/definition';
import { formulas } from '#shared/kit/kpi/formulas';
import { ${camel(type)}Fact } from './fact.ts';
import { type ${pascal(type)}Fact, ${camel(type)}FactFields } from './fact-fields.ts';

const { meanSeconds } = formulas<${pascal(type)}Fact>();

export const ${camel(type)}Kpis = defineKpis({
  process: '${process}',
  type: '${type}',
  fact: ${camel(type)}Fact,
  fields: ${camel(type)}FactFields,
  bases: { completed: { kind: 'within', of: ['completedAt'] } },
  void: ({ completedAt }) => completedAt === undefined,
  kpis: [
    {
      key: '${type}-mean-time',
      title: 'Mean time to complete the ${words(type)}',
      unit: 'seconds',
      basis: 'completed',
      formula: meanSeconds('openedAt', 'completedAt'),
      says: 'Σ(completedAt − openedAt) / n',
      definitionVersion: 1,
    },
  ],
});
`;
}
