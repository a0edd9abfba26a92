/** What the command line's exit code says, and the sentence that goes with it. */
import { CommanderError } from 'commander';
import { NoAnswerError, ProblemError } from '#shared/client/problem';

/** docs/command-line.md tells of them. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  unauthenticated: 3,
  refused: 4,
  conflict: 5,
  unavailable: 6,
} as const;

/** Thrown for what the caller did wrong before anything was asked. */
export class UsageError extends Error {}

/** Thrown when there is nothing to say who is asking. */
export class NotLoggedInError extends Error {}

/** @returns the exit code for an error, and what to tell: a problem's title, its detail, each field, and the request id. */
export function outcomeOf(error: unknown): { readonly code: number; readonly message: string } {
  // Commander has said by itself what was wrong; help and version are no failures.
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? 0 : exitCodes.usage, message: '' };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) return { code: exitCodes.usage, message };
  if (error instanceof NotLoggedInError) return { code: exitCodes.unauthenticated, message };
  if (error instanceof NoAnswerError) return { code: exitCodes.unavailable, message };
  if (error instanceof ProblemError) return { code: codeOf(error.status), message: told(error) };
  return { code: exitCodes.failed, message };
}

function codeOf(status: number): number {
  if (status === 401) return exitCodes.unauthenticated;
  if (status === 409 || status === 412) return exitCodes.conflict;
  return status === 429 || status >= 500 ? exitCodes.unavailable : exitCodes.refused;
}

function told({ status, problem }: ProblemError): string {
  const fields = (problem.errors ?? []).map(({ pointer, message }) => `  ${pointer}: ${message}`);
  const hint = status === 401 ? ['Log in again: helmdesk login'] : [];
  return [`${problem.title}: ${problem.detail}`, ...fields, ...hint, `(request ${problem.instance})`].join('\n');
}
