/** Links between records (A6): written both ways in one transaction, some kinds acyclic. */
import * as z from 'zod/mini';
import { Problem } from '#shared/http/problems';
import { jsonBody, knownParameters } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { canSee, mayReferTo, readsAll } from '#shared/process/access';
import { runCommand } from '#shared/process/command';
import { firstCause, writesOf } from '#shared/process/commit';
import type { Context } from '#shared/process/context';
import type { Plan } from '#shared/process/decide';
import { acyclic, isLinkKind, type LinkKind, linkKinds, sameType, typeOfNumber } from '#shared/process/directory';
import { type Stored, storedRecord } from '#shared/process/items';
import { loadSeen } from '#shared/process/load';
import { LINK, linkSk, numberKey, recordKey, recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import { permitted } from '#shared/tenancy/roles';
import { clock } from '#shared/time/clock';

const MAX_LINKS = 500;
export const linkSchema = z.strictObject({
  kind: z.enum(Object.keys(linkKinds) as [LinkKind, ...LinkKind[]]),
  to: z.string().check(z.minLength(1), z.maxLength(40)),
});

export interface Link {
  readonly kind: LinkKind;
  readonly type: string;
  readonly uid: string;
  readonly id: string;
}

export async function linksOf(context: Context, type: string, uid: string): Promise<readonly Link[]> {
  const items = await context.store.queryAll({ pk: recordPk(context.request.caller.tenant, type, uid), begins: LINK });
  return items.map((item) => item.link as Link);
}

/** GET …/links: what a record is linked to is for those who work on it; nobody else learns of other records by it. */
export async function listLinks(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, []);
  const { record } = await loadSeen(context);
  const items = readsAll(definition, request.caller) ? await linksOf(context, definition.type, record.uid) : [];
  return { status: 200, body: { items, nextCursor: null } };
}

interface Other extends Link {
  readonly stored: Stored;
}

/** The record a link points to, in the caller's own tenant. @throws Problem unknown-reference, the same for absent and foreign ones. */
async function target(context: Context, number: string): Promise<Omit<Other, 'kind'>> {
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

/** @throws Problem link-cycle with the records of the cycle */
async function refuseCycle(context: Context, from: Stored, kind: LinkKind, other: Omit<Other, 'kind'>): Promise<void> {
  if (!acyclic.has(kind)) return;
  const walk = async (link: Pick<Link, 'type' | 'uid' | 'id'>, trail: readonly string[]): Promise<void> => {
    if (link.uid === from.record.uid) {
      const cycle = [...trail, from.record.id, other.id];
      throw new Problem('link-cycle', `the link would close the cycle ${cycle.join(' → ')}`, { cycle });
    }
    if (trail.length > 50) return;
    const next = (await linksOf(context, link.type, link.uid)).filter((candidate) => candidate.kind === kind);
    for (const candidate of next) await walk(candidate, [...trail, link.id]);
  };
  await walk(other, []);
}

/** A child has one parent, and no children of its own (D2). */
function refuseNesting(
  kind: LinkKind,
  from: Stored,
  known: readonly Link[],
  parent: Stored,
  parentLinks: readonly Link[],
): void {
  if (kind !== 'parent') return;
  if (known.some((link) => link.kind === 'parent'))
    throw new Problem('duplicate', `${from.record.id} has a parent already`);
  if (known.some((link) => link.kind === 'child'))
    throw new Problem('nesting-too-deep', `${from.record.id} has children; it cannot become a child itself`);
  if (parentLinks.some((link) => link.kind === 'parent'))
    throw new Problem('nesting-too-deep', `${parent.record.id} is a child itself`);
}

/** PUT …/links {kind, to}: idempotent. */
export async function link(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, ['dryRun']);
  const given = validated(linkSchema, jsonBody(request), ['kind', 'to']);
  const from = await loadSeen(context);
  const to = await target(context, given.to);
  const { kind } = given;
  if (to.uid === from.record.uid || kind === 'child' || (sameType.has(kind) && to.type !== definition.type)) {
    throw new Problem(
      'link-not-allowed',
      kind === 'child'
        ? 'link the child to its parent with kind parent'
        : `${from.record.id} and ${to.id} cannot be linked as ${kind}`,
    );
  }
  const known = await linksOf(context, definition.type, from.record.uid);
  const body = { kind, type: to.type, id: to.id, uid: to.uid };
  if (known.some((link) => link.kind === kind && link.uid === to.uid))
    return { status: 200, body, headers: { etag: etag(from.record.version) } };
  if (known.length >= MAX_LINKS) throw new Problem('limit-exceeded', `a record has at most ${MAX_LINKS} links`);
  refuseNesting(kind, from, known, to.stored, kind === 'parent' ? await linksOf(context, to.type, to.uid) : []);
  await refuseCycle(context, from, kind, to);
  return linkCommand(context, { kind, ...to }, 'linked', body);
}

