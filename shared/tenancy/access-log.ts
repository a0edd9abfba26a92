/** The access log (A17): what an MSP's people read and did in a client's tenant, kept in that tenant for it to read. */
import { createHash } from 'node:crypto';
import type { Request } from '#shared/http/request';
import { accessLogPk } from '#shared/store/keys';
import { type Item, type Store, TransactionRefused } from '#shared/store/store';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { clock, toInstant } from '#shared/time/clock';

export interface Access {
  /** The first of the requests that the entry stands for. */
  readonly at: string;
  readonly actor: { readonly type: 'msp'; readonly id: string; readonly homeTenantId?: TenantId };
  readonly method: string;
  readonly path: string;
  readonly requestId: string;
}

/** As long as the audit trail (A9). */
const KEPT_SECONDS = 7 * 365 * 86_400;
/** Entries that this function knows to be there; the oldest go first. */
const written = new Set<string>();
const REMEMBERED = 2000;

/**
 * Notes a request of an MSP's operator before it is answered: what is not noted does not happen. Every act is an entry; reading the same
 * again within a minute is not another one.
 */
export async function noteAccess(store: Store, request: Request): Promise<void> {
  const { tenant, actor } = request.caller;
  if (actor.type !== 'msp') return;
  const { method, id: requestId } = request;
  const path = `/v1/${request.path.map(encodeURIComponent).join('/')}`;
  const at = toInstant(clock.now());
  const once = method === 'GET' ? at.slice(0, 16) : requestId;
  const name = createHash('sha256').update(`${actor.id}\n${method}\n${path}\n${once}`).digest('hex').slice(0, 32);
  const key = { pk: accessLogPk(tenant, at.slice(0, 7)), sk: `${at.slice(0, 16)}#${name}` };
  if (written.has(`${key.pk} ${key.sk}`)) return;
  const { id, homeTenantId } = actor;
  const access: Access = {
    at,
    actor: { type: 'msp', id, ...(homeTenantId && { homeTenantId }) },
    method,
    path,
    requestId,
  };
  try {
    await store.put({ ...key, access, expiresAt: Math.floor(clock.now() / 1000) + KEPT_SECONDS }, 'absent');
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
  }
  written.add(`${key.pk} ${key.sk}`);
  const [oldest] = written;
  if (written.size > REMEMBERED && oldest !== undefined) written.delete(oldest);
}

/** An entry read back. */
export const accessOf = (item: Item): Access => item.access as Access;
