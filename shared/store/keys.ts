/** Every key of the table. Each partition key begins with its tenant, delimiter included, so that one policy isolates them all. */
import { isTenantId, type TenantId } from '#shared/tenancy/tenant-id';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Attribute names of the partition and sort key of each index. */
export const indexes = {
  list: ['listPk', 'listSk'],
  open: ['openPk', 'openSk'],
  queue: ['queuePk', 'queueSk'],
  assignee: ['assigneePk', 'assigneeSk'],
  requester: ['requesterPk', 'requesterSk'],
  /** The same partitions as `list`, in another order; it has keys only. */
  opened: ['listPk', 'openedSk'],
  reference: ['referencePk', 'referenceSk'],
  due: ['duePk', 'dueAt'],
} as const;
export type IndexName = keyof typeof indexes;

/** Due timers are spread over this many partitions of the index `due`. */
export const DUE_SHARDS = 4;

const tenantKey = (tenant: TenantId, ...parts: readonly string[]): string => `TENANT#${tenant}#${parts.join('#')}`;

/** The tenant that a partition belongs to; undefined for one that is no tenant's. */
export function tenantOf(pk: string): TenantId | undefined {
  const [prefix, tenant = '', ...rest] = pk.split('#');
  return prefix === 'TENANT' && rest.length > 0 && isTenantId(tenant) ? tenant : undefined;
}

/** Partition of one record: the record and everything that is about it. */
export const recordPk = (tenant: TenantId, type: string, uid: string): string => tenantKey(tenant, type, uid);
export const recordKey = (tenant: TenantId, type: string, uid: string): Key => ({
  pk: recordPk(tenant, type, uid),
  sk: RECORD,
});
export const RECORD = 'RECORD';

/** Sort keys within a record's partition; a prefix lists them in order. */
export const EVENT = 'EVENT#';
export const COMMENT = 'COMMENT#';
export const ATTACHMENT = 'ATTACHMENT#';
export const TASK = 'TASK#';
export const LINK = 'LINK#';
export const eventSk = (sequence: number): string => `${EVENT}${String(sequence).padStart(8, '0')}`;
export const commentSk = (ulid: string): string => `${COMMENT}${ulid}`;
export const attachmentSk = (ulid: string): string => `${ATTACHMENT}${ulid}`;
export const taskSk = (number: number): string => `${TASK}${String(number).padStart(4, '0')}`;
export const linkSk = (kind: string, uid: string): string => `${LINK}${kind}#${uid}`;
/** What merging changed on a duplicate, and where its links went: what separating it again needs. */
export const mergeKey = (tenant: TenantId, type: string, uid: string): Key => ({
  pk: recordPk(tenant, type, uid),
  sk: 'MERGE',
});
export const MOVED_LINK = 'MOVED-LINK#';
export const movedLinkSk = (kind: string, uid: string): string => `${MOVED_LINK}${kind}#${uid}`;
/** The timer at which the record is purged; there once it is closed or deleted, and not under legal hold. */
export const retentionKey = (tenant: TenantId, type: string, uid: string): Key => ({
  pk: recordPk(tenant, type, uid),
  sk: RETENTION,
});
export const RETENTION = 'RETENTION';
export const taskTokenKey = (tenant: TenantId, type: string, uid: string): Key => ({
  pk: recordPk(tenant, type, uid),
  sk: 'TASK-TOKEN',
});

/** Number → ULID. */
export const numberKey = (tenant: TenantId, type: string, number: string): Key => ({
  pk: tenantKey(tenant, 'number', type),
  sk: number,
});
/** The counter that number blocks are reserved from. */
export const counterKey = (tenant: TenantId, type: string): Key => ({
  pk: tenantKey(tenant, 'counter', type),
  sk: 'COUNTER',
});

/** At most one open record holds a key (see `openKey` in the grammar). */
export const openKeyKey = (tenant: TenantId, type: string, key: string): Key => ({
  pk: tenantKey(tenant, 'open-key', type, key),
  sk: 'HOLDER',
});

