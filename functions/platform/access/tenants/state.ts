/** POST /v1/tenants/{tenant}/suspend and …/reactivate: by the MSP that onboarded the client, whoever else works for it. */

import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { isWritten } from '#shared/store/attempt';
import type { Write } from '#shared/store/store';
import { callingOperator, onboardedBy, tellClient } from './clients.ts';
import { entryItem, platformStore, type RegistryEntry, slugItem } from './registry.ts';
import { shownTenant } from './tenants.ts';

export const setState =
  (state: RegistryEntry['state']) =>
  async (call: Call<unknown>): Promise<Response> => {
    const operator = await callingOperator(call);
    const entry = await onboardedBy(operator, call.parameters.tenant ?? '');
    const next = { ...entry, state, version: (entry.version ?? 0) + 1 };
    if (!call.dryRun) {
      await tellClient(call.request, operator, entry);
      await putEntry(entry, next);
    }
    return { status: 200, body: shownTenant(next) };
  };

/** The entry as it is next, unless it was changed meanwhile, with what goes with it. @throws Problem write-conflict */
export async function putEntry(
  { version }: RegistryEntry,
  next: RegistryEntry,
  also: readonly Write[] = [],
): Promise<void> {
  const entry: Write = { put: entryItem(next), ...(version !== undefined && { condition: { version } }) };
  if (!(await isWritten(platformStore(), [entry, { put: slugItem(next) }, ...also])))
    throw new Problem('write-conflict', `${next.slug} was changed at the same time; send it again`);
}
