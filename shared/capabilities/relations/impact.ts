/** Relations of a graph as dependences, for what a failure of some does to what rests on them (C6). Pure. */

import type { ImpactRuleValue } from '#shared/capabilities/relations/fields';
import type { GraphEdge } from '#shared/capabilities/relations/graph';
import type { Dependence, ImpactRule } from '#shared/kit/graph/impact';

const ruleOf = (value: ImpactRuleValue): ImpactRule =>
  typeof value === 'string' ? value : { anyRedundant: value.any_redundant };

/**
 * @param edges that lead from what others rest on to those, as `hosts` does; what one does not say is handed on whole
 * @param attribute of the relation that says what it hands on; `group` tells several groups of redundant ones apart
 */
export const dependencesOf = (edges: readonly GraphEdge[], attribute = 'impactRule'): readonly Dependence[] =>
  edges.map(({ from, to, attributes }) => ({
    ...{ from: to, to: from },
    rule: ruleOf((attributes[attribute] as ImpactRuleValue | undefined) ?? 'all'),
    ...(typeof attributes.group === 'string' && { group: attributes.group }),
  }));