export const idempotencyKey = (tenant: TenantId, hash: string): Key => ({
  pk: tenantKey(tenant, 'idempotency', hash),
  sk: IDEMPOTENCY,
});
export const IDEMPOTENCY = 'RESULT';
/** Marks an event as consumed by a process. */
export const consumedKey = (tenant: TenantId, process: string, eventId: string): Key => ({
  pk: tenantKey(tenant, 'consumed', process, eventId),
  sk: 'CONSUMED',
});

/** Sightings of one topic by a process's consumer, in the order of the records seen. */
export const sightingPk = (tenant: TenantId, process: string, topic: string): string =>
  tenantKey(tenant, 'sighting', process, topic);
export const sightingKey = (tenant: TenantId, process: string, topic: string, uid: string): Key => ({
  pk: sightingPk(tenant, process, topic),
  sk: uid,
});

/** Settings, calendars, matrices, definitions, groups: one partition, read at once and cached. */
export const configurationPk = (tenant: TenantId): string => tenantKey(tenant, 'configuration');
export const documentKey = (tenant: TenantId, origin: 'own' | 'inherited', kind: string, id: string): Key => ({
  pk: configurationPk(tenant),
  sk: `${origin}#${kind}#${id}`,
});
/** Versions that clocks still measure by, and the document's history. */
export const documentVersionKey = (tenant: TenantId, kind: string, id: string, version: number): Key => ({
  pk: tenantKey(tenant, 'document', kind, id),
  sk: `VERSION#${String(version).padStart(8, '0')}`,
});
export const documentVersionPk = (tenant: TenantId, kind: string, id: string): string =>
  tenantKey(tenant, 'document', kind, id);

/** What anybody may read of a tenant: how its status page is set up, and the notices on it. */
const STATUS = 'service-status';
export const statusPk = (tenant: TenantId): string => tenantKey(tenant, STATUS);
/** These partitions as a policy names them. Onboarding makes ids of 26 characters, so that no longer key of a tenant is like it. */
export const STATUS_PATTERN = `TENANT#${'?'.repeat(26)}#${STATUS}`;
export const statusPageKey = (tenant: TenantId): Key => ({ pk: statusPk(tenant), sk: 'PAGE' });
export const statusNoticeKey = (tenant: TenantId, uid: string): Key => ({ pk: statusPk(tenant), sk: `NOTICE#${uid}` });

/** Saved views: a person's own, or shared ones. */
export type ViewPlace = { readonly owner: string } | 'shared';
export const viewsOf = (place: ViewPlace): string => (place === 'shared' ? place : `of#${place.owner}`);
export const viewPk = (tenant: TenantId, place: ViewPlace): string => tenantKey(tenant, 'view', viewsOf(place));
export const viewKey = (tenant: TenantId, place: ViewPlace, id: string): Key => ({ pk: viewPk(tenant, place), sk: id });

export const userKey = (tenant: TenantId, id: string): Key => ({ pk: tenantKey(tenant, 'user'), sk: id });
export const userPk = (tenant: TenantId): string => tenantKey(tenant, 'user');
/** At most one user has an e-mail address. */
export const userEmailKey = (tenant: TenantId, email: string): Key => ({
  pk: tenantKey(tenant, 'user-email', email.toLowerCase()),
  sk: 'HOLDER',
});
/** What became of a user: an audit trail whose entries carry events. */
export const userHistoryPk = (tenant: TenantId, id: string): string => tenantKey(tenant, 'user-history', id);
/** Where a process notes that it has more work of somebody who left than it returned so far. */
export const departureKey = (tenant: TenantId, process: string, eventId: string, chunk: number): Key => ({
  pk: tenantKey(tenant, 'departure', process, eventId),
  sk: eventSk(chunk),
});

