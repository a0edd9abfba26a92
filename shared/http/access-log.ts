/** The access log (A17): what an MSP's people and their access keys read and did in a client's tenant, kept in that tenant for it to read. */

import { createHash } from 'node:crypto';
import { accessLogPk } from '#shared/http/keys';
import type { Request } from '#shared/http/request';
import type { TenantId } from '#shared/ids/tenant-id';
import { attempt } from '#shared/store/attempt';
import type { Item, Store } from '#shared/store/store';
import { type ActorType, type Caller, operatorBehind } from '#shared/tenancy/context';
import { clock, toInstant, toSeconds } from '#shared/time/clock';

export interface Access {
  /** The first of the requests that the entry stands for. */
  readonly at: string;
  readonly actor: { readonly type: ActorType; readonly id: string; readonly homeTenantId?: TenantId };
  /** The operator whose access key it was. */
  readonly madeBy?: string;
  readonly method: string;
  readonly path: string;
  readonly requestId: string;
}

/** Whether what the caller does stands in the access log. */
export const isNoted = (caller: Caller): boolean => operatorBehind(caller) !== undefined;

/** As long as the audit trail (A9). */
const KEPT_SECONDS = 7 * 365 * 86_400;
/** Entries that this function knows to be there; the oldest go first. */
const written = new Set<string>();
const REMEMBERED = 2000;

/**
 * Notes a request of an MSP's operator, or of an access key that one made, before it is answered: what is not noted does not happen. Every act is an entry; reading the same
 * again within a minute is not another one. Acts stand in the order of their instants; what was read in a minute stands before the acts of that minute.
 */
export async function noteAccess(store: Store, request: Request): Promise<void> {
  const { tenant, actor } = request.caller;
  const operator = operatorBehind(request.caller);
  if (operator === undefined) return;
  const { method, id: requestId } = request;
  const path = `/v1/${request.path.map(encodeURIComponent).join('/')}`;
  const at = toInstant(clock.now());
  const when = method === 'GET' ? at.slice(0, 16) : at;
  const once = method === 'GET' ? '' : requestId;
  const name = createHash('sha256').update(`${actor.id}\n${method}\n${path}\n${once}`).digest('hex').slice(0, 32);
  const key = { pk: accessLogPk(tenant, at.slice(0, 7)), sk: `${when}#${name}` };
  if (written.has(`${key.pk} ${key.sk}`)) return;
  const { type, id, homeTenantId } = actor;
  const access: Access = {
    at,
    actor: { type, id, ...(homeTenantId && { homeTenantId }) },
    ...(operator !== id && { madeBy: operator }),
    method,
    path,
    requestId,
  };
  const put = { ...key, access, expiresAt: toSeconds(clock.now()) + KEPT_SECONDS };
  await attempt(store, [{ put, condition: 'absent' }]);
  written.add(`${key.pk} ${key.sk}`);
  const [oldest] = written;
  if (written.size > REMEMBERED && oldest !== undefined) written.delete(oldest);
}

/** An entry read back. */
export const accessOf = (item: Item): Access => item.access as Access;
