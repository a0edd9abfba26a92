/** What a fresh stack is filled with before anyone sees it. */

/** What seeding may use: the stack as its users and its operator reach it. */
export interface SeedContext {
  /** Where the API answers. */
  readonly url: string;
  /** A token for a tenant (id or slug), a user and roles. */
  token(tenant: string, user: string, roles: readonly string[]): Promise<string>;
  /** Invokes a function by its name, as an operator does with `aws lambda invoke`; throws with the function's error. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** Resolves when everything that the last request set off has come to rest. */
  settled(): Promise<void>;
}

export interface SeededTenant {
  /** Its name in tokens and in `Itsm-Tenant`. */
  readonly slug: string;
  readonly name: string;
  /** Somebody to try it as. */
  readonly user: string;
  readonly roles: readonly string[];
}

/** The tenants that `seed` creates, and as whom to try them. */
export const seededTenants: readonly SeededTenant[] = [];

/** Fills an empty stack. It is called again when it was interrupted, so each of its steps must bear being repeated. */
export async function seed(_context: SeedContext): Promise<void> {}