/** Facts of a process by the month in which they count. */
export const factPk = (tenant: TenantId, type: string, month: string): string => tenantKey(tenant, 'fact', type, month);
export const factKey = (
  tenant: TenantId,
  type: string,
  month: string,
  at: string,
  uid: string,
  sequence: number,
): Key => ({ pk: factPk(tenant, type, month), sk: `${at}#${uid}#${String(sequence).padStart(8, '0')}` });
/** What an evaluation of a KPI's target has found: its events, each once. */
export const kpiTargetPk = (tenant: TenantId, process: string, key: string): string =>
  tenantKey(tenant, 'kpi-target', process, key);
export const kpiTargetKey = (tenant: TenantId, process: string, key: string, month: string): Key => ({
  pk: kpiTargetPk(tenant, process, key),
  sk: `${EVENT}${month}`,
});

/** Refusals that a security officer wants to read: 403, segregation of duties, foreign tenants. */
export const securityLogPk = (tenant: TenantId, month: string): string => tenantKey(tenant, 'security-log', month);
/** What an MSP's people read and did in the tenant, by month. */
export const accessLogPk = (tenant: TenantId, month: string): string => tenantKey(tenant, 'access-log', month);

/** Parts of a file being imported, and what became of its rows. */
export const importPk = (tenant: TenantId, uid: string): string => tenantKey(tenant, 'import', uid);
export const importKey = (tenant: TenantId, uid: string): Key => ({ pk: importPk(tenant, uid), sk: 'IMPORT' });
export const IMPORT_PART = 'PART#';
export const IMPORT_OUTCOME = 'OUTCOME#';
export const importPartSk = (number: number): string => `${IMPORT_PART}${String(number).padStart(5, '0')}`;
export const importOutcomeSk = (group: string): string => `${IMPORT_OUTCOME}${group}`;
/** Marks what came from another system as imported: it is written with the record, so nothing is imported twice. */
export const importedKey = (tenant: TenantId, mapping: string, externalId: string): Key => ({
  pk: tenantKey(tenant, 'imported', mapping, externalId),
  sk: 'IMPORTED',
});

/** Records under legal hold. */
export const legalHoldPk = (tenant: TenantId): string => tenantKey(tenant, 'legal-hold');
export const legalHoldKey = (tenant: TenantId, type: string, uid: string): Key => ({
  pk: legalHoldPk(tenant),
  sk: `${type}#${uid}`,
});
/** Erasures of personal data: how far each is. Without a uid: the list of them. */
export const erasurePk = (tenant: TenantId, uid: string): string => tenantKey(tenant, 'erasure', uid);
export const erasureKey = (tenant: TenantId, uid: string): Key => ({ pk: erasurePk(tenant, uid), sk: 'ERASURE' });
/** The setting of purge timers after a change of periods. */
export const retimingKey = (tenant: TenantId, uid: string): Key => ({
  pk: tenantKey(tenant, 'retiming', uid),
  sk: 'RETIMING',
});
/** Infected files, for the security officer. */
export const quarantinePk = (tenant: TenantId): string => tenantKey(tenant, 'quarantine');
export const quarantineKey = (tenant: TenantId, attachment: string): Key => ({
  pk: quarantinePk(tenant),
  sk: attachment,
});
/** What is left of purged records, by their number. */
export const certificatePk = (tenant: TenantId): string => tenantKey(tenant, 'purge-certificate');
export const CERTIFICATE = 'CERTIFICATE#';
export const certificateKey = (tenant: TenantId, number: string): Key => ({
  pk: certificatePk(tenant),
  sk: `${CERTIFICATE}${number}`,
});
/** An operation: work that a request began and that goes on in steps; what it is to do, and what came of it. */
export const operationPk = (tenant: TenantId, uid: string): string => tenantKey(tenant, 'operation', uid);
export const operationKey = (tenant: TenantId, uid: string): Key => ({ pk: operationPk(tenant, uid), sk: 'OPERATION' });
export const OPERATION_RESULT = 'RESULT#';
const chunkSk = (prefix: string, ...numbers: readonly number[]): string =>
  `${prefix}${numbers.map((number) => String(number).padStart(5, '0')).join('#')}`;
