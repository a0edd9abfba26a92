/** What a full disk looks like, and the one sentence for it. */

/** SQLite's SQLITE_FULL. */
const SQLITE_FULL = 13;

/** Whether the error, or its cause, says that there is no room left: in the system's words, in SQLite's, or in those of the engine. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) return true;
  if ('errcode' in error && error.errcode === SQLITE_FULL) return true;
  return /database or disk is full|No space left on device/i.test(error.message) || isDiskFull(error.cause);
}

/** What to do about it, as a sentence; nothing that was acknowledged is lost. */
export const diskFullAdvice = (directory: string): string =>
  `The disk that holds ${directory} is full: make room, or name another folder with --data; nothing that was acknowledged is lost.`;
