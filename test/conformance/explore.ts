/** Finds by driving the pure decisions which states a record can reach, and the cheapest way to each. */

import { canSee } from '#shared/engine/access';
import type { Circumstances } from '#shared/engine/circumstances';
import { actionsFrom, decideAction, decideCreate, isParty } from '#shared/engine/decide';
import { partsOf } from '#shared/grammar/capability';
import type { AnyAction, AnyRecordDefinition } from '#shared/grammar/definition';
import type { Body } from '#shared/grammar/examples';
import type { AnyRecord } from '#shared/grammar/record';
import { tenantId } from '#shared/ids/tenant-id';
import { Problem } from '#shared/problems/problems';
import type { Item } from '#shared/store/store';
import { type Configuration, compileConfiguration, effectiveDocuments } from '#shared/tenancy/configuration';
import { fromInstant } from '#shared/time/clock';
import { provocationOf } from '#test/conformance/automatic';
import { definitionOf } from '#test/conformance/definitions';
import { NOW } from '#test/conformance/now';
import { automation, type Person, people, rolesOf } from '#test/conformance/people';
import { createVariants, inputVariants } from '#test/conformance/sample';

export interface Step {
  readonly action: string;
  readonly input: Body;
  readonly by: Person;
  readonly to: string;
}

export interface Way {
  readonly body: Body;
  readonly steps: readonly Step[];
  readonly record: AnyRecord;
}

const TENANT = tenantId('conformance00');
const document = (kind: string, id: string, body: unknown): Item => ({
  pk: 'configuration',
  sk: `own#${kind}#${id}`,
  ...{ kind, id, version: 1, body },
});

/** The defaults, with groups as in the seeded tenants. */
export const configuration: Configuration = compileConfiguration(
  effectiveDocuments(
    [
      document('tenant', 'tenant', { slug: 'x', name: 'X', zone: 'Europe/Berlin', kind: 'client', cursorKey: 'key' }),
      document('group', 'service-desk', { name: 'Service desk', active: true, members: ['ada', 'lea'] }),
      document('group', 'change-advisory-board', { name: 'Board', active: true, members: ['vera'] }),
    ],
    'Europe/Berlin',
  ),
  new Map(),
);

/** What its rules look at beside the record: nothing is there. */
const beside = (definition: AnyRecordDefinition): NonNullable<Circumstances['needed']> =>
  Object.assign(
    {},
    ...partsOf(definition).map(({ looksAt = {} }) =>
      Object.fromEntries(
        Object.entries(looksAt).map(([name, many]) => [name, () => (many === 'one' ? undefined : [])]),
      ),
    ),
  );

const circumstances = (person: Person, definition?: AnyRecordDefinition): Circumstances => ({
  ...(definition && { needed: beside(definition) }),
  caller: {
    tenant: TENANT,
    actor: { type: person === automation ? 'system' : 'human', id: person.user },
    roles: rolesOf(person),
    client: person.user,
  },
  config: configuration,
  now: fromInstant(NOW),
  openChildren: [],
});

/** Of a definition: why what was tried was refused, each reason once. */
const refusals = new WeakMap<AnyRecordDefinition, Set<string>>();

/** What is decided, or nothing when it is refused. */
function attempt<T>(definition: AnyRecordDefinition, what: string, decide: () => T): T | undefined {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const reasons = refusals.get(definition) ?? new Set();
    refusals.set(definition, reasons.add(`${what}: ${error.message}`));
    return undefined;
  }
}

/** What to do about states and actions that were not reached, for whoever wrote the definition. */
export function adviceOn(definition: AnyRecordDefinition, missed: readonly string[]): string {
  const reasons = [...(refusals.get(definition) ?? [])].map((reason) => `\n  ${reason}`);
  return `${definition.type}: not reached were ${missed.join(', ')}; state in the examples.ts of its folder what no declaration tells, such as values that a rule asks for. Refused were${reasons.join('') || ' none: nobody was asked'}`;
}