export const operationPageSk = (number: number): string => chunkSk('PAGE#', number);
export const operationInputSk = (chunk: number): string => chunkSk('INPUT#', chunk);
export const operationResultSk = (chunk: number, part: number): string => chunkSk(OPERATION_RESULT, chunk, part);

/** Webhooks of a tenant, with how each fares, in one partition; what was sent, by webhook. */
export const webhookPk = (tenant: TenantId): string => tenantKey(tenant, 'webhook');
export const webhookKey = (tenant: TenantId, id: string): Key => ({ pk: webhookPk(tenant), sk: id });
export const webhookHealthKey = (tenant: TenantId, id: string): Key => ({ pk: webhookPk(tenant), sk: `${id}#HEALTH` });
export const webhookDeliveryPk = (tenant: TenantId, webhook: string): string =>
  tenantKey(tenant, 'webhook-delivery', webhook);
export const webhookDeliveryKey = (tenant: TenantId, webhook: string, id: string): Key => ({
  pk: webhookDeliveryPk(tenant, webhook),
  sk: id,
});

/** Records that have a word, by their ULID. */
export const wordPk = (tenant: TenantId, word: string): string => tenantKey(tenant, 'word', word);
export const wordKey = (tenant: TenantId, word: string, uid: string): Key => ({ pk: wordPk(tenant, word), sk: uid });
/** The words by which a record is found now. */
export const searchedKey = (tenant: TenantId, type: string, uid: string): Key => ({
  pk: tenantKey(tenant, 'searched', type, uid),
  sk: 'WORDS',
});

/** What a tenant says of notifications: texts and settings in one partition, each user's wishes in another. */
export const notificationTextPk = (tenant: TenantId): string => tenantKey(tenant, 'notification-text');
export const notificationTextKey = (tenant: TenantId, id: string): Key => ({ pk: notificationTextPk(tenant), sk: id });
export const notificationPreferencesKey = (tenant: TenantId, user: string): Key => ({
  pk: tenantKey(tenant, 'notification-preferences'),
  sk: user,
});
/** When somebody was last told the same about the same record. */
export const notificationWindowKey = (tenant: TenantId, hash: string): Key => ({
  pk: tenantKey(tenant, 'notification-window', hash),
  sk: 'WINDOW',
});
/** An address that mail came back from. */
export const bouncedAddressKey = (tenant: TenantId, address: string): Key => ({
  pk: tenantKey(tenant, 'bounced-address', address.toLowerCase()),
  sk: 'BOUNCED',
});

/** A mail that came in, named by a hash; what it asks of a process stands beside it. */
export const mailPk = (tenant: TenantId, uid: string): string => tenantKey(tenant, 'mail', uid);
export const mailKey = (tenant: TenantId, uid: string): Key => ({ pk: mailPk(tenant, uid), sk: 'MAIL' });
/** The record that a Message-ID belongs to, by the id's hash: what answers it is about that record. */
export const mailThreadKey = (tenant: TenantId, hash: string): Key => ({
  pk: tenantKey(tenant, 'mail-thread', hash),
  sk: 'THREAD',
});
/** How much mail an address, by its hash, has sent within an hour; and the record that takes what is too much of an hour. */
export const mailHourKey = (tenant: TenantId, sender: string): Key => ({
  pk: tenantKey(tenant, 'mail-sender', sender),
  sk: 'HOUR',
});
export const mailOverflowKey = (tenant: TenantId, sender: string, hour: string): Key => ({
  pk: tenantKey(tenant, 'mail-sender', sender),
  sk: `OVERFLOW#${hour}`,
});

