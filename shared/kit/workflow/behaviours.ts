/** The kinds of step: what each does to a run. */
import type { Behaviour } from '#shared/kit/workflow/steps/behaviour';
import { callback } from '#shared/kit/workflow/steps/callback';
import { command } from '#shared/kit/workflow/steps/command';
import { gate } from '#shared/kit/workflow/steps/gate';
import { until } from '#shared/kit/workflow/steps/until';
import { wait } from '#shared/kit/workflow/steps/wait';
import type { AnyLeaf, StepKind } from '#shared/kit/workflow/workflow';

type Behaviours = { readonly [K in StepKind]: Behaviour<Extract<AnyLeaf, { readonly kind: K }>> };

const behaviours: Behaviours = { command, wait, until, gate, callback };

/** The behaviour of a step. */
export function behaviourOf<S extends AnyLeaf>(step: S): Behaviour<S> {
  // The table is keyed by kind, which the compiler cannot follow through a union.
  return behaviours[step.kind] as unknown as Behaviour<S>;
}
