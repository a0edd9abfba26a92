/** Pure rules of approval: who is asked about an order, by its price or as its models say (D3, A10). */
import { policyNamed } from '#shared/capabilities/approvals/policy';
import type { PolicyChoice } from '#shared/capabilities/approvals/round';
import type { Decision, Outcome } from '#shared/grammar/definition';
import type { Policy, PolicyParty } from '#shared/kit/approval/rule';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Person } from '#shared/tenancy/people';
import { appliesTo, type Ordered } from '../request-model/rules-offer.ts';
import { looksAt } from './needs.ts';
import type { Request } from './record.ts';
import { inMinor } from './rules-order.ts';

type On = Decision<Request, unknown>;

export const always = (): boolean => true;

/** Whoever has a part in an order does not approve it. */
const involved = ({ requesterId, onBehalfOf, requestedFor, createdBy }: Request): readonly (string | undefined)[] => [
  ...[requesterId, onBehalfOf, requestedFor, createdBy],
];

/** Those above the person who may be asked, their manager first; after them the lead of the group that answers for the order. */
function approvers({ record, config }: On, person: Person | undefined): readonly string[] {
  const without = new Set(involved(record));
  const line = (person?.line ?? []).filter(({ active }) => active).map(({ id }) => id);
  const lead = config.group(record.supportGroup ?? record.assignedGroup ?? '')?.lead;
  return [...new Set([...line, ...(lead === undefined ? [] : [lead])])].filter((id) => !without.has(id));
}

/** Who is called manager, and owner of the cost centre, in a tenant's own policies. */
export const people = {
  manager: (decision: On): readonly string[] => approvers(decision, looksAt.of(decision).person).slice(0, 1),
  'cost-centre-owner': ({ record, config }: On): readonly string[] => [ownerOf(record, config) ?? []].flat(),
};

const user = (id: string): PolicyParty => ({ kind: 'user', id });

/** Working seconds of so many business days from now: three days are three days, however long they are. */
function within(days: number, from: number, { business }: Configuration): readonly [seconds: number, until: number] {
  const until = business.addBusinessDays(from, days);
  return [Math.max(1, business.between(from, until)), until];
}

/** By the price: the manager, above a bound the owner of the cost centre as well, who is escalated past when they are silent (D3). */
function byPrice(decision: On, owned: boolean): Policy<PolicyParty> {
  const { record, config, now } = decision;
  const { settings } = config;
  const { person } = looksAt.of(decision);
  const [first, ...above] = approvers(decision, person);
  const owner = owned ? ownerOf(record, config) : undefined;
  const asked = first === undefined ? [] : [first];
  if (owner !== undefined && !asked.includes(owner)) asked.push(owner);
  // Whose cost centre nobody owns, or they themselves, is asked about one further up.
  else if (owned && owner === undefined && above[0] !== undefined) asked.push(above[0]);
  const next = above.find((id) => !asked.includes(id));
  const last: PolicyParty = { kind: 'group', id: record.supportGroup ?? settings.approverGroup };
  const voters = asked.length > 0 ? asked.map(user) : [last];
  const { requestEscalateAfterDays: escalate, requestExpireAfterDays: expire } = settings;
  const chain = next === undefined ? (asked.length > 0 ? [last] : []) : [user(next)];
  const [once, escalated] = within(chain.length > 0 ? escalate : expire, now / 1000, config);
  const [again] = within(Math.max(1, expire - escalate), escalated, config);
  return {
    levels: [{ mode: asked.length > 0 ? 'all' : 'any', voters }],
    timeoutSeconds: once,
    ...(chain.length > 0 && { chain, escalateAfterSeconds: again }),
    calendarId: settings.businessCalendarId,
  };
}

/** The owner of the cost centre, if somebody else is (R69). */
function ownerOf(record: Request, { settings }: Configuration): string | undefined {
  const owner = settings.costCentres[record.costCentre ?? ''];
  return owner === undefined || involved(record).includes(owner) ? undefined : owner;
}

/** The policy that a model asks for, by the first of its rules that holds; undefined where the price decides. */
function ruleOf(decision: On, at: number): string | undefined {
  const item = decision.record.items?.[at];
  const { models, person } = looksAt.of(decision);
  const model = models.find(({ called, id }) => called === (item?.item ?? item?.model) || id === item?.model);
  if (!item) return undefined;
  const ordered: Ordered = { qty: item.qty ?? 1, answers: item.answers ?? {}, ...(person && { person }) };
  return model?.plan?.approvalRule?.find(({ when }) => appliesTo(when, ordered, item.price ?? 0))?.policy;
}

/** One after the other, where models ask for several policies. */
function inTurn(policies: readonly Policy<PolicyParty>[]): Policy<PolicyParty> | undefined {
  const [first, ...others] = policies;
  if (!first) return undefined;
  return {
    ...first,
    levels: [first, ...others].flatMap(({ levels }) => levels),
    timeoutSeconds: Math.max(...policies.map(({ timeoutSeconds }) => timeoutSeconds)),
  };
}

/** Who decides on an order; nobody on what costs little, and on what is only asked. */
export function policyFor(decision: On): PolicyChoice {
  const { record, config } = decision;
  const { items = [], costTotal, estimate, infoOnly } = record;
  if (infoOnly) return 'none';
  const rules = items.map((_, at) => ruleOf(decision, at));
  const named = [...new Set(rules.filter((rule) => rule !== undefined && rule !== 'none'))];
  const amount = items.reduce(
    (sum, { price = 0 }, at) => sum + (rules[at] === undefined ? price : 0),
    estimate?.amount ?? 0,
  );
  const bound = (units: number): number => (costTotal ? inMinor(units, costTotal.currency) : Number.POSITIVE_INFINITY);
  const { requestFreeUpTo, requestManagerUpTo } = config.settings;
  const priced = amount > bound(requestFreeUpTo);
  const owned = amount > bound(requestManagerUpTo);
  const own = named.flatMap((id) => policyNamed(config, id ?? '') ?? []);
  if (named.length > own.length) return { ids: named.filter((id) => id !== undefined) };
  if (!priced) return own.length === 0 ? 'none' : { ids: [], ...otherwise(inTurn(own)) };
  if (own.length > 0) return { ids: [], ...otherwise(inTurn([byPrice(decision, owned), ...own])) };
  return { ids: [owned ? 'request-cost-centre' : 'request-manager'], otherwise: byPrice(decision, owned) };
}

const otherwise = (policy: Policy<PolicyParty> | undefined) => (policy ? { otherwise: policy } : {});

/** Where nobody has to be asked it is decided at once. */
export const noteAsked = (decision: On): Outcome<Request> =>
  policyFor(decision) === 'none' ? { set: { decidedAt: decision.at } } : { set: { approvalAskedAt: decision.at } };
