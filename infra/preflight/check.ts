/** One thing that is looked at before a deployment, and how its answer reads. */

/** One thing looked at; a `warning` does not stop a deployment. */
export interface Check {
  readonly what: string;
  readonly result: 'ok' | 'warning' | 'failed';
  readonly detail: string;
}

/** Why something could not be looked at, in the words of whoever refused. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}

/** A warning that something could not be looked at: these credentials may not be allowed to, and a deployment does not need them to be. */
export const unseen = (what: string, error: unknown): Check => ({
  what,
  result: 'warning',
  detail: `could not be looked at (${reason(error)}); look yourself`,
});

/** How a check is printed: one line. */
export function lineOf({ what, result, detail }: Check): string {
  return `${{ ok: '✓', warning: '!', failed: '✗' }[result]} ${what}: ${detail}`;
}
