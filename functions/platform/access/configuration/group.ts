/** A group as a document, and what makes it wrong: a lead who is no member, or parents that lead back to it. */
import * as z from 'zod/mini';
import type { Fault } from '#shared/tenancy/document-form';
import { type Document, type Group, isKind } from '#shared/tenancy/documents';
import { roles } from '#shared/tenancy/roles';
import { idSchema, nameSchema } from '#shared/text/line';

const id = idSchema(80);
/** As long as a reference to a person may be in a record. */
const person = idSchema(120);

export const groupSchema = z.strictObject({
  name: nameSchema(160),
  active: z.boolean(),
  members: z.array(person).check(z.maxLength(2000)),
  lead: z.exactOptional(person),
  calendarId: z.exactOptional(id),
  parent: z.exactOptional(id),
  capacity: z.exactOptional(z.int().check(z.gte(0), z.lte(100_000))),
  skills: z.exactOptional(z.array(nameSchema(80)).check(z.maxLength(100))),
  roles: z.exactOptional(z.array(z.enum(roles)).check(z.maxLength(30))),
});

/** @param documents in effect @param id of the group */
export function checkGroup(
  { lead, members, parent }: Group,
  documents: readonly Document[],
  id: string,
): readonly Fault[] {
  const stranger = lead !== undefined && !members.includes(lead);
  const cycle = parent === undefined ? undefined : wayBack(id, parent, documents);
  return [
    ...(stranger
      ? [{ slug: 'not-a-member' as const, pointer: '/lead', message: `${lead} is not among the members` }]
      : []),
    ...(cycle
      ? [
          {
            slug: 'link-cycle' as const,
            pointer: '/parent',
            message: `would close the cycle ${[...cycle, id].join(' → ')}`,
            extra: { cycle: [...cycle, id] },
          },
        ]
      : []),
  ];
}

/** The groups from one to its parent and on, if they lead back to it. */
function wayBack(id: string, parent: string, documents: readonly Document[]): readonly string[] | undefined {
  const groups = new Map(
    documents.flatMap((document) => (isKind(document, 'group') ? [[document.id, document.body]] : [])),
  );
  const trail = [id];
  for (let at: string | undefined = parent; at !== undefined; at = groups.get(at)?.parent) {
    if (at === id) return trail;
    if (trail.includes(at)) return undefined;
    trail.push(at);
  }
  return undefined;
}
