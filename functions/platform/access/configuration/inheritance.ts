/** What an MSP changes reaches its clients: the document is copied into each one's partition, with that client's credentials (ADR 5). */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { documentForms } from '#functions/document-forms';
import { environment } from '#shared/aws/environment';
import type { Heard } from '#shared/grammar/service-events';
import { isTenantId, tenantId } from '#shared/ids/tenant-id';
import { createStore, type Store } from '#shared/store/store';
import { delegationPk, documentKey, documentVersionKey, tenantRegistryKey } from '#shared/tenancy/keys';
import type { documentEvents } from './contract.ts';
import { storeOf } from './documents.ts';

let platform: Store | undefined;

/** Copies the current document, whatever version the event spoke of: so events may come twice or in any order. */
export async function inheritChange({ detail }: Heard<typeof documentEvents, 'updated'>): Promise<void> {
  const msp = tenantId(detail.tenantId);
  const { kind, id } = detail.data;
  if (!documentForms.some((form) => form.kind === kind && form.inherited)) return;
  platform ??= createStore(new DynamoDBClient({}), environment('TABLE_NAME'));
  if ((await platform.get(tenantRegistryKey(msp)))?.kind !== 'msp') return;
  const document = await (await storeOf(msp)).get(documentKey(msp, 'own', kind, id));
  const clients = await platform.queryAll({ pk: delegationPk(msp) });
  for (const { sk: client } of clients) {
    if (!isTenantId(client)) continue;
    // Others may work for a client, too: it inherits from the MSP that onboarded it.
    if ((await platform.get(tenantRegistryKey(client)))?.parent !== msp) continue;
    const store = await storeOf(client);
    const key = documentKey(client, 'inherited', kind, id);
    if (!document) {
      await store.delete(key);
      continue;
    }
    await store.put({ ...document, ...key });
    // Clocks of the client may be measured by this version for as long as they exist.
    await store.put({ ...document, ...documentVersionKey(client, kind, id, Number(document.version)) });
  }
}
