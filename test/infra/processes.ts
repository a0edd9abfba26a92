/** A literal list of processes for tests of the infrastructure: three shapes of ITIL process, one of them with a workflow, and two of the platform. */
import type { DeployableProcess } from '#infra/functions';

export const sampleProcesses: readonly DeployableProcess[] = [
  {
    id: 'incident-management',
    stage: 'service-operation',
    paths: ['incidents'],
    queues: ['incidents'],
    consumes: [
      { source: 'itsm.event-management', detailType: 'alert.response_selected' },
      { source: 'itsm.change-management', detailType: 'change.closed' },
    ],
  },
  {
    id: 'event-management',
    stage: 'service-operation',
    paths: ['alerts', 'signals'],
    consumes: [{ source: 'itsm.incident-management', detailType: 'incident.resolved' }],
  },
  {
    id: 'change-management',
    stage: 'service-transition',
    paths: ['changes'],
    queues: ['changes'],
    consumes: [],
    workflows: [
      {
        type: 'change',
        title: 'changes',
        steps: [
          { name: 'window', kind: 'until' },
          { name: 'prepare', kind: 'command' },
          { name: 'go', kind: 'gate' },
          { name: 'agent', kind: 'callback' },
          { name: 'soak', kind: 'wait' },
        ],
      },
    ],
  },
  { id: 'tenants', stage: 'platform', paths: ['tenants'], consumes: [], platform: 'writes', uses: ['usage-keys'] },
  { id: 'people', stage: 'platform', paths: ['users', 'groups'], consumes: [], platform: 'users' },
];
