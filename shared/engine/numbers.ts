/** Record numbers (A3): prefix and seven digits, reserved in blocks per tenant and type so that creating costs no extra call. */

import { counterKey, numberKey } from '#shared/engine/keys';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Outcome } from '#shared/store/attempt';
import type { Key } from '#shared/store/keys';
import type { Store } from '#shared/store/store';

/** Numbers reserved at once. What is left of a block when the function instance ends is a gap, which A3 allows. */
const BLOCK = 20;

interface Block {
  next: number;
  last: number;
  /** Of this block or an earlier one, and free again. */
  readonly free: number[];
}

/** Which numbers: those of one record type. */
export interface Numbered {
  readonly type: string;
  readonly prefix: string;
}

/** A number that nobody else gets. */
export interface TakenNumber {
  readonly id: string;
  /** Told what became of the record: when it was not written, the next one gets the number. */
  ended(outcome: Outcome): void;
  /** No record was made with it. */
  unused(): void;
}

export interface Numbers {
  /** The next number, taken when the record is about to be written: a dry run and a refusal use up none. */
  take(tenant: TenantId, store: Store, numbered: Numbered): Promise<TakenNumber>;
}

/** `INC0000042`; ten million and more grow to eight digits. */
export function formatNumber(prefix: string, value: number): string {
  return `${prefix}${String(value).padStart(7, '0')}`;
}

/** What stands where the number will be until there is one; no record has it, as numbers begin at 1. */
export const unnumbered = ({ prefix }: Pick<Numbered, 'prefix'>): string => formatNumber(prefix, 0);

/** A source of numbers: concurrent callers share one reservation, and none gets a number twice. */
export function numbers(): Numbers {
  const blocks = new Map<string, Block>();
  const reservations = new Map<string, Promise<void>>();

  async function reserve(name: string, tenant: TenantId, store: Store, type: string): Promise<void> {
    const last = await store.add(counterKey(tenant, type), 'last', BLOCK);
    blocks.set(name, { next: last - BLOCK + 1, last, free: blocks.get(name)?.free ?? [] });
  }

  return {
    async take(tenant, store, { type, prefix }) {
      const name = `${tenant}#${type}`;
      for (;;) {
        const block = blocks.get(name);
        const value = block && (block.free.shift() ?? (block.next <= block.last ? block.next++ : undefined));
        if (block && value !== undefined) {
          const id = formatNumber(prefix, value);
          return {
            id,
            ended(outcome) {
              if (isFree(outcome, numberKey(tenant, type, id))) giveBack(block.free, value);
            },
            unused() {
              giveBack(block.free, value);
            },
          };
        }
        const running =
          reservations.get(name) ?? reserve(name, tenant, store, type).finally(() => reservations.delete(name));
        reservations.set(name, running);
        await running;
      }
    },
  };
}

/** The lowest first: what comes next is what an auditor expects. */
function giveBack(free: number[], value: number): void {
  free.push(value);
  free.sort((a, b) => a - b);
}

/** Only what certainly was not written is free, and for another reason than the number itself. */
function isFree(outcome: Outcome, { pk, sk }: Key): boolean {
  if (outcome.is === 'written') return false;
  return !outcome.refusal.reasons.some(({ existing }) => existing?.pk === pk && existing.sk === sk);
}
