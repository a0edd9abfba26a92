/** Why a device cannot stand in a rack (E2). */
import { defineProblems } from '#shared/problems/row';

export const placementProblems = defineProblems({
  'no-contiguous-space': {
    status: 409,
    title: 'There is no such space side by side',
    when: 'The units that a device asks for are not free, or not side by side, though as many may be free in all.',
    remedy: 'Take one of `candidates`, the lowest units from which it would fit, or another rack.',
  },
  'capacity-limit': {
    status: 409,
    title: 'It would be more than may be used of what there is',
    when: 'What is drawn or weighs would exceed 80 % of what feeds or floor carry.',
    remedy: 'Reserve less, or elsewhere.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly placementSpecimen: typeof placementProblems;
  }
}
