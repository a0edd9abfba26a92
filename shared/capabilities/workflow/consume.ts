/** What the machine of a workflow asks of the process: to do what is to be done, and to be followed by another execution. */
import { decideAnotherExecution, decideProceed } from '#shared/capabilities/workflow/proceed';
import { causedBy } from '#shared/engine/commit';
import type { Consuming } from '#shared/engine/consuming';
import { type Change, changeOnce } from '#shared/engine/once';
import { referredBy } from '#shared/engine/refer';
import { decideRested } from '#shared/engine/rest';
import type { Runtime } from '#shared/engine/runtime';
import type { OwnConsumption } from '#shared/engine/seams';
import type { BusEvent } from '#shared/events/envelope';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { tenantId } from '#shared/ids/tenant-id';
import type { AnyWorkflow } from '#shared/kit/workflow/workflow';
import { systemCaller } from '#shared/tenancy/context';

const SOURCE = 'helmdesk.workflow';

/** The events that the task function hands the process. What an execution asks that another one has taken over from is nothing any more. */
export const workflowConsumptions = (
  definition: AnyRecordDefinition,
  workflow: AnyWorkflow,
): readonly OwnConsumption[] => [
  {
    source: SOURCE,
    detailType: 'workflow.proceed',
    run: (runtime, event, requestId) =>
      changed(runtime, definition, event, requestId, (consuming, record, circumstances) =>
        decideProceed(definition, workflow, record, circumstances, async ({ run, input }) => {
          const { store, config, caller } = consuming;
          const asked = { runtime, store, config, request: { caller } };
          const referred = await referredBy(asked, definition.actions[run]?.refers, input);
          return decideRested(consuming, record, run, input, { ...circumstances, referred });
        }),
      ),
  },
  {
    source: SOURCE,
    detailType: 'workflow.renew',
    run: (runtime, event, requestId) =>
      changed(runtime, definition, event, requestId, (_, record, circumstances) =>
        decideAnotherExecution(definition, record, circumstances),
      ),
  },
];

type Stored = Parameters<Parameters<typeof changeOnce>[3]>;

async function changed(
  runtime: Runtime,
  definition: AnyRecordDefinition,
  { detail }: BusEvent,
  requestId: string,
  decide: (
    consuming: Consuming,
    record: Stored[0]['record'],
    circumstances: Stored[1],
  ) => Change['plan'] | undefined | Promise<Change['plan'] | undefined>,
): Promise<void> {
  if (detail.type !== definition.type) return;
  const tenant = tenantId(detail.tenantId);
  const store = await runtime.store(tenant);
  const config = await runtime.configurations.load(tenant, store);
  const caller = systemCaller(tenant, runtime.process.id);
  const consuming: Consuming = { runtime, store, config, caller, definition, cause: causedBy(detail, requestId) };
  await changeOnce(consuming, detail.uid, `${detail.eventId}:workflow`, async ({ record }, circumstances) => {
    if (record.workflow?.execution !== detail.data.execution) return undefined;
    const plan = await decide(consuming, record, circumstances);
    return plan && { plan };
  });
}
