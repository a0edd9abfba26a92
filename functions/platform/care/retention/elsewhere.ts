/**
 * Where else than in records a person stands: what is theirs goes, in what is everybody's they become the pseudonym. One place after the other, each
 * harmless to look at again. What is kept all the same, and for how long, is in this folder's README.
 */

import { createHash } from 'node:crypto';
import { quarantinePk } from '#functions/platform/care/attachments/keys';
import {
  bouncedAddressKey,
  notificationPreferencesKey,
  notificationTextPk,
} from '#functions/platform/exchange/notifications/keys';
import { webhookDeliveryPk, webhookPk } from '#functions/platform/exchange/webhooks/keys';
import { viewPk } from '#shared/capabilities/lists/keys';
import { changedMail, MAIL, mailOf, mailWrite } from '#shared/capabilities/mail/received';
import { legalHoldPk } from '#shared/capabilities/retention/keys';
import * as keys from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import {
  accessKeyHistoryPk,
  accessKeyListPk,
  configurationPk,
  delegationHistoryPk,
  documentKey,
  documentVersionPk,
  userHistoryPk,
  userPk,
} from '#shared/tenancy/keys';
import { storedUser } from '#shared/tenancy/users';
import { deleteAll, silence, standingBeside } from './beside.ts';
import { erasurePk } from './keys.ts';
import { type Further, naming, rewrite, rewriteAll, type Who } from './rewrite.ts';
import type { Place } from './runtime.ts';
import type { Position } from './walk.ts';

/** The person, with the address by which mail knew them. */
export interface Known extends Who {
  readonly address?: string;
}

type After = Position['after'];

/** Looks at one place, or at a page of it. @returns where to go on in it; nothing when it is done */
type Sweep = (place: Place, known: Known, after: After) => Promise<After | undefined>;

/** Items of a page of what may be many. */
const PAGE = 100;
const NOTIFICATION = 'notification';

/** Documents of configuration in which a person has a place of their own. */
const withoutMember =
  ({ person }: Who): Further =>
  (item) => {
    const { kind, body } = item as Item & { readonly kind?: string; readonly body?: Readonly<Record<string, unknown>> };
    if (kind === 'inactive-user') return item.id === person ? undefined : item;
    if (kind === 'approval-delegation' && item.sk.startsWith('own#'))
      return [body?.from, body?.to].includes(person) ? undefined : item;
    if (kind !== 'group' || !body) return item;
    const { lead, ...group } = body;
    const members = Array.isArray(body.members) ? body.members.filter((member) => member !== person) : [];
    return { ...item, body: { ...group, members, ...(lead !== undefined && lead !== person && { lead }) } };
  };

const configuration: Sweep = async (place, who) => {
  const { store, tenant } = place;
  const pk = configurationPk(tenant);
  const own = await store.queryAll({ pk, begins: 'own#' });
  const journals = [{ kind: 'approval-delegation', id: 'journal' }, ...own];
  for (const { kind, id } of journals)
    await rewriteAll(place, { pk: documentVersionPk(tenant, String(kind), String(id)) }, who);
  await rewriteAll(place, { pk, begins: 'own#' }, who, withoutMember(who));
  return undefined;
};

/** Partitions that name people as those who did something. */
const named: Sweep = async (place, who) => {
  const { tenant } = place;
  for (const pk of [
    viewPk(tenant, 'shared'),
    accessKeyListPk(tenant),
    delegationHistoryPk(tenant),
    legalHoldPk(tenant),
    quarantinePk(tenant),
    notificationTextPk(tenant),
  ])
    await rewriteAll(place, { pk }, who);
  for (const { sk } of await place.store.queryAll({ pk: accessKeyListPk(tenant) }))
    await rewriteAll(place, { pk: accessKeyHistoryPk(tenant, sk) }, who);
  for (const item of await place.store.queryAll({ pk: notificationTextPk(tenant) }))
    await rewriteAll(place, { pk: keys.recordPk(tenant, 'notification-template', item.sk) }, who);
  return undefined;
};

