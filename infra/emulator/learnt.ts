/** Asks the emulator for the smallest resource of each kind that it is said to lack, so that the table stays true when it learns. */
import { setTimeout } from 'node:timers/promises';
import { ask } from '#infra/emulator/cloudformation';
import { type Lack, lacks } from '#infra/emulator/lacks';
import type { Emulator } from '#infra/emulator/ministack';

/** The lacks that are none any more. */
export async function learnt(emulator: Emulator): Promise<readonly Lack[]> {
  const known: Lack[] = [];
  for (const lack of lacks) if (await creates(emulator, lack)) known.push(lack);
  return known;
}

/** Whether a stack of this resource alone comes to be. */
async function creates(emulator: Emulator, { smallest }: Lack): Promise<boolean> {
  const StackName = `smallest-${smallest.Type.replaceAll('::', '-')}`;
  const TemplateBody = JSON.stringify({ Resources: { Smallest: smallest } });
  if (!(await ask(emulator, { Action: 'CreateStack', StackName, TemplateBody })).ok) return false;
  for (;;) {
    const answer = await ask(emulator, { Action: 'DescribeStacks', StackName });
    const [, status] = /<StackStatus>(\w+)</.exec(await answer.text()) ?? [];
    if (status === undefined)
      throw new Error(`expected the status of ${StackName}, and MiniStack answered ${answer.status}`);
    if (!status.endsWith('_IN_PROGRESS')) return status === 'CREATE_COMPLETE';
    await setTimeout(250);
  }
}
