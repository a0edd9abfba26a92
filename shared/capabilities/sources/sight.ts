/** One report about one record: found, and changed by what its source is believed; made, where there is none; set aside, where there are several. */
import { requireCreator, tryCreate } from '#shared/capabilities/records/create';
import { junkIn } from '#shared/capabilities/sources/identity';
import { setAside } from '#shared/capabilities/sources/quarantine';
import { seek } from '#shared/capabilities/sources/recognise';
import type { SourcesRule } from '#shared/capabilities/sources/rule';
import { SIGHT, sourcesAfter } from '#shared/capabilities/sources/settle';
import type { Sighted, Sighting } from '#shared/capabilities/sources/sighting';
import {
  type Attributes,
  attributesIn,
  changesAt,
  fieldsOf,
  outcomesOf,
  type Report,
} from '#shared/capabilities/sources/weigh';
import { canSee } from '#shared/engine/access';
import type { Circumstances } from '#shared/engine/circumstances';
import { circumstancesOf, runCommand } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { decideChange, isParty, stateClass } from '#shared/engine/decide';
import { canonical } from '#shared/engine/history';
import { loadRecord } from '#shared/engine/load';
import { refuseUnknownNames } from '#shared/engine/names';
import type { Plan } from '#shared/engine/plan';
import { restOf } from '#shared/engine/rest';
import type { AnyRecord } from '#shared/grammar/record';
import { createFields, patchSchemaOf, recordFields } from '#shared/grammar/schemas';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { bytesOf } from '#shared/kit/templates/bytes';
import { Problem } from '#shared/problems/problems';
import { LOST, PATIENCE, untilWritten } from '#shared/store/attempt';
import type { Write } from '#shared/store/store';

/** Sources of one record, and bytes of all that they say. */
const MAX_SOURCES = 20;
const MAX_BYTES = 64 * 1024;

/** What goes with a record that a report makes or changes, in its transaction. */
export type Along = (sighted: Sighted) => readonly Write[];

/** @throws Problem unidentifiable, and as a create or PATCH of the values would be refused */
export function sight(
  context: Context,
  rule: SourcesRule,
  sighting: Sighting,
  also: Along = () => [],
): Promise<Sighted> {
  const junk = junkIn(rule, sighting.values);
  const without = fieldsOf(sighting.values, Object.fromEntries(junk.map((name) => [name, undefined])));
  // A field that was nothing but a placeholder is as if it had not been reported.
  const told = Object.fromEntries(
    Object.entries({ ...sighting.values, ...without }).filter(([field]) => !junk.includes(field)),
  );
  return untilWritten(
    PATIENCE,
    async () => {
      const sighted = await attemptSight(context, rule, { ...sighting, values: told }, also);
      return sighted === LOST ? LOST : { ...sighted, ...(junk.length > 0 && { junk }) };
    },
    () => new Problem('write-conflict', 'others changed what the report is about; send it again'),
  );
}

async function attemptSight(
  context: Context,
  rule: SourcesRule,
  sighting: Sighting,
  also: Along,
): Promise<Sighted | typeof LOST> {
  const { runtime, store, definition, request, config } = context;
  const sought = await seek(context, rule, sighting.values);
  if (!sought) {
    const ways = rule.identifyBy.map(({ by }) => by.join(' with ')).join(', or ');
    throw new Problem('unidentifiable', `a record is recognised by ${ways}; the report has none of them`);
  }
  const { found, conditions } = sought;
  if (found.is === 'new') return made(context, rule, sighting, conditions, also);
  const by = { recognisedBy: found.by };
  if (found.is === 'ambiguous') return { ...by, ...(await setAside(context, sighting, found.uids)) };
  const { stored } = await loadRecord(runtime, store, request.caller.tenant, definition, found.uid);
  // A record that the caller may not know of: somebody who may says what is to become of the report.
  if (!stored || !canSee(definition, stored.record, request.caller, config))
    return { ...by, ...(await setAside(context, sighting, [found.uid])) };
  const { sighted } = await applyTo(context, rule, sighting, found.uid, also);
  if (!sighted) throw new Error(`nothing became of a report about ${stored.record.id}`);
  return { ...by, ...sighted };
}

/** A new record: what it is made with is its source's word. */
async function made(
  context: Context,
  rule: SourcesRule,
  sighting: Sighting,
  conditions: readonly Write[],
  along: Along,
) {
  const { source, seenAt, values } = sighting;
  const stated = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const circumstances = circumstancesOf(context, []);
  requireCreator(context, circumstances);
  const response = await tryCreate(context, {
    body: { ...rule.makes?.(stated), ...stated },
    circumstances,
    envelope: { sources: { [source]: { lastSeen: seenAt, values: {} } } },
    expired: undefined,
    also: ({ id }) => [...conditions, ...along({ outcome: 'created', record: id })],
  });
  if (response === LOST) return LOST;
  const { id } = response.body as { readonly id?: string };
  return { outcome: 'created' as const, ...(id !== undefined && { record: id }) };
}

