/** Deletion that can be undone, and legal hold (A9). What is gone for good goes by the retention service. */

import * as z from 'zod/mini';
import { type Link, linksOf } from '#shared/capabilities/links/links';
import { legalHoldKey } from '#shared/capabilities/retention/keys';
import { RESTORE_MS } from '#shared/capabilities/retention/retention';
import { openChildrenOf, runCommand } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { decideChange, unmetGuards } from '#shared/engine/decide';
import type { Stored } from '#shared/engine/items';
import { loadSeen } from '#shared/engine/load';
import type { Plan } from '#shared/engine/plan';
import { decideRested, restOf } from '#shared/engine/rest';
import { withoutUnseenRecords } from '#shared/engine/unseen';
import { evidence } from '#shared/grammar/directory';
import { recordFields } from '#shared/grammar/schemas';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { Problem } from '#shared/problems/problems';
import { recordKey } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import type { Caller } from '#shared/tenancy/context';
import { permitted } from '#shared/tenancy/roles';
import { textSchema } from '#shared/text/line';
import { toInstant } from '#shared/time/clock';

export const reasonSchema = z.strictObject({ reason: textSchema(1000) });
const givenReason = (body: unknown) => validated(reasonSchema, body, ['reason']);

/** Security officers and tenant administrators redact and hold (A5, A9). */
export const guardsRecords = ({ roles }: Caller): boolean =>
  !roles.has('AUD') && (roles.has('SEC') || roles.has('TAD'));

/** Numbers of what would lose its footing: open children, and closed records of a kind that is evidence (A9). */
async function usersOf(context: Context, { record }: Stored): Promise<readonly string[]> {
  const { store, request, definition } = context;
  const { tenant } = request.caller;
  const children = record.childCount ? await openChildrenOf(store, tenant, definition, record.uid) : [];
  const links = (await linksOf(context, definition.type, record.uid)).filter(
    ({ type, uid }) => evidence.has(type) || children.includes(uid),
  );
  const using: Pick<Link, 'type' | 'uid' | 'id'>[] = [];
  for (const { type, uid, id } of links) {
    if (children.includes(uid)) using.push({ type, uid, id });
    else {
      const other = (await store.get(recordKey(tenant, type, uid)))?.record as Stored['record'] | undefined;
      if (other?.closedAt) using.push({ type, uid, id });
    }
  }
  const known = new Set(await withoutUnseenRecords(context, using));
  return using.map((each) => (known.has(each) ? each.id : 'a record that you may not see'));
}

/** DELETE …/{id}: marks it deleted. It leaves lists, search and figures, and comes back with `restore` within 30 days. */
export async function remove(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, ['dryRun']);
  const using = await usersOf(context, await loadSeen(context));
  return runCommand(context, {
    allowed: (_, { caller }) => permitted(definition.permissions, caller.roles, 'D'),
    precondition: 'required',
    parse: () => undefined,
    decide: async ({ record }, _, circumstances) => {
      if (record.legalHold)
        throw new Problem('legal-hold', `${record.id} is under legal hold; it stays until the hold is released`);
      const [unmet] = unmetGuards(definition.remove?.guards, record, circumstances);
      if (unmet) throw new Problem(unmet.slug, unmet.detail, unmet.extra);
      if (using.length > 0)
        throw new Problem('in-use', `${record.id} is referred to by ${using.join(', ')}`, { references: using });
      const { known } = await restOf(context, { record, removing: true });
      const [at, how] = [
        toInstant(circumstances.now),
        { command: 'delete', visibility: 'public', emits: 'deleted' } as const,
      ];
      return decideChange(definition, record, { deletedAt: at }, how, { ...circumstances, ...known });
    },
    respond: () => ({ status: 204 }),
  });
}

/** POST …/{id}/restore */
export async function restore(context: Context): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  return runCommand(context, {
    allowed: (_, { caller }) => permitted(definition.permissions, caller.roles, 'D'),
    precondition: 'required',
    deleted: true,
    parse: () => validated(z.strictObject({}), body, []),
    decide: async ({ record }, _, circumstances) => {
      if (!record.deletedAt && definition.restores !== undefined)
        return decideRested(context, record, definition.restores, {}, circumstances);
      if (!record.deletedAt)
        throw new Problem('illegal-transition', `${record.id} is not deleted`, {
          from: record.state,
          command: 'restore',
        });
      if (circumstances.now - Date.parse(record.deletedAt) > RESTORE_MS)
        throw new Problem(
          'guard-failed',
          `${record.id} was deleted at ${record.deletedAt}; it could be restored for 30 days`,
        );
      // What it refers to is there still, or it does not come back.
      const stated = { record, values: record, fields: recordFields(definition) };
      const { known } = await restOf(context, stated);
      const how = { command: 'restore', visibility: 'public', emits: 'restored' } as const;
      return decideChange(definition, record, { deletedAt: null }, how, { ...circumstances, ...known });
    },
  });
}

/** POST …/{id}/place-legal-hold and …/release-legal-hold {reason}. A hold is nobody's business but theirs: it moves no version. */
export async function hold(context: Context, verb: string): Promise<Response> {
  const { definition, request } = context;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  const place = verb === 'place-legal-hold';
  return runCommand(context, {
    allowed: (_, { caller }) => guardsRecords(caller),
    precondition: 'required',
    deleted: true,
    parse: () => givenReason(body),
    decide: ({ record }, { reason }, circumstances) => {
      if (Boolean(record.legalHold) === place) {
        const detail = place ? 'is under legal hold already' : 'is not under legal hold';
        throw new Problem('illegal-transition', `${record.id} ${detail}`, { from: record.state, command: verb });
      }
      const emits = place ? 'legal_hold_placed' : 'legal_hold_released';
      const how = { command: verb, reason, visibility: 'internal', emits } as const;
      return decideChange(definition, record, { legalHold: place || null }, how, circumstances);
    },
    also: (plan) => [holdWrite(context, plan)],
  });
}

/** The tenant's list of what is held and why. */
function holdWrite({ definition, request }: Context, { after: { uid, id, legalHold }, reason }: Plan): Write {
  const { tenant, actor } = request.caller;
  const key = legalHoldKey(tenant, definition.type, uid);
  if (!legalHold) return { delete: key };
  return { put: { ...key, hold: { type: definition.type, uid, id, reason, placedBy: actor.id } } };
}
