/** What the function keeps between invocations; made at first use, because the registry reads the service without a deployment. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '#shared/aws/environment';
import { isTenantId, type TenantId } from '#shared/ids/tenant-id';
import { type Objects, objectsOf } from '#shared/objects/objects';
import { objectSigner } from '#shared/objects/signer';
import { objectPlaces } from '#shared/serve/object-places';
import { createStore, type Store } from '#shared/store/store';
import { slugKey } from '#shared/tenancy/keys';

let slugs: Store | undefined;

export type { ObjectPlace as Place } from '#shared/serve/object-places';

/** The tenant's items and objects, with that tenant's credentials. */
export const placeOf = objectPlaces('inbound-mail');

/** Whose mail it is: the only thing that is asked before there is a tenant. Undefined for nobody's, and for one that is suspended. */
export async function tenantNamed(slug: string): Promise<TenantId | undefined> {
  slugs ??= createStore(new DynamoDBClient({}), environment('TABLE_NAME'));
  const entry = await slugs.get(slugKey(slug));
  const tenant = String(entry?.tenantId);
  return isTenantId(tenant) && entry?.state !== 'suspended' ? tenant : undefined;
}

/** Mail as it came in, which is nobody's yet: read with the function's own credentials, which reach nothing else. */
export function rawMail(): Objects {
  const bucket = environment('MAIL_BUCKET_NAME');
  const credentials = {
    accessKeyId: environment('AWS_ACCESS_KEY_ID'),
    secretAccessKey: environment('AWS_SECRET_ACCESS_KEY'),
    sessionToken: environment('AWS_SESSION_TOKEN'),
  };
  return objectsOf(bucket, objectSigner(bucket, credentials));
}
