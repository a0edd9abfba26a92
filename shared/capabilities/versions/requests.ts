/** Published versions as they are read: the list of them, one with its content, and what is otherwise in another. */
import { VERSION } from '#shared/capabilities/versions/keys';
import type { VersionsRule } from '#shared/capabilities/versions/publish';
import {
  type Content,
  contentOf,
  digestOf,
  headOf,
  type VersionHead,
  versionKeys,
  type WholeVersion,
  wholeVersion,
} from '#shared/capabilities/versions/version';
import { isHidden, readsAll } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import { canonical } from '#shared/engine/history';
import { loadSeen } from '#shared/engine/load';
import type { AnyRecord } from '#shared/grammar/record';
import { instantParameter } from '#shared/http/instant';
import { knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import { recordPk } from '#shared/store/keys';

/** GET …/versions?asOf=: the newest first; those of them in force at an instant, which is one at most. */
export async function listVersions(context: Context, rule: VersionsRule): Promise<Response> {
  const { request, store, definition } = context;
  knownParameters(request, ['asOf']);
  const given = request.query.get('asOf');
  const asOf = given === undefined ? undefined : Date.parse(instantParameter('asOf', given));
  const { record } = await loadSeen(context);
  const pk = recordPk(request.caller.tenant, definition.type, record.uid);
  const heads = (await store.queryAll({ pk, begins: VERSION })).map(headOf);
  const items = heads
    .map((head, index) => standingOf(context, rule, record, head, heads[index + 1]?.at))
    .filter(({ at, supersededAt }) => asOf === undefined || isInForce(asOf, at, supersededAt))
    .reverse();
  return { status: 200, body: { items, nextCursor: null } };
}

const isInForce = (now: number, at: string, until: string | undefined): boolean =>
  Date.parse(at) <= now && (until === undefined || now < Date.parse(until));

/** A version's head, with whether it is in force; who published it is told to those who read all. */
function standingOf(
  { definition, request }: Context,
  { called }: VersionsRule,
  { publishedVersion, supersededAt }: AnyRecord,
  { by, ...head }: VersionHead,
  followedAt: string | undefined,
) {
  const ended = head.version === publishedVersion ? supersededAt : followedAt;
  return {
    ...head,
    ...(readsAll(definition, request.caller) && { by }),
    inForce: ended === undefined,
    ...(called && { state: called[ended === undefined ? 0 : 1] }),
    ...(ended !== undefined && { supersededAt: ended }),
  };
}

/** What of a content the caller may see. */
function visibleContent({ definition, request }: Context, content: Content): Content {
  if (readsAll(definition, request.caller)) return content;
  return Object.fromEntries(Object.entries(content).filter(([field]) => !isHidden(definition, field)));
}

/** GET …/versions/{version}, with its content, and whether that is still what its digest was made of. */
export async function readVersion(context: Context, rule: VersionsRule): Promise<Response> {
  const { request, parameters } = context;
  knownParameters(request, []);
  const { record } = await loadSeen(context);
  const whole = await loadVersion(context, record, parameters.version ?? '');
  const { head, content, followedAt } = whole;
  return {
    status: 200,
    body: {
      ...standingOf(context, rule, record, head, followedAt),
      intact: digestOf(content) === head.digest,
      content: visibleContent(context, content),
    },
  };
}

/** GET …/versions/{version}/compare?to=: with another version, or with what is worked on. */
export async function compareVersions(context: Context, { content: fields }: VersionsRule): Promise<Response> {
  const { request, parameters } = context;
  knownParameters(request, ['to']);
  const to = request.query.get('to') ?? 'draft';
  const { record } = await loadSeen(context);
  const [first, second] = await Promise.all([
    loadVersion(context, record, parameters.version ?? ''),
    to === 'draft' ? undefined : loadVersion(context, record, to),
  ]);
  const [old, next] = [first.content, second?.content ?? contentOf(fields, record)].map((content) =>
    visibleContent(context, content),
  );
  // What a version has that versions are made of no longer differs as well.
  const names = [...new Set([...fields, ...Object.keys(old ?? {}), ...Object.keys(next ?? {})])];
  const changes = names
    .filter((field) => canonical(old?.[field]) !== canonical(next?.[field]))
    .map((field) => ({ field, old: old?.[field] ?? null, new: next?.[field] ?? null }));
  return { status: 200, body: { from: first.head.version, to: second?.head.version ?? 'draft', changes } };
}

/** @throws Problem not-found */
async function loadVersion(
  { definition, request: { caller }, store }: Context,
  { id, uid, publishedVersion = 0 }: AnyRecord,
  given: string,
): Promise<WholeVersion> {
  const version = /^[1-9]\d{0,7}$/.test(given) ? Number(given) : 0;
  const keys = versionKeys(caller.tenant, definition.type, uid, version);
  const found =
    version > 0 && version <= publishedVersion ? wholeVersion(await store.getAll(keys), version) : undefined;
  if (found) return found;
  const has = publishedVersion === 0 ? 'no version was published yet' : `it has versions 1 to ${publishedVersion}`;
  throw new Problem('not-found', `${id} has no version ${given.slice(0, 20)}; ${has}`);
}
