/** Where a command came from: for the audit trail and to stop loops. */
export interface Cause {
  readonly requestId: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly depth: number;
}
