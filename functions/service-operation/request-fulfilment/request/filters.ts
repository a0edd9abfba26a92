/** Filters of requests: by approval, and by the states of their items (D3). Pure. */
import type { Request } from './record.ts';

export const approvalIs = ({ approvalOutcome }: Request, word: string): boolean => approvalOutcome === word;

export const hasItem = ({ items = [] }: Request, word: string): boolean => items.some(({ state }) => state === word);
