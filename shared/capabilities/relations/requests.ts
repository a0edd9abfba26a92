/** Relations are made, changed, listed and ended from either of their records; both ends in one transaction with the record. */
import { isDeepStrictEqual } from 'node:util';
import { countOn, refuseCircle } from '#shared/capabilities/relations/circles';
import { relationFields } from '#shared/capabilities/relations/fields';
import { otherEnd } from '#shared/capabilities/relations/other-end';
import {
  begun,
  type End,
  gone,
  held,
  type Meant,
  meantBy,
  namesOf,
  type Relation,
  type RelationRule,
  relationsOf,
  relationTo,
  typesOf,
} from '#shared/capabilities/relations/relation';
import { readsAll } from '#shared/engine/access';
import { runCommand } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import type { Stored } from '#shared/engine/items';
import { loadSeen } from '#shared/engine/load';
import type { Plan } from '#shared/engine/plan';
import { withoutUnseenRecords } from '#shared/engine/unseen';
import { inputSchema } from '#shared/grammar/schemas';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { instantParameter } from '#shared/http/instant';
import { refuseOtherValues } from '#shared/http/known-values';
import { jsonBody, knownParameters } from '#shared/http/request';
import { etag, type Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { Problem } from '#shared/problems/problems';
import type { Write } from '#shared/store/store';
import { permitted } from '#shared/tenancy/roles';
import { clock, toInstant } from '#shared/time/clock';

/** Of one answer. */
const MOST_LISTED = 5000;

/** GET …/relationships: now, or as they stood; for those who work on the record, and to records that they may know of. */
export async function list(context: Context, rules: readonly RelationRule[]): Promise<Response> {
  const { definition, request, store } = context;
  knownParameters(request, ['type', 'asOf']);
  const kind = request.query.get('type');
  if (kind !== undefined) refuseOtherValues('type', kind, namesOf(rules));
  const asOf = request.query.get('asOf');
  const { record } = await loadSeen(context);
  if (!readsAll(definition, request.caller)) return { status: 200, body: { items: [], truncated: false } };
  const { found, more } = await relationsOf(store, request.caller.tenant, record, {
    most: MOST_LISTED,
    ...(kind !== undefined && { kind }),
    ...(asOf !== undefined && { asOf: instantParameter('asOf', asOf) }),
  });
  const seen = await withoutUnseenRecords(context, found);
  return { status: 200, body: { items: seen.map(shown), truncated: more } };
}

const shown = ({ kind, id, uid, since, attributes }: Relation) => ({
  type: kind,
  target: id,
  uid,
  since,
  ...attributes,
});

interface Stated {
  readonly meant: Meant;
  readonly target: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** @throws Problem validation-failed and the like */
function stated({ request }: Context, rules: readonly RelationRule[]): Stated {
  const fields = relationFields(rules);
  const body = validated(inputSchema(fields), jsonBody(request), Object.keys(fields));
  const { type, target, ...rest } = body;
  const meant = meantBy(rules, String(type));
  if (!meant) throw new Error(`${type} is a kind that was let through`);
  const own = meant.rule.attributes ?? {};
  return {
    meant,
    target: String(target),
    attributes: validated(inputSchema(own), rest, ['type', 'target', ...Object.keys(own)]),
  };
}

/** POST …/relationships {type, target, …}: one that is there takes the values that are given. */
export function relate(context: Context, rules: readonly RelationRule[]): Promise<Response> {
  const { store, request } = context;
  const { tenant } = request.caller;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  let writes: readonly Write[] = [];
  let answered: Response = { status: 200 };
  return command(
    context,
    'relate',
    () => stated(context, rules),
    async (stored, { meant, target, attributes }) => {
      // Before anything is looked at: whoever adds one meanwhile has counted on.
      const count = meant.rule.acyclic ? [await countOn(context, meant.rule.kind)] : [];
      const other = await otherEnd(context, target);
      refusePair(stored, other, meant);
      const known = await relationTo(store, tenant, stored.record, meant.kind, other.uid);
      const same = known && isDeepStrictEqual(known.attributes, attributes);
      const at = toInstant(clock.now());
      const pair = { tenant, from: stored.record, to: other, meant };
      const { type, uid, id } = other;
      const relation = { kind: meant.kind, type, uid, id, since: same ? known.since : at, attributes };
      answered = { status: known ? 200 : 201, body: shown(relation) };
      if (same) writes = [];
      else if (known) writes = [...held(pair, known, at), ...begun(pair, relation, known)];
      else {
        const [from, to] = meant.forward ? [stored.record, other] : [other, stored.record];
        if (meant.rule.acyclic) await refuseCircle(context, meant.rule.kind, from, to);
        writes = [...begun(pair, relation), ...count, other.unchanged];
      }
      return { name: 'related', data: { kind: meant.kind, to: other.id } };
    },
    () => writes,
    () => answered,
  );
}

/** DELETE …/relationships/{type}/{target}: it is over from now on, and still there as of before. */
export function part(context: Context, rules: readonly RelationRule[]): Promise<Response> {
  const { store, request, parameters } = context;
  const { tenant } = request.caller;
  knownParameters(request, ['dryRun']);
  const { type: kind = '', target = '' } = parameters;
  let writes: readonly Write[] = [];
  return command(
    context,
    'part',
    () => undefined,
    async ({ record }) => {
      const meant = meantBy(rules, kind);
      const { found } = await relationsOf(store, tenant, record, { kind, most: MOST_LISTED });
      const named = found.filter(({ id, uid }) => [id, uid].includes(target.toUpperCase()));
      const [known] = await withoutUnseenRecords(context, named);
      if (!meant || !known) throw new Problem('not-found', `${record.id} has no relation ${kind} to ${target}`);
      const alone = !(await relationTo(store, tenant, known, meant.inverse, record.uid));
      const pair = { tenant, from: record, to: known, meant, alone };
      writes = [...held(pair, known, toInstant(clock.now())), ...gone(pair, known)];
      return { name: 'parted', data: { kind, to: known.id } };
    },
    () => writes,
    () => ({ status: 204 }),
  );
}

function command<I>(
  context: Context,
  name: string,
  parse: () => I,
  decide: (stored: Stored, input: I) => Promise<Plan['emissions'][number]>,
  also: () => readonly Write[],
  answered: () => Response,
): Promise<Response> {
  const { definition } = context;
  return runCommand<I>(context, {
    allowed: (_, { caller }) => permitted(definition.permissions, caller.roles, 'U'),
    precondition: 'optional',
    parse,
    decide: async (stored, input): Promise<Plan> => {
      const { record } = stored;
      const emission = await decide(stored, input);
      return {
        ...{ before: record, after: record, command: name, emissions: [emission], comments: [], tasks: [] },
        visibility: 'internal',
      };
    },
    also,
    respond: ({ stored }) => ({ ...answered(), headers: { etag: etag(stored.record.version) } }),
  });
}

/** @throws Problem link-not-allowed */
function refusePair({ record }: Stored, other: End, meant: Meant): void {
  const types = typesOf(meant);
  if (other.uid === record.uid) throw new Problem('link-not-allowed', `${record.id} cannot be related to itself`);
  if (types.from.includes(record.type) && types.to.includes(other.type)) return;
  throw new Problem(
    'link-not-allowed',
    `${meant.kind} leads from ${types.from.join(', ')} to ${types.to.join(', ')}; ${record.id} and ${other.id} are not that`,
  );
}
