/**
 * GET /v1/msp/{collection}: the open records of all clients of an MSP, the most urgent first (A17). Each client is asked by itself, with
 * credentials that reach that client only, and notes in its access log that it was asked; what comes of it is put in one order here.
 */

import { canSee, readsAll } from '#shared/engine/access';
import { dueAtOf, storedRecord } from '#shared/engine/items';
import { recordValuesOf } from '#shared/engine/record-values';
import type { AnyRecord } from '#shared/grammar/record';
import { recordTypeNames, recordTypeOf } from '#shared/grammar/record-types';
import { noteAccess } from '#shared/http/access-log';
import { refuseOtherValues } from '#shared/http/known-values';
import { cursorOf, limitOf, positionOf } from '#shared/http/paging';
import type { Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import type { Call } from '#shared/serve/service';
import { openPk } from '#shared/store/keys';
import { type Client, clientsOf, named, orUnanswered, shownClient } from './clients.ts';
import { type Entry, type Lane, merged } from './lanes.ts';
import { placeOf, sessionWith } from './runtime.ts';

/** Filters by equality, comma lists being alternatives; `me` is the operator. */
const EQUAL = ['priority', 'state', 'assignedTo', 'assignedGroup', 'requesterId', 'serviceId', 'category'] as const;

export const viewQuery = ['tenants', ...EQUAL, 'unassigned', 'limit', 'cursor'] as const;

/** The operation for one collection. */
export const recordsOfClients =
  (collection: string) =>
  async ({ request }: Call<unknown>): Promise<Response> => {
    const type = recordTypeNames.find((name) => recordTypeOf(name)?.path === collection);
    if (type === undefined) throw new Error(`expected ${collection} to be the collection of a record type`);
    const limit = limitOf(request);
    const clients = named(await clientsOf(request, collection), request.query.get('tenants'));
    const passes = filterOf(request, type, clients[0]?.caller.actor.id);
    const own = await placeOf(request.caller.tenant);
    const position = positionOf(request, own.config)?.after;
    const unanswered = new Set<Client>();
    const lanes = clients.flatMap((client): Lane<object>[] => {
      const lane = laneOf(request, client, type, passes);
      return lane ? [patient(lane, client, unanswered)] : [];
    });
    const page = await merged(lanes, limit, typeof position === 'string' ? position : undefined);
    return {
      status: 200,
      body: {
        items: page.values,
        unanswered: [...unanswered].map(shownClient),
        nextCursor: page.next === undefined ? null : cursorOf(request, own.config, { after: page.next }),
      },
    };
  };

type Passes = (record: AnyRecord) => boolean;

/** Whoever asks for closed records is told that there are none here. @param me who the operator is inside every client. @throws Problem unknown-parameter */
function filterOf({ query }: Request, type: string, me: string | undefined): Passes {
  const unassigned = query.get('unassigned');
  refuseOtherValues('unassigned', unassigned, ['true', 'false']);
  const values = recordValuesOf(type);
  if (values) refuseOtherValues('state', query.get('state'), values.open, 'of an open record');
  const priorities = values?.kinds.priority?.of?.map(String);
  if (priorities) refuseOtherValues('priority', query.get('priority'), priorities);
  const wanted = EQUAL.flatMap((field) => {
    const given = query.get(field);
    const words = given?.split(',').map((word) => (word === 'me' && me !== undefined ? me : word));
    return words ? [{ field, words }] : [];
  });
  return (record) =>
    wanted.every(({ field, words }) => words.includes(String(record[field] ?? ''))) &&
    (unassigned === undefined || unassigned.split(',').includes(String(record.assignedTo === undefined)));
}

/** One client's open records as its operator may see them; undefined where the delegation lets them see none. */
function laneOf(request: Request, client: Client, type: string, passes: Passes): Lane<object> | undefined {
  const { caller, id: tenant } = client;
  const definition = recordTypeOf(type);
  if (!definition || !readsAll(definition, caller)) return undefined;
  return async (after, most) => {
    const { store } = await sessionWith(tenant);
    await noteAccess(store, { ...request, caller });
    const from = after === undefined ? {} : { from: `${after}\u0000`, to: LAST };
    const { items, next } = await store.query({ index: 'open', pk: openPk(tenant, type), ...from, limit: most });
    const records = items.flatMap((item) => {
      const record = storedRecord(item)?.record;
      return record && passes(record) ? [{ record, sk: String(item.openSk) }] : [];
    });
    // Who is trusted with what is confidential, the client's groups say; they are read only then.
    const secret = records.some(({ record }) => record.confidential);
    const config = secret ? (await placeOf(tenant)).config : undefined;
    const entries = records.flatMap(({ record, sk }): Entry<object>[] => {
      const seen = config ? canSee(definition, record, caller, config) : !record.deletedAt;
      return seen ? [{ sk, value: shown(client, definition.path, record) }] : [];
    });
    return { entries, looked: items.length, ...(next && { upTo: String(next.openSk) }) };
  };
}

/** After every priority. */
const LAST = '\uffff';

/** A client that cannot be asked is named in the answer; the others are answered for. */
const patient =
  <V>(lane: Lane<V>, client: Client, unanswered: Set<Client>): Lane<V> =>
  (after, most) =>
    orUnanswered(client, unanswered, { entries: [], looked: 0 }, () => lane(after, most));

/** What the view tells of a record: whose it is, and what says how urgent it is. The record itself is read in its tenant. */
function shown(client: Client, path: string, record: AnyRecord): object {
  const { type, title, state, priority, openedAt, updatedAt, version } = record;
  const { assignedGroup, assignedTo, requesterId, serviceId, category, confidential } = record;
  const dueAt = dueAtOf(record);
  const facts = { priority, dueAt, assignedGroup, assignedTo, requesterId, serviceId, category, confidential };
  return {
    tenant: shownClient(client),
    ...{ id: record.id, uid: record.uid, type, version, title, state, openedAt, updatedAt },
    ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
    href: `/v1/${path}/${record.id}`,
  };
}