/** What our automation does costs more, the more so when tests do not know how to provoke it: people's ways are found first. */
const PROVOKED = 2;
const UNPROVOKED = 100;
function cost(definition: AnyRecordDefinition, { steps }: Way): number {
  const costs = steps.map(({ by, action }) => {
    if (by !== automation) return 1;
    return provocationOf(definition.type, action) ? PROVOKED : UNPROVOKED;
  });
  return costs.reduce((sum, each) => sum + each, 0);
}

function starts(definition: AnyRecordDefinition): readonly Way[] {
  const by = people.find((person) => isParty(definition.create.by, undefined, circumstances(person))) ?? automation;
  return createVariants(definition).flatMap((body) => {
    const identity = { uid: '01ARZ3NDEKTSV4RRFFQ69G5FAV', id: `${definition.prefix}0000001` };
    const plan = attempt(definition, 'create', () =>
      decideCreate(definition, body, identity, circumstances(by, definition)),
    );
    return plan ? [{ body, steps: [], record: plan.after }] : [];
  });
}

/** What the input may refer to: nothing, or a record in each state that its type has, as far as they are found yet. */
function referrals({ refers = {} }: AnyAction, input: Body): readonly Circumstances['referred'][] {
  const [[field, type] = []] = Object.entries(refers);
  if (field === undefined || type === undefined) return [undefined];
  return [...explore(definitionOf(type)).ways.values()].map(
    ({ record }) => new Map([[String(input[field]), { record, sequence: 1 }]]),
  );
}

/** The first way on with each action that somebody may take and some input lets happen. */
function onward(definition: AnyRecordDefinition, way: Way): readonly Way[] {
  const { record, body, steps } = way;
  return actionsFrom(definition, record.state).flatMap((name) => {
    const action = definition.actions[name];
    if (!action) return [];
    const able = [...people, automation].filter((person) => {
      const seen = circumstances(person);
      return isParty(action.by, record, seen) && canSee(definition, record, seen.caller, configuration);
    });
    return inputVariants(definition, name).flatMap((input) => {
      const tries = able.flatMap((by) => referrals(action, input).map((referred) => ({ by, referred })));
      for (const { by, referred } of tries) {
        const seen = { ...circumstances(by, definition), ...(referred && { referred }) };
        const plan = attempt(definition, name, () => decideAction(definition, name, record, input, seen));
        if (!plan) continue;
        const step = { action: name, input, by, to: plan.after.state };
        return [{ body, steps: [...steps, step], record: plan.after }];
      }
      return [];
    });
  });
}

export interface Explored {
  /** The cheapest way to each state that can be reached. */
  readonly ways: ReadonlyMap<string, Way>;
  /** Every move seen: state → states that one action leads to. */
  readonly moves: ReadonlyMap<string, ReadonlySet<string>>;
  /** Actions that happened at least once. */
  readonly taken: ReadonlySet<string>;
}

const explorations = new WeakMap<AnyRecordDefinition, Explored>();

/**
 * Explores a definition from every create body, cheapest ways first; once.
 * Types that refer to one another meet what is found of each other so far: their exploration would else never end.
 */
export function explore(definition: AnyRecordDefinition): Explored {
  const known = explorations.get(definition);
  if (known) return known;
  const ways = new Map<string, Way>();
  const moves = new Map<string, Set<string>>();
  const taken = new Set<string>();
  explorations.set(definition, { ways, moves, taken });
  const seen = new Set<string>();
  const followed = new Set<string>();
  const open: Way[] = [...starts(definition)];
  for (let way = open.shift(); way; way = open.shift()) {
    const { state } = way.record;
    if (!ways.has(state)) ways.set(state, way);
    // The same body in the same state again teaches nothing, unless what was just done there was never gone on from.
    const place = `${JSON.stringify(way.body)} ${state}`;
    const last = way.steps.at(-1)?.action ?? '';
    if (seen.has(place) && followed.has(last)) continue;
    seen.add(place);
    followed.add(last);
    for (const next of onward(definition, way)) {
      moves.set(state, (moves.get(state) ?? new Set()).add(next.record.state));
      for (const { action } of next.steps.slice(-1)) taken.add(action);
      open.push(next);
    }
    open.sort((a, b) => cost(definition, a) - cost(definition, b));
  }
  return { ways, moves, taken };
}
