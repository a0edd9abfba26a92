/** docs/roles.md says what roles there are, and every role has a name in each language that ships. */
import { expect, it } from 'vitest';
import { ROLES, rolesPage } from '#infra/docs/roles';
import { shipped } from '#shared/events/told';
import { roleNames } from '#shared/tenancy/role-names';
import { effectiveRoles, isGuest, roles } from '#shared/tenancy/roles';
import { textOf } from '#test/architecture/tree';

it('the page is up to date (npm run docs:generate)', () => {
  expect(textOf(ROLES)).toBe(rolesPage());
});

it('a role has a name of its own in each language', () => {
  for (const language of shipped) {
    const names = roles.map((role) => roleNames[role][language]);
    expect(new Set(names).size).toBe(roles.length);
  }
});

it.each(['SPN', 'DPO', 'CUR', 'SUG', 'PRV', 'SVO'] as const)('%s is no agent', (role) => {
  expect(effectiveRoles([role]).has('AGT')).toBe(false);
});

it.each(['ARC', 'AVM', 'CPM', 'FIN', 'INM'] as const)('%s is an agent too', (role) => {
  expect([...effectiveRoles([role])].sort()).toEqual(['AGT', role]);
});

it('a guest is who has nothing else; a customer’s representative is a requester', () => {
  expect([isGuest(new Set(['SUG'])), isGuest(new Set(['SUG', 'AGT'])), isGuest(new Set())]).toEqual([
    true,
    false,
    false,
  ]);
  expect(effectiveRoles(['CUR'])).toEqual(new Set(['CUR', 'REQ']));
});
