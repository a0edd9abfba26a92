/** docs/roles.md: every role with what it is called in each language, and what it includes. */
import { roleNames } from '#shared/tenancy/role-names';
import { guests, includedRoles, roles } from '#shared/tenancy/roles';

export const ROLES = 'docs/roles.md';

const INTRODUCTION = `# Roles

What a token, a user of the directory, an access key or a delegation can name in \`roles\`; written by \`npm run docs:generate\`. Roles are unions: whoever has two may do what
either may. Whoever has a duty is an agent too. What a role may do with a type of record stands in the type's letterbox (\`permissions\`), and \`GET …/actions\` says it of a record. An auditor
holds no other role and writes nothing. Guests come by a door of their own only: whatever does not name their role is closed to them. \`PRV\` is for access keys, \`SYS\` for nobody outside.`;

/** The text of docs/roles.md. */
export function rolesPage(): string {
  const rows = roles.map((role) => {
    const { en, de } = roleNames[role];
    return `| \`${role}\` | ${en} | ${de} | ${includedRoles.get(role) ?? (guests.has(role) ? 'guest' : '')} |\n`;
  });
  return `${INTRODUCTION}\n\n| role | English | German | includes |\n|---|---|---|---|\n${rows.join('')}`;
}
