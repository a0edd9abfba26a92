/** How long an approval, or whatever else waits for people, may wait: more than nothing, and at most 180 days (A2). */
import { MAX_WAIT_SECONDS } from '#shared/kit/approval/rule';
import type { Fault } from '#shared/tenancy/document-form';
import { parseDuration } from '#shared/time/duration';

/** @param pointer where it stands @param text an ISO 8601 duration @returns what is wrong with it */
export function checkWait(pointer: string, text: string): readonly Fault[] {
  try {
    const seconds = parseDuration(text);
    if (seconds < 1) return [{ slug: 'validation-failed', pointer, message: 'expected more than nothing' }];
    if (seconds <= MAX_WAIT_SECONDS) return [];
    return [{ slug: 'timeout-too-long', pointer, message: 'expected at most 180 days' }];
  } catch {
    return [{ slug: 'validation-failed', pointer, message: 'expected an ISO 8601 duration such as PT72H' }];
  }
}
