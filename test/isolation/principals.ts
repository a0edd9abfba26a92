/** Everyone who may touch the table, and exactly how. A right that is not written here fails the proof. */
import { services } from '#functions/registry';

const items = 'GetItem BatchGetItem Query PutItem UpdateItem DeleteItem BatchWriteItem ConditionCheckItem';
const tenantIndexes = 'list open queue assignee requester opened reference';

/** Single items of whichever tenant. */
const anyTenants = (actions: string): readonly string[] =>
  ['its own tenant', 'another tenant', 'a status page', 'beside a status page'].map(
    (whose) => `${actions} ${whose} · table`,
  );

/** The task token of an approval. */
const tokens = anyTenants('GetItem UpdateItem');

/** What the registry has of tenants, of their users and of access keys. */
const registry = ['registry', 'users in the registry', 'access keys in the registry'];

/** Rights by function; `tenant` is the role that process functions assume, one tenant at a time. */
export const rights: Readonly<Record<string, readonly string[]>> = {
  tenant: [`${items} its own tenant · table`, `Query its own tenant · ${tenantIndexes}`],
  /** Reads what was written, to publish it, and whom that may reach (ADR 67); notes and reads the task token of an approval. Of whichever tenant. */
  'stream-relay': [
    ...anyTenants('GetItem BatchGetItem UpdateItem'),
    'DescribeStream GetRecords GetShardIterator · stream',
  ],
  /** Sees which records are due, in all tenants, and no record. */
  clock: ['Query timers · due'],
  /** Notes the task token of an approval and reads whether it is decided, of whichever tenant. */
  'workflow-task': tokens,
  /** Looks up tenants, access keys and delegations; no item of a tenant. */
  authorizer: [...registry, 'slugs', 'the key of health'].map((what) => `GetItem ${what} · table`),
  /** Asks for one key, under which nothing stands: whether the table answers. */
  'service-info': ['GetItem the key of health · table'],
  /** Finds the tenant that an address belongs to. */
  'inbound-mail': ['GetItem slugs · table'],
  /** Reads what tenants show in public, for anybody: which tenant a slug is, and that one partition of a tenant. */
  'service-status': ['GetItem slugs · table', 'Query a status page · table'],
  /** Platform services keep the registry, or read who works for whom; tenants' items only through the tenant role. */
  ...Object.fromEntries(
    services.flatMap(({ id, platform }) => {
      const reads = 'GetItem BatchGetItem Query registry · table';
      if (platform === 'reads') return [[id, [reads]]];
      if (platform === 'users') return [[id, [reads, 'GetItem PutItem DeleteItem users in the registry · table']]];
      const all = [...registry, 'slugs', 'the key of health'].flatMap((what) => [
        `${items} ${what} · table`,
        `Query ${what} · ${tenantIndexes}`,
      ]);
      return platform === 'writes' ? [[id, all]] : [];
    }),
  ),
};