/** Partition keys of indexes, each split by record type. */
export const listPk = (tenant: TenantId, type: string): string => tenantKey(tenant, type, 'all');
/** Deleted records stand in the same index as the others, under a key of their own. */
export const deletedPk = (tenant: TenantId, type: string): string => tenantKey(tenant, type, 'deleted');
export const openPk = (tenant: TenantId, type: string): string => tenantKey(tenant, type, 'open');
/** @param group absent: what no group has */
export const queuePk = (tenant: TenantId, type: string, group = NOBODYS_QUEUE): string =>
  tenantKey(tenant, type, 'queue', group);
export const NOBODYS_QUEUE = 'unassigned';
export const assigneePk = (tenant: TenantId, type: string, user: string): string =>
  tenantKey(tenant, type, 'assignee', user);
/** Tasks that a person has in hand, of records of one type. */
export const taskAssigneePk = (tenant: TenantId, type: string, user: string): string =>
  tenantKey(tenant, type, 'task-assignee', user);
export const requesterPk = (tenant: TenantId, type: string, user: string): string =>
  tenantKey(tenant, type, 'requester', user);
export const referencePk = (tenant: TenantId, target: string): string => tenantKey(tenant, 'reference', target);
/** What stands beside a record: derived from it, and kept elsewhere. */
export const besidePk = (tenant: TenantId, uid: string): string => referencePk(tenant, `beside-${uid}`);

/** The registry of tenants and access keys: the control plane and the authorizer only. */
export const PLATFORM_PREFIX = 'PLATFORM#';
const TENANT_PREFIX = `${PLATFORM_PREFIX}tenant#`;
export const tenantRegistryKey = (tenant: TenantId): Key => ({
  pk: `${TENANT_PREFIX}${tenant}`,
  sk: 'TENANT',
});
export const SLUG_PREFIX = `${PLATFORM_PREFIX}slug#`;
export const slugKey = (slug: string): Key => ({ pk: `${SLUG_PREFIX}${slug}`, sk: 'TENANT' });
export const accessKeyKey = (sha256: string): Key => ({
  pk: `${PLATFORM_PREFIX}access-key#${sha256}`,
  sk: 'ACCESS-KEY',
});
/** A tenant's own list of its access keys, without their secrets. */
export const accessKeyListPk = (tenant: TenantId): string => tenantKey(tenant, 'access-key');
export const accessKeyListKey = (tenant: TenantId, id: string): Key => ({ pk: accessKeyListPk(tenant), sk: id });
const DELEGATION_PREFIX = `${PLATFORM_PREFIX}delegation#`;
export const delegationPk = (msp: TenantId): string => `${DELEGATION_PREFIX}${msp}`;
/** Where it stands for whom an MSP works, and who these tenants are. */
export const delegationPatterns: readonly string[] = [`${DELEGATION_PREFIX}*`, `${TENANT_PREFIX}*`];
/** The same delegations, for the client to list. */
export const delegatedPk = (client: TenantId): string => `${PLATFORM_PREFIX}delegated#${client}`;
/** What a client granted and revoked: an audit trail whose entries carry events. */
export const delegationHistoryPk = (client: TenantId): string => tenantKey(client, 'delegation');
export const delegationKey = (msp: TenantId, client: TenantId): Key => ({ pk: delegationPk(msp), sk: client });
/** What the authorizer knows of a tenant's stored user: whether still active, and with which roles. */
export const userRegistryKey = (tenant: TenantId, id: string): Key => ({
  pk: `${PLATFORM_PREFIX}user#${tenant}#${id}`,
  sk: 'USER',
});

/** Which shard of the due index a record's timer stands in: any stable spread will do. */
export function dueShard(uid: string): string {
  let sum = 0;
  for (let i = 0; i < uid.length; i++) sum = (sum + uid.charCodeAt(i)) % DUE_SHARDS;
  return dueShardKey(sum);
}

export const dueShardKey = (shard: number): string => `DUE#${shard}`;