/** DELETE …/links/{kind}/{target} */
export async function unlink(context: Context): Promise<Response> {
  const { definition, parameters, request } = context;
  knownParameters(request, []);
  const from = await loadSeen(context);
  const kind = parameters.kind ?? '';
  const known = await linksOf(context, definition.type, from.record.uid);
  const found = known.find(
    (link) => link.kind === kind && [link.id, link.uid].includes((parameters.target ?? '').toUpperCase()),
  );
  if (!found || !isLinkKind(kind))
    throw new Problem('not-found', `${from.record.id} has no link ${kind} to ${parameters.target}`);
  if (sameType.has(kind) && found.type !== definition.type)
    throw new Problem('link-not-allowed', `${from.record.id} leaves ${found.id} by an action; see …/actions`);
  const other = await target(context, found.id);
  refuseTearing(kind, from, other.stored);
  return linkCommand(context, { kind, ...other }, 'unlinked', undefined);
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

function linkCommand(context: Context, other: Other, event: 'linked' | 'unlinked', body: unknown): Promise<Response> {
  const { definition, request, runtime, config } = context;
  const { caller } = request;
  const { kind, type, uid, id } = other;
  const count = (kind === 'parent' ? 1 : 0) * (event === 'linked' ? 1 : -1);
  const touch = (plan: Plan): readonly Write[] => {
    const own = { pk: recordPk(caller.tenant, definition.type, plan.after.uid), sk: linkSk(kind, uid) };
    const inverse = { pk: recordPk(caller.tenant, type, uid), sk: linkSk(linkKinds[kind], plan.after.uid) };
    const writes: Write[] =
      event === 'linked'
        ? [
            { put: { ...own, link: { kind, type, uid, id } } },
            {
              put: {
                ...inverse,
                link: { kind: linkKinds[kind], type: definition.type, uid: plan.after.uid, id: plan.after.id },
              },
            },
          ]
        : [{ delete: own }, { delete: inverse }];
    if (count === 0) return writes;
    // The parent counts its children, so that nobody has to look for them when there are none.
    const parent = other.stored.record;
    const parentPlan: Plan = {
      before: parent,
      after: { ...parent, childCount: (parent.childCount ?? 0) + count },
      command: event === 'linked' ? 'link' : 'unlink',
      emissions: [{ name: event, data: { kind: 'child', to: plan.after.id } }],
      comments: [],
      tasks: [],
      visibility: 'internal',
    };
    const committed = writesOf({
      process: runtime.process.id,
      definition,
      caller,
      config,
      cause: firstCause(request.id),
      now: clock.now(),
      plan: parentPlan,
      stored: other.stored,
    });
    return [...writes, ...committed.writes];
  };
  return runCommand(context, {
    allowed: (_, circumstances) => permitted(definition.permissions, circumstances.caller.roles, 'U'),
    precondition: 'optional',
    parse: () => undefined,
    decide: ({ record }): Plan => ({
      before: record,
      after: kind === 'parent' ? withParent(record, event === 'linked' ? id : undefined) : record,
      command: event === 'linked' ? 'link' : 'unlink',
      emissions: [{ name: event, data: { kind, to: id } }],
      comments: [],
      tasks: [],
      visibility: 'internal',
    }),
    also: touch,
    respond: ({ stored }) => ({
      status: body === undefined ? 204 : 200,
      ...(body === undefined ? {} : { body }),
      headers: { etag: etag(stored.record.version) },
    }),
  });
}
