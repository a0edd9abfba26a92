/** What of a mail's text goes into a record, and what is kept beside it: nothing that a person wrote is lost. */
import { readable, unbounded } from '#shared/text/readable';
import type { Letter } from './letter.ts';
import { isOurAddress, type Ourselves } from './rules-trust.ts';
import { withoutHistory } from './text.ts';

/** One item of the table takes it, whatever its letters are. */
const MAX_WHOLE = 75_000;

export interface Kept {
  /** For the record: without the history that an answer quotes, and as long as a record takes it. */
  readonly text: string;
  /** All of it; absent when the record has it all. */
  readonly whole?: string;
  /** What is kept nowhere, in sentences. */
  readonly missing: readonly string[];
}

/** @param isAnswer whether it is about a record that there is */
export function kept(
  { text: all, unreadable }: Pick<Letter, 'text' | 'unreadable'>,
  isAnswer: boolean,
  ourselves: Ourselves,
): Kept {
  const isOurs = (address: string): boolean => isOurAddress(address, ourselves);
  const text = readable(isAnswer ? withoutHistory(all, isOurs) : all);
  const whole = readable(all, { ...unbounded, characters: MAX_WHOLE });
  const missing = [
    ...(unreadable === undefined ? [] : [`The text: ${unreadable}`]),
    ...(all.length > MAX_WHOLE ? [`The text: of ${all.length} characters the first ${MAX_WHOLE} are kept`] : []),
  ];
  return { text, missing, ...(text !== whole && { whole }) };
}
