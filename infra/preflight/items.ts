/** May items be packed yet? Only once every deployed function reads what the new ones would write: they are not replaced in one instant. */
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { ITEMS_READ, namesOf } from '#infra/names';
import { type Check, reason } from '#infra/preflight/check';
import { neededToRead } from '#shared/store/item';

const MEND = 'write "itemFormat": "text" into the configuration and deploy';

/**
 * Whether each deployed function of the stage says that it reads what this build packs; a stage without functions has none that does not. What
 * cannot be asked counts as no, as a function that reads less loses events and damages records (ADR 62).
 * @param region where the stage is, or will be, deployed
 */
export async function itemsCheck(region: string, stage: string): Promise<Check> {
  const what = 'Packed items';
  const needed = neededToRead();
  const behind: string[] = [];
  let deployed = 0;
  try {
    for await (const { Functions = [] } of paginateListFunctions({ client: new LambdaClient({ region }) }, {}))
      for (const { FunctionName = '', Environment } of Functions) {
        if (!FunctionName.startsWith(namesOf(stage).function(''))) continue;
        deployed += 1;
        const known = new Set(Environment?.Variables?.[ITEMS_READ]?.split(' '));
        if (!needed.every((word) => known.has(word))) behind.push(FunctionName);
      }
  } catch (error) {
    const detail = `which functions are deployed could not be asked (${reason(error)}); use credentials with lambda:ListFunctions, or ${MEND}`;
    return { what, result: 'failed', detail };
  }
  if (behind.length === 0) return { what, result: 'ok', detail: `read by all ${deployed} deployed functions` };
  const [first, ...others] = behind;
  const named = others.length === 0 ? first : `${first} and ${others.length} more`;
  return {
    what,
    result: 'failed',
    detail: `not read by what is deployed: ${named}; first ${MEND}, then take it out and deploy again (“Upgrade” in docs/operations.md)`,
  };
}
