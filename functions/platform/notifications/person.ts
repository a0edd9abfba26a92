/** People as notifications know them: how to address them, in which language, in which zone. */
import type { Item } from '#shared/store/store';
import type { Role } from '#shared/tenancy/roles';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  /** A BCP 47 language tag. */
  readonly locale?: string;
  /** An IANA time zone. */
  readonly zone?: string;
  readonly roles: readonly Role[];
  readonly active: boolean;
}

/** A user of the directory. Whom it does not know is told within the application: there is nowhere else to. */
export function personOf(id: string, item: Item | undefined): Person {
  const user = item?.user as Person | undefined;
  return user ?? { id, name: id, roles: [], active: true };
}
