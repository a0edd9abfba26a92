/** Links between records (A6): written both ways in one transaction, some kinds acyclic. */

import * as z from 'zod/mini';
import { refuseCycle, refuseNesting } from '#shared/capabilities/links/link-check';
import { type Link, linksOf } from '#shared/capabilities/links/links';
import { canSee, mayReferTo, readsAll } from '#shared/engine/access';
import { dryRunResponse, runCommand } from '#shared/engine/command';
import { firstCause, writesOf } from '#shared/engine/commit';
import type { Context } from '#shared/engine/context';
import { guardWrite, linksGuard } from '#shared/engine/guards';
import { type Stored, storedRecord } from '#shared/engine/items';
import { linkSk, numberKey } from '#shared/engine/keys';
import { loadSeen } from '#shared/engine/load';
import type { Plan } from '#shared/engine/plan';
import { withoutUnseenRecords } from '#shared/engine/unseen';
import {
  isLinkFor,
  isLinkKind,
  type LinkKind,
  linkKinds,
  linkKindsFor,
  sameType,
  typeOfNumber,
} from '#shared/grammar/directory';
import type { AnyRecord } from '#shared/grammar/record';
import { booleanParameter, jsonBody, knownParameters } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { Problem } from '#shared/problems/problems';
import { recordKey, recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import { permitted } from '#shared/tenancy/roles';
import { clock } from '#shared/time/clock';

const MAX_LINKS = 500;
export const linkSchema = z.strictObject({
  kind: z.enum(Object.keys(linkKinds) as [LinkKind, ...LinkKind[]]),
  to: z.string().check(z.minLength(1), z.maxLength(40)),
});

/** GET …/links: what a record is linked to is for those who work on it; nobody else learns of other records by it. */
export async function listLinks(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, []);
  const { record } = await loadSeen(context);
  const links = readsAll(definition, request.caller) ? await linksOf(context, definition.type, record.uid) : [];
  return { status: 200, body: { items: await withoutUnseenRecords(context, links), nextCursor: null } };
}

/** The other record, as it stands. */
interface Other extends Omit<Link, 'kind'> {
  readonly stored: Stored;
}

/** The record a link points to, in the caller's own tenant. @throws Problem unknown-reference, the same for absent and foreign ones. */
async function target(context: Context, number: string): Promise<Other> {
  const { store, request, definition, config } = context;
  const unknown = (): never => {
    throw new Problem('unknown-reference', `there is no record ${number} that you may link to`);
  };
  const type = typeOfNumber(number) ?? unknown();
  const id = number.toUpperCase();
  const found = await store.get(numberKey(request.caller.tenant, type, id));
  const uid = typeof found?.uid === 'string' ? found.uid : unknown();
  const stored = storedRecord(await store.get(recordKey(request.caller.tenant, type, uid))) ?? unknown();
  const visible =
    type === definition.type
      ? !stored.record.deletedAt && canSee(definition, stored.record, request.caller, config)
      : mayReferTo(stored.record, request.caller, config);
  if (!visible) return unknown();
  return { type, uid, id, stored };
}

/** PUT …/links {kind, to}: idempotent, also for a link of a pair that none is made of any more. */
export async function link(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, ['dryRun']);
  const { kind, to: number } = validated(linkSchema, jsonBody(request), ['kind', 'to']);
  const from = await loadSeen(context);
  const to = await target(context, number);
  if (kind === 'child') throw new Problem('link-not-allowed', 'link the child to its parent with kind parent');
  const body = { kind, type: to.type, id: to.id, uid: to.uid };
  const known = await linksOf(context, definition.type, from.record.uid);
  if (known.some((link) => link.kind === kind && link.uid === to.uid)) return linkedAlready(context, from, body);
  if (to.uid === from.record.uid || !isLinkFor(kind, definition.type, to.type)) {
    const others = to.uid === from.record.uid ? [] : linkKindsFor(definition.type, to.type);
    throw new Problem(
      'link-not-allowed',
      `${from.record.id} and ${to.id} cannot be linked as ${kind}${others.length > 0 ? `; expected ${others.join(', ')}` : ''}`,
    );
  }
  try {
    return await linkCommand(context, kind, to.id, 'linked', body, (stored, other) =>
      refuseLink(context, kind, stored, other),
    );
  } catch (error) {
    if (error instanceof LinkedMeanwhile) return linkedAlready(context, from, body);
    throw error;
  }
}

/** The link is there: nothing is written, and a dry run says that nothing would be. */
async function linkedAlready(context: Context, from: Stored, body: unknown): Promise<Response> {
  const { record } = from;
  if (!booleanParameter(context.request, 'dryRun'))
    return { status: 200, body, headers: { etag: etag(record.version) } };
  const nothing = { emissions: [], comments: [], tasks: [], visibility: 'internal' } as const;
  const plan: Plan = { before: record, after: record, command: 'link', ...nothing };
  return dryRunResponse(context, { stored: from, events: [], writes: [] }, plan);
}

/** Somebody has made the same link at the same moment. */
class LinkedMeanwhile extends Error {}

/** @returns conditions under which the link is none that must not be */
async function refuseLink(context: Context, kind: LinkKind, from: Stored, to: Other): Promise<readonly Write[]> {
  const known = await linksOf(context, context.definition.type, from.record.uid);
  if (known.some((link) => link.kind === kind && link.uid === to.uid)) throw new LinkedMeanwhile();
  if (known.length >= MAX_LINKS) throw new Problem('limit-exceeded', `a record has at most ${MAX_LINKS} links`);
  if (kind === 'parent') refuseNesting(from.record, known, to.stored.record, await linksOf(context, to.type, to.uid));
  return refuseCycle(context, kind, from, to.stored);
}

