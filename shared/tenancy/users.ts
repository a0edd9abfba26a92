/** A tenant's user as it is stored (A11, A17). */
import type { Item } from '#shared/store/store';
import type { Role } from '#shared/tenancy/roles';

export const employments = ['employee', 'contractor', 'external'] as const;
export type Employment = (typeof employments)[number];

export interface User {
  /** The subject that the identity provider names in tokens. */
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  /** A BCP 47 language tag. */
  readonly locale?: string;
  /** An IANA time zone. */
  readonly zone?: string;
  readonly roles: readonly Role[];
  /** A person who left is deactivated; deleted, nobody finds them any more, though records name them. */
  readonly active: boolean;
  readonly vip?: boolean;
  /** Who is asked about what they order, by id (D3, M4). */
  readonly manager?: string;
  readonly department?: string;
  /** What their orders are charged to unless an order says another. */
  readonly costCentre?: string;
  /** How they belong to the organisation: a contractor may not order everything. */
  readonly employment?: Employment;
  /** Of an MSP's operator: slugs of the clients they work for; absent: all. */
  readonly clients?: readonly string[];
  /** Also reads the records of their own organisation (A17). */
  readonly orgViewer?: boolean;
}

export interface StoredUser {
  readonly user: User;
  readonly version: number;
  readonly updatedAt: string;
}

/** A user read back; the table holds only what the users API validated. */
export function storedUser(item: Item | undefined): StoredUser | undefined {
  const user = item?.user as User | undefined;
  return user && { user, version: Number(item?.version), updatedAt: String(item?.updatedAt) };
}

/** What the history of a record says when the work of somebody who left returns to its group. */
export const reasonOfLeaving = (id: string): string => `${id} was deactivated`;
