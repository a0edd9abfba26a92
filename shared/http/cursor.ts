/** Cursors: opaque, encrypted and authenticated, bound to tenant, route and filters, valid for 24 hours (A1). */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Problem } from '#shared/problems/problems';
import { clock } from '#shared/time/clock';

const VALID_MS = 24 * 3600_000;

/** What a cursor is bound to: anything else with it is refused. */
export interface CursorScope {
  /** The tenant's secret of at least 16 bytes, in base64url. */
  readonly key: string;
  readonly tenant: string;
  /** Route and every query parameter but cursor and limit, in a stable order. */
  readonly route: string;
}

/** Deriving a key costs more than using it. A function instance serves few tenants at a time; the oldest goes first. */
const derivedKeys = new Map<string, Buffer>();
const REMEMBERED = 1000;

function derived(key: string): Buffer {
  const known = derivedKeys.get(key);
  if (known) return known;
  const made = Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64url'), '', 'helmdesk cursor v1', 32));
  const [oldest] = derivedKeys.keys();
  if (derivedKeys.size >= REMEMBERED && oldest !== undefined) derivedKeys.delete(oldest);
  derivedKeys.set(key, made);
  return made;
}

const context = ({ tenant, route }: CursorScope): Buffer => Buffer.from(`${tenant}\n${route}`);

export function encodeCursor(position: Readonly<Record<string, unknown>>, scope: CursorScope): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', derived(scope.key), iv).setAAD(context(scope));
  const plain = JSON.stringify({ position, until: clock.now() + VALID_MS });
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** @throws Problem invalid-cursor when it is not ours, not for this request, or too old. */
export function decodeCursor(cursor: string, scope: CursorScope): Readonly<Record<string, unknown>> {
  const bytes = Buffer.from(cursor, 'base64url');
  const refuse = (): never => {
    throw new Problem(
      'invalid-cursor',
      'a cursor continues the very list it came from, for 24 hours; begin again without one',
    );
  };
  if (bytes.length < 29) return refuse();
  try {
    const decipher = createDecipheriv('aes-256-gcm', derived(scope.key), bytes.subarray(0, 12), { authTagLength: 16 })
      .setAAD(context(scope))
      .setAuthTag(bytes.subarray(-16));
    const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    const { position, until } = JSON.parse(plain) as { position: Record<string, unknown>; until: number };
    if (until >= clock.now()) return position;
  } catch {
    return refuse();
  }
  return refuse();
}
