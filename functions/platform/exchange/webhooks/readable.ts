/** Which record types a webhook's owner may read: the function does not know the processes, so the deployment tells it what is excepted. */
import type { ProcessDefinition } from '#shared/grammar/process-definition';
import { recordTypeOf } from '#shared/grammar/record-types';
import { permitted, type Role } from '#shared/tenancy/roles';

/** Who may have webhooks. */
export const owners = ['TAD', 'PRO', 'INT'] as const satisfies readonly Role[];

const VARIABLE = 'UNREADABLE_RECORDS';

type Unreadable = Readonly<Partial<Record<Role, readonly string[]>>>;

/** Record types that each role which can own a webhook may not read, for the function's environment. */
export function unreadableRecords(processes: readonly ProcessDefinition[]): Readonly<Record<string, string>> {
  const definitions = processes.flatMap(({ records }) => records);
  const excepted = [...owners, 'AGT' as const].map((role) => [
    role,
    definitions.flatMap(({ type, permissions }) => (permitted(permissions, new Set([role]), 'R') ? [] : [type])),
  ]);
  return { [VARIABLE]: JSON.stringify(Object.fromEntries(excepted)) };
}

/** Whether records of the type stand in one of these collections; what is no record stands in none. */
export function standsIn(scope: readonly string[] | undefined, type: string): boolean {
  const collection = recordTypeOf(type)?.path;
  return scope === undefined || (collection !== undefined && scope.includes(collection));
}

/** Whether one of the roles reads all records of the type. */
export function mayRead(roles: readonly Role[], type: string): boolean {
  const unreadable: Unreadable = JSON.parse(process.env[VARIABLE] ?? '{}');
  return roles.some((role) => unreadable[role] !== undefined && !unreadable[role].includes(type));
}