/** Changes a record by a report. @param also what goes with it in its transaction. @returns the answer to a request for it, and what became of it if that was not answered before */
export async function applyTo(
  context: Context,
  rule: SourcesRule,
  sighting: Sighting,
  uid: string,
  also: Along = () => [],
): Promise<{ readonly response: Response; readonly sighted?: Sighted }> {
  let sighted: Sighted | undefined;
  const response = await runCommand(
    { ...context, parameters: { id: uid }, unconditional: true },
    {
      by: rule.by,
      allowed: (record, circumstances) => isParty(rule.by, record, circumstances),
      precondition: 'optional',
      parse: () => parsed(context, rule, sighting.values),
      decide: async ({ record }, values, circumstances) => {
        const decided = await decideSight(context, rule, record, { ...sighting, values }, circumstances);
        sighted = decided.sighted;
        return decided.plan;
      },
      also: () => (sighted ? also(sighted) : []),
      respond: () => ({ status: 200, body: sighted }),
    },
  );
  return { response, ...(sighted && { sighted }) };
}

/** The attributes among the values. @throws Problem for what is none of the record's fields, or holds something else */
function parsed({ definition }: Context, { attributes }: SourcesRule, values: Attributes): Attributes {
  const fields = recordFields(definition);
  const known = createFields(definition);
  const ours = Object.fromEntries(attributes.flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])));
  // What a record is only made with is passed over afterwards, and what it does not know at all is refused.
  const stated = Object.entries(values).filter(([name]) => Object.hasOwn(ours, name) || !Object.hasOwn(known, name));
  return validated(patchSchemaOf(ours), Object.fromEntries(stated), Object.keys(ours));
}

async function decideSight(
  context: Context,
  rule: SourcesRule,
  record: AnyRecord,
  { source, seenAt, values: stated }: Sighting,
  circumstances: Circumstances,
): Promise<{ readonly plan: Plan; readonly sighted: Sighted }> {
  const { definition } = context;
  if (stateClass(definition, record.state) === 'final')
    throw new Problem('record-closed', `${record.id} is ${record.state}; nothing about it changes any more`);
  const fields = recordFields(definition);
  await refuseUnknownNames(context, fields, stated);
  const { values, known } = await restOf(context, { record, values: stated, fields });
  // Of values by key, others may have joined what is stated.
  const all = attributesIn(rule, values);
  const told = Object.entries(attributesIn(rule, stated)).map(([name, value]) => [
    name,
    value === null ? null : all[name],
  ]);
  const report: Report = { source, seenAt, values: Object.fromEntries(told) };
  const { sources = {} } = record;
  const isOutdated = Date.parse(seenAt) < Date.parse(sources[source]?.lastSeen ?? seenAt);
  const next = isOutdated ? sources : sourcesAfter(rule, record, report);
  refuseTooMuch(record, next);
  const live = isOutdated ? {} : changesAt(rule, record, next, circumstances.now);
  const attributes = isOutdated ? [] : outcomesOf(rule, record, report, next, circumstances.now);
  const isChange = Object.keys(live).length > 0;
  const named = (outcome: string) =>
    attributes.filter((each) => each.outcome === outcome).map((each) => each.attribute);
  const data = { source, promoted: named('promoted'), shadowed: named('shadowed'), held: named('held') };
  const plan = decideChange(
    definition,
    record,
    { ...(Object.keys(next).length > 0 && { sources: next }), ...fieldsOf(record, live) },
    { command: SIGHT, emits: 'sighted', data, visibility: isChange ? 'public' : 'internal' },
    { ...circumstances, ...known },
  );
  const same = canonical(next) === canonical(sources);
  const outcome = isOutdated ? 'outdated' : isChange ? 'updated' : same ? 'unchanged' : 'seen';
  return { plan, sighted: { outcome, record: record.id, ...(!isOutdated && { attributes }) } };
}

function refuseTooMuch({ id }: AnyRecord, sources: NonNullable<AnyRecord['sources']>): void {
  const [many, bytes] = [Object.keys(sources).length, bytesOf(sources)];
  if (many > MAX_SOURCES) throw new Problem('limit-exceeded', `${id} has ${MAX_SOURCES} sources already`);
  if (bytes > MAX_BYTES)
    throw new Problem('limit-exceeded', `what sources say of ${id} may have ${MAX_BYTES} bytes; this is ${bytes}`);
}
