/** Reads what a tenant shows in public, and can read nothing else: its role allows these keys only (ADR 17). */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '#shared/aws/environment';
import { isTenantId } from '#shared/ids/tenant-id';
import type { PublicNotice, ShownPage } from '#shared/kit/status/public-notice';
import { createStore, type Item, type Store } from '#shared/store/store';
import { slugKey, statusPageKey, statusPk } from '#shared/tenancy/keys';
import { clock } from '#shared/time/clock';

export interface PublicItems {
  readonly page: ShownPage;
  readonly notices: readonly PublicNotice[];
  /** Epoch milliseconds at which it was read. */
  readonly at: number;
}

/** How old an answer may be. */
export const FRESH_MS = 30_000;
/** How long it is remembered that there is no page: who publishes theirs looks for it at once. */
export const ABSENT_MS = 2_000;
/** Pages that an instance remembers; what is not there is remembered too. */
const MAX_REMEMBERED = 500;
/** The page itself and its newest notices: one read of at most a megabyte. */
const MAX_ITEMS = 200;

const SLUG = /^[a-z][a-z0-9-]{1,39}$/;

let store: Store | undefined;
const remembered = new Map<string, Answer>();

interface Answer {
  readonly at: number;
  readonly found: Promise<PublicItems | undefined>;
  /** For how long it holds, once it is known what it is. */
  holdsMs: number;
}

/** What the tenant with this slug shows; undefined when it has no page, is suspended, or is none. Up to {@link FRESH_MS} old. */
export function publicItems(slug: string): Promise<PublicItems | undefined> {
  if (!SLUG.test(slug)) return Promise.resolve(undefined);
  const now = clock.now();
  const known = remembered.get(slug);
  if (known && Math.abs(now - known.at) < known.holdsMs) return known.found;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const answer: Answer = { at: now, found: read(slug, now), holdsMs: FRESH_MS };
  remembered.set(slug, answer);
  answer.found.then(
    (items) => {
      if (!items) answer.holdsMs = ABSENT_MS;
    },
    () => remembered.delete(slug),
  );
  return answer.found;
}

async function read(slug: string, at: number): Promise<PublicItems | undefined> {
  store ??= createStore(new DynamoDBClient({}), environment('TABLE_NAME'));
  const entry = await store.get(slugKey(slug));
  const tenant = String(entry?.tenantId);
  if (!isTenantId(tenant) || entry?.state === 'suspended') return undefined;
  const { items } = await store.query({ pk: statusPk(tenant), descending: true, limit: MAX_ITEMS });
  const { sk } = statusPageKey(tenant);
  const page = viewOf<ShownPage>(items.find((item) => item.sk === sk));
  if (!page) return undefined;
  return { page, notices: items.flatMap((item) => (item.sk === sk ? [] : (viewOf<PublicNotice>(item) ?? []))), at };
}

/** The table's own edge: only configuration and service notices write what is read here. */
function viewOf<T>(item: Item | undefined): T | undefined {
  return item?.publicView as T | undefined;
}