/** Work that somebody began: what is told of it stands with it, and goes first, because by the work itself it is found. */
const work: Sweep = async (place, who) => {
  const { store, tenant } = place;
  const begun = [
    await store.queryAll({ index: 'requester', pk: keys.requesterPk(tenant, 'operation', who.person) }),
    await store.queryAll({ index: 'list', pk: erasurePk(tenant, '') }),
    await store.queryAll({ index: 'list', pk: keys.listPk(tenant, 'import') }),
  ].flat();
  for (const item of begun.filter(naming(who))) {
    await rewriteAll(place, { pk: item.pk, begins: keys.EVENT }, who);
    await rewrite(place, item, who);
  }
  return undefined;
};

/** Webhooks, with what each told of the person. That a pseudonym's grant is over, whoever acts for it sees. */
const webhooks: Sweep = async (place, who) => {
  const { store, tenant } = place;
  const pk = webhookPk(tenant);
  for (const { sk, webhook } of await store.queryAll({ pk })) {
    if (webhook === undefined) continue;
    const lane = `${sk}.user.${who.person}`;
    await deleteAll(place, await store.queryAll({ pk: keys.recordPk(tenant, 'webhook-stream', lane) }));
    await rewriteAll(place, { pk: webhookDeliveryPk(tenant, sk) }, who);
    await rewriteAll(place, { pk: keys.recordPk(tenant, 'webhook', sk) }, who);
    await silence(place, (await standingBeside(place, sk)).filter(naming(who)));
  }
  await rewriteAll(place, { pk }, who);
  return undefined;
};

/** Histories of other users say who changed them. */
const histories: Sweep = async (place, who, after) => {
  const { store, tenant } = place;
  const page = await store.query({ pk: userPk(tenant), limit: PAGE, ...(after && { after }) });
  for (const item of page.items) {
    const id = storedUser(item)?.user.id;
    if (id !== undefined) await rewriteAll(place, { pk: userHistoryPk(tenant, id) }, who);
  }
  return page.next;
};

/** Of the person's mail that led to nothing, no more is kept than that it came. */
const mail: Sweep = async (place, { person, address }, after) => {
  const { store, tenant } = place;
  const query = { index: 'list', pk: keys.listPk(tenant, MAIL), limit: PAGE } as const;
  const { items, next } = await store.query({ ...query, ...(after && { after }) });
  for (const item of items) {
    const found = mailOf(item);
    // Of somebody whom nobody stored, the address is all that mail knows: it may be what they are called in the request.
    const theirs = found?.user === person || [person, address].some((each) => each === (found?.said?.from ?? ''));
    // What went into a record, or is about to, shares the record's fate.
    if (found?.state !== 'ignored' || !theirs) continue;
    const { said: _, user: __, ...rest } = found;
    await store.transact([mailWrite(tenant, changedMail(rest, {}))]);
  }
  return next;
};

/** What is the person's alone: the last place, because the events by which they left stand there. */
const own: Sweep = async (place, { person, address }) => {
  const { store, tenant } = place;
  const partitions = [
    { index: 'requester', pk: keys.requesterPk(tenant, NOTIFICATION, person) },
    { index: 'open', pk: keys.openPk(tenant, `${NOTIFICATION}-${person}`) },
    { index: 'queue', pk: keys.queuePk(tenant, NOTIFICATION, person) },
    { pk: viewPk(tenant, { owner: person }) },
    { pk: userHistoryPk(tenant, person) },
  ] as const;
  // What stands beside a record has gone with it, or is held with it.
  for (const query of partitions)
    await deleteAll(
      place,
      (await store.queryAll(query)).filter(({ referencePk }) => referencePk === undefined),
    );
  const digest = createHash('sha256').update(person).digest('hex').slice(0, 32);
  await deleteAll(place, [
    notificationPreferencesKey(tenant, person),
    keys.recordKey(tenant, 'notification-digest', digest),
    documentKey(tenant, 'own', 'inactive-user', person),
    ...(address === undefined ? [] : [bouncedAddressKey(tenant, address)]),
  ]);
  return undefined;
};

const sweeps: readonly Sweep[] = [configuration, named, work, webhooks, histories, mail, own];

/** @param position which place, and where in it @returns where to go on; nothing when all places are done */
export async function sweep(place: Place, known: Known, { list, after }: Position): Promise<Position | undefined> {
  const next = await sweeps[list]?.(place, known, after);
  if (next) return { list, after: next };
  return list + 1 < sweeps.length ? { list: list + 1 } : undefined;
}
