/** POST /v1/{collection}/{id}/unmerge: a duplicate becomes what it was, within 7 days (A8). */

import type { Link } from '#shared/capabilities/links/links';
import { duplicatesOf, type Merged, mergedItem, mergedOf } from '#shared/capabilities/merging/family';
import { MOVED_LINK, mergeKey } from '#shared/capabilities/merging/keys';
import {
  type AnyMergeRule,
  decideReleased,
  decideSeparated,
  type Gathered,
  refused,
  refuseSeparation,
} from '#shared/capabilities/merging/merge';
import { moveLinkBack, WRITES_A_LINK } from '#shared/capabilities/merging/merged-links';
import { reasonSchema } from '#shared/capabilities/retention/requests';
import { runCommand } from '#shared/engine/command';
import { firstCause, writesOf } from '#shared/engine/commit';
import type { Context } from '#shared/engine/context';
import { isParty } from '#shared/engine/decide';
import type { Stored } from '#shared/engine/items';
import { linkSk } from '#shared/engine/keys';
import { calendarsOf, loadRecord, seen } from '#shared/engine/load';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';

/** Links that go back in the transaction itself; more go before it, which can be repeated. */
const LINKS = 10;
const LINKS_AT_ONCE = Math.floor(100 / WRITES_A_LINK);

export async function unmerge(context: Context, rule: AnyMergeRule): Promise<Response> {
  const { request, definition, runtime, store, config } = context;
  const { caller } = request;
  const { tenant } = caller;
  const { type } = definition;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  let writes: readonly Write[] = [];
  let early: readonly (readonly Write[])[] = [];
  return runCommand(context, {
    allowed: (record, circumstances) => isParty(rule.by, record, circumstances) && !caller.roles.has('AUD'),
    precondition: 'required',
    parse: () => validated(reasonSchema, body, ['reason']),
    decide: async ({ record }, { reason }, circumstances) => {
      const survivor = await survivorOf(context, record);
      refuseSeparation(definition, record, survivor?.record, circumstances.now);
      const merged = mergedOf(await store.get(mergeKey(tenant, type, record.uid)));
      if (!survivor || !merged) throw refused(`what ${record.id} was before it was merged is no longer known`);
      const { removed, taking } = released(merged, await duplicatesOf(context, survivor.record));
      const plan = decideReleased(definition, rule, survivor.record, removed, circumstances);
      const about = { process: runtime.process.id, definition, caller, config, cause: firstCause(request.id) };
      const moved = await store.queryAll({ pk: recordPk(tenant, type, record.uid), begins: MOVED_LINK });
      const back = moved.map(({ link }) => moveLinkBack(tenant, link as Link, record, survivor.record));
      early = together(back.slice(LINKS));
      writes = [
        ...writesOf({ ...about, now: circumstances.now, plan, stored: survivor }).writes,
        { delete: mergeKey(tenant, type, record.uid) },
        { delete: { pk: recordPk(tenant, type, record.uid), sk: linkSk('duplicate_of', survivor.record.uid) } },
        { delete: { pk: recordPk(tenant, type, survivor.record.uid), sk: linkSk('has_duplicate', record.uid) } },
        ...taking.map((each) => ({ put: mergedItem(context, each) })),
        ...back.slice(0, LINKS).flat(),
      ];
      return decideSeparated(definition, record, merged.before, reason, circumstances);
    },
    prepare: async () => {
      for (const some of early) await store.transact(some);
    },
    also: () => writes,
  });
}

/** The survivor, with the calendars of its clocks. @throws Problem not-found when the caller may not see it */
async function survivorOf(
  { runtime, request, store, config, definition }: Context,
  { mergedInto }: Stored['record'],
): Promise<Stored | undefined> {
  if (!mergedInto) return undefined;
  const { caller } = request;
  const { stored } = await loadRecord(runtime, store, caller.tenant, definition, mergedInto.uid);
  const found = seen(definition, stored, mergedInto.id, caller, config);
  await runtime.configurations.ensureCalendars(caller.tenant, store, calendarsOf(found));
  return found;
}

function together(moves: readonly (readonly Write[])[]): readonly (readonly Write[])[] {
  return Array.from({ length: Math.ceil(moves.length / LINKS_AT_ONCE) }, (_, index) =>
    moves.slice(index * LINKS_AT_ONCE, (index + 1) * LINKS_AT_ONCE).flat(),
  );
}

/** What the survivor loses: what this duplicate added and no other brings. What another one brings is from now on that one's addition. */
function released(
  { uid, added, into }: Merged,
  family: readonly Merged[],
): { readonly removed: Gathered; readonly taking: readonly Merged[] } {
  const others = family.filter((each) => each.uid !== uid && each.into === into);
  const taking = new Map<string, Merged>();
  const removed = Object.entries(added).map(([field, values]) => {
    const lost = values.filter((value) => {
      const other = others.find(({ brings }) => brings[field]?.includes(value));
      if (!other) return true;
      const known = taking.get(other.uid) ?? other;
      taking.set(other.uid, { ...known, added: { ...known.added, [field]: [...(known.added[field] ?? []), value] } });
      return false;
    });
    return [field, lost];
  });
  return { removed: Object.fromEntries(removed), taking: [...taking.values()] };
}