/** DELETE …/links/{kind}/{target} */
export async function unlink(context: Context): Promise<Response> {
  const { definition, parameters } = context;
  knownParameters(context.request, []);
  const from = await loadSeen(context);
  const kind = parameters.kind ?? '';
  const found = await linked(context, from, kind);
  if (found.kind === 'child')
    throw new Problem('link-not-allowed', `${found.id} leaves ${from.record.id} by its own link of the kind parent`);
  if (sameType.has(found.kind) && found.type !== definition.type)
    throw new Problem('link-not-allowed', `${from.record.id} leaves ${found.id} by an action; see …/actions`);
  return linkCommand(context, found.kind, found.id, 'unlinked', undefined, async (stored, other) => {
    await linked(context, stored, kind);
    refuseTearing(found.kind, stored, other.stored);
    return [];
  });
}

/** The link that the path names. @throws Problem not-found, also when the caller may not know of the other record */
async function linked(context: Context, { record }: Stored, kind: string): Promise<Link> {
  const { definition, parameters } = context;
  const target = parameters.target ?? '';
  const known = await withoutUnseenRecords(context, await linksOf(context, definition.type, record.uid));
  const found = known.find((link) => link.kind === kind && [link.id, link.uid].includes(target.toUpperCase()));
  if (found && isLinkKind(kind)) return found;
  throw new Problem('not-found', `${record.id} has no link ${kind} to ${target}`);
}

/** What a merge has linked, only separating unlinks. @throws Problem merge-refused */
function refuseTearing(kind: LinkKind, { record: from }: Stored, { record: to }: Stored): void {
  const [duplicate, survivor] = kind === 'has_duplicate' ? [to, from] : [from, to];
  if (['duplicate_of', 'has_duplicate'].includes(kind) && duplicate.mergedInto?.uid === survivor.uid)
    throw new Problem('merge-refused', `${duplicate.id} is merged into ${survivor.id}; separate it with unmerge`);
}

function withParent({ parentId: _, ...record }: Stored['record'], parentId: string | undefined): Stored['record'] {
  return { ...record, ...(parentId !== undefined && { parentId }) } as Stored['record'];
}

/** @param judge refuses, or says under which further conditions the change may be written; asked anew when others were faster */
function linkCommand(
  context: Context,
  kind: LinkKind,
  number: string,
  event: 'linked' | 'unlinked',
  body: unknown,
  judge: (from: Stored, to: Other) => Promise<readonly Write[]>,
): Promise<Response> {
  const { definition } = context;
  const command = event === 'linked' ? 'link' : 'unlink';
  let writes: readonly Write[] = [];
  return runCommand(context, {
    allowed: (_, circumstances) => permitted(definition.permissions, circumstances.caller.roles, 'U'),
    precondition: 'optional',
    parse: () => undefined,
    decide: async (stored): Promise<Plan> => {
      const { record } = stored;
      const other = await target(context, number);
      const conditions = await judge(stored, other);
      writes = [
        ...linkItems(context, kind, stored, other, event),
        ...otherWrites(context, kind, record, other, event),
        ...conditions,
      ];
      return {
        before: record,
        after: kind === 'parent' ? withParent(record, event === 'linked' ? other.id : undefined) : record,
        command,
        emissions: [{ name: event, data: { kind, to: other.id } }],
        comments: [],
        tasks: [],
        visibility: 'internal',
      };
    },
    also: () => writes,
    respond: ({ stored }) => ({
      status: body === undefined ? 204 : 200,
      ...(body === undefined ? {} : { body }),
      headers: { etag: etag(stored.record.version) },
    }),
  });
}

/** The link as it stands on either side. */
function linkItems(
  { definition, request }: Context,
  kind: LinkKind,
  { record, sequence }: Stored,
  { type, uid, id }: Other,
  event: 'linked' | 'unlinked',
): readonly Write[] {
  const { tenant } = request.caller;
  const joins = { uid: record.uid, sequence: sequence + 1, now: clock.now() };
  const guard = sameType.has(kind) ? [] : [guardWrite(linksGuard(tenant, type, uid), joins)];
  const own = { pk: recordPk(tenant, definition.type, record.uid), sk: linkSk(kind, uid) };
  const inverse = { pk: recordPk(tenant, type, uid), sk: linkSk(linkKinds[kind], record.uid) };
  if (event === 'unlinked') return [{ delete: own }, { delete: inverse }, ...guard];
  const back = { kind: linkKinds[kind], type: definition.type, uid: record.uid, id: record.id };
  return [{ put: { ...own, link: { kind, type, uid, id } } }, { put: { ...inverse, link: back } }, ...guard];
}

/** The other record stays as it is until the link is written; a parent counts its children, so that nobody has to look when there are none. */
function otherWrites(
  { definition, request, runtime, config }: Context,
  kind: LinkKind,
  child: AnyRecord,
  { type, uid, stored }: Other,
  event: 'linked' | 'unlinked',
): readonly Write[] {
  const { caller } = request;
  if (kind !== 'parent')
    return [{ check: recordKey(caller.tenant, type, uid), condition: { sequence: stored.sequence } }];
  const { record } = stored;
  const plan: Plan = {
    before: record,
    after: { ...record, childCount: (record.childCount ?? 0) + (event === 'linked' ? 1 : -1) },
    command: event === 'linked' ? 'link' : 'unlink',
    emissions: [{ name: event, data: { kind: 'child', to: child.id } }],
    comments: [],
    tasks: [],
    visibility: 'internal',
  };
  const about = { process: runtime.process.id, definition, caller, config, cause: firstCause(request.id) };
  return writesOf({ ...about, now: clock.now(), plan, stored }).writes;
}
