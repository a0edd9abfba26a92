/** RequestFlow (D3): an order is decided, its stock reserved, its steps done; what was done is taken back, the latest first, when it fails or is withdrawn. */
import type { Workflow } from '#shared/kit/workflow/workflow';
import type { Configuration } from '#shared/tenancy/configuration';
import type { actions } from './lifecycle.ts';
import type { Request, RequestState } from './record.ts';
import { isTakenBack } from './rules-end.ts';
import { hasStock } from './rules-fulfilment.ts';

const DAY_MS = 86_400_000;
/** Approvals and waits end by themselves before this: an execution lives up to a year. */
const LONGEST = 360 * DAY_MS;
/** What nobody has taken back by then is told of. */
const TAKING_BACK = 30 * DAY_MS;

const after = (ms: number) => (record: Request) => Date.parse(record.submittedAt ?? record.openedAt) + ms;

export const requestFlow: Workflow<Request, Configuration, RequestState, keyof typeof actions> = {
  begins: 'submitted',
  during: ['awaiting_approval', 'approved', 'in_fulfilment', 'canceled'],
  paused: ['pending'],
  undoneBy: ['cancel'],
  undone: 'end-taking-back',
  steps: [
    { kind: 'command', name: 'route', run: 'route' },
    { kind: 'until', name: 'approval', holds: ({ state }) => state === 'approved', due: after(LONGEST) },
    {
      kind: 'command',
      name: 'reserve',
      run: 'reserve-stock',
      undo: [{ kind: 'command', name: 'release', run: 'release-stock' }],
    },
    { kind: 'until', name: 'stock', holds: hasStock, due: after(LONGEST) },
    {
      kind: 'command',
      name: 'start',
      run: 'start',
      undo: [
        { kind: 'command', name: 'take-back', run: 'take-back' },
        {
          kind: 'until',
          name: 'taken-back',
          holds: isTakenBack,
          due: ({ updatedAt }) => Date.parse(updatedAt) + TAKING_BACK,
          late: 'pass',
        },
      ],
    },
    {
      kind: 'until',
      name: 'work',
      holds: ({ state }) => state === 'fulfilled' || state === 'closed',
      fails: ({ failing }) => failing !== undefined,
      due: after(LONGEST),
    },
  ],
};
