/** Record numbers (A3): prefix and seven digits, reserved in blocks per tenant and type so that creating costs no extra call. */
import { counterKey } from '#shared/store/keys';
import type { Store } from '#shared/store/store';
import type { TenantId } from '#shared/tenancy/tenant-id';

/** Numbers reserved at once. What is left of a block when the function instance ends is a gap, which A3 allows. */
const BLOCK = 20;

interface Block {
  next: number;
  last: number;
}

export interface Numbers {
  next(tenant: TenantId, store: Store, type: string, prefix: string): Promise<string>;
}

/** `INC0000042`; ten million and more grow to eight digits. */
export function formatNumber(prefix: string, value: number): string {
  return `${prefix}${String(value).padStart(7, '0')}`;
}

/** A source of numbers: concurrent callers share one reservation, and none gets a number twice. */
export function numbers(): Numbers {
  const blocks = new Map<string, Block>();
  const reservations = new Map<string, Promise<void>>();

  async function reserve(name: string, tenant: TenantId, store: Store, type: string): Promise<void> {
    const last = await store.add(counterKey(tenant, type), 'last', BLOCK);
    blocks.set(name, { next: last - BLOCK + 1, last });
  }

  return {
    async next(tenant, store, type, prefix) {
      const name = `${tenant}#${type}`;
      for (;;) {
        const block = blocks.get(name);
        if (block && block.next <= block.last) return formatNumber(prefix, block.next++);
        const running =
          reservations.get(name) ?? reserve(name, tenant, store, type).finally(() => reservations.delete(name));
        reservations.set(name, running);
        await running;
      }
    },
  };
}
