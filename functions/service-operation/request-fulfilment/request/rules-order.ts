/** Pure rules of an order: what is wrong with it, and what is frozen of its models when it is submitted (D3, R54 to R56). */

import type { Decision, Refusal } from '#shared/grammar/definition';
import type { ChangesOf } from '#shared/grammar/fields';
import { exponentOf } from '#shared/kit/money/currency';
import type { FieldError } from '#shared/problems/problems';
import type { Configuration } from '#shared/tenancy/configuration';
import { parseDuration } from '#shared/time/duration';
import { filledIn, isEligible, type Ordered, unitPrice } from '../request-model/rules-offer.ts';
import { looksAt, type Model } from './needs.ts';
import { frozen, type Item, type Request, type Step } from './record.ts';
import { stepsOf, workOn } from './rules-plan.ts';

type On = Decision<Request, unknown>;

/** Steps of all items together: those of suppliers and of rejected deliveries come on top. */
const MOST_STEPS = 150;

const refused = (slug: Refusal['slug'], pointer: string, message: string, code: string = slug): Refusal => ({
  slug,
  detail: message,
  extra: { errors: [{ pointer, code, message }] },
});

/** It names what is ordered, or asks for information, or somebody has estimated it. */
export function asksForSomething({ record }: On): Refusal | undefined {
  const { items = [], infoOnly, estimate } = record;
  if (items.length > 0 || infoOnly || estimate) return undefined;
  return refused(
    'required-field-missing',
    '/items',
    'name what is ordered in items, or say infoOnly to ask for information',
  );
}

/** Prices, versions and states of items follow from their models. */
export function statesNothingFrozen({ record, before }: On): Refusal | undefined {
  if (before && before.items === record.items) return undefined;
  const errors = (record.items ?? []).flatMap((item, index) =>
    frozen.flatMap((member): readonly FieldError[] =>
      item[member] === undefined
        ? []
        : [
            {
              pointer: `/items/${index}/${member}`,
              code: 'read-only-field',
              message: `${member} follows from the model`,
            },
          ],
    ),
  );
  if (errors.length === 0) return undefined;
  return { slug: 'read-only-field', detail: errors.map(({ message }) => message).join('; '), extra: { errors } };
}

/** What was ordered stays as it is; what is drafted is worked on. */
export function isOrderStill({ record, before }: On): Refusal | undefined {
  if (!before || before.state === 'draft') return undefined;
  const changed = (['items', 'requestedFor', 'estimate'] as const).find((field) => before[field] !== record[field]);
  if (changed === undefined) return undefined;
  return refused(
    'immutable',
    `/${changed}`,
    `${before.id} is ${before.state}: ${changed} of it does not change any more`,
  );
}

interface Named {
  readonly item: Item;
  readonly at: number;
  readonly model?: Model;
}

const callOf = ({ item, model }: Item): string | undefined => item ?? model;

function named(decision: On): readonly Named[] {
  const { models } = looksAt.of(decision);
  return (decision.record.items ?? []).map((item, at) => {
    const model = models.find(({ called }) => called === callOf(item));
    return { item, at, ...(model && { model }) };
  });
}

/** The item or the model may be named; both, where they are the same (R55). */
function faultOfName({ item, at, model }: Named): Refusal | undefined {
  const [call, pointer] = [callOf(item), `/items/${at}/${item.item === undefined ? 'model' : 'item'}`];
  if (call === undefined)
    return refused('required-field-missing', `/items/${at}/model`, 'name the item that is ordered');
  if (item.item !== undefined && item.model !== undefined && item.item.toUpperCase() !== item.model.toUpperCase())
    return refused('validation-failed', `/items/${at}/model`, `${item.item} and ${item.model} are not the same`);
  if (!model?.offer || !model.plan || model.state === 'retired')
    return refused('unknown-reference', pointer, `there is no item ${call.slice(0, 80)} that can be ordered`);
  if (model.state !== 'suspended') return undefined;
  return refused('request-model-suspended', pointer, `${model.id} takes no orders for the time being`);
}

const qtyOf = ({ qty = 1 }: Item): number => qty;

function faultsOfItem({ item, at, model }: Named, config: Configuration): readonly FieldError[] {
  if (!model?.offer) return [];
  const most = model.offer.maxQty;
  const [, wrong] = filledIn(
    model.offer,
    item.answers ?? {},
    `items/${at}/answers`,
    (id) => config.group(id) !== undefined,
  );
  if (most === undefined || qtyOf(item) <= most) return wrong;
  const message = `expected at most ${most} of it in one order, was given ${qtyOf(item)}`;
  return [{ pointer: `/items/${at}/qty`, code: 'validation-failed', message }, ...wrong];
}

function faultOfCurrency(all: readonly Named[], estimate: Request['estimate']): Refusal | undefined {
  const currency = estimate?.currency ?? all.find(({ model }) => model?.offer?.price)?.model?.offer?.price?.currency;
  const other = all.find(({ model }) => (model?.offer?.price?.currency ?? currency) !== currency);
  if (!other) return undefined;
  const message = `its price is in ${other.model?.offer?.price?.currency}, what else is ordered in ${currency}; order it apart`;
  return refused('validation-failed', `/items/${other.at}`, message, 'currency-mismatch');
}

/** Everything that is wrong with an order as it is to be submitted; the first of its kind. */
export function faultOfOrder(decision: On): Refusal | undefined {
  const { record, config } = decision;
  const { person } = looksAt.of(decision);
  if (person && !person.active)
    return refused('validation-failed', '/requestedFor', `${person.id} is not active: nothing is ordered for them`);
  const all = named(decision);
  const unnamed = all.map(faultOfName).find((fault) => fault !== undefined);
  if (unnamed) return unnamed;
  const notFor = all.find(({ model }) => model?.offer && !isEligible(model.offer, person));
  if (notFor)
    return refused('not-eligible', `/items/${notFor.at}`, `${notFor.model?.id} is not for ${person?.id ?? 'them'}`);
  const wrong = all.flatMap((each) => faultsOfItem(each, config));
  const [first] = wrong;
  if (first) {
    const same = wrong.every(({ code }) => code === first.code);
    const detail = wrong.map(({ pointer, message }) => `${pointer}: ${message}`);
    const slug =
      same &&
      (first.code === 'unknown-field' || first.code === 'required-field-missing' || first.code === 'unknown-reference')
        ? first.code
        : 'validation-failed';
    return { slug, detail: detail.slice(0, 5).join('; '), extra: { errors: wrong.slice(0, 50) } };
  }
  const steps = all.reduce((sum, { model }) => sum + (model?.plan?.steps?.length ?? 0), 0);
  if (steps > MOST_STEPS)
    return refused(
      'limit-exceeded',
      '/items',
      `its items have ${steps} steps, at most ${MOST_STEPS}; order them apart`,
    );
  return faultOfCurrency(all, record.estimate);
}

/** A draft is worked on, and what came of an incident is not lost for a form that nobody has filled in: it becomes a draft. */
export const isDrafted = (decision: On): boolean => {
  const { begins, convertedFrom } = decision.record;
  return begins === 'draft' || (convertedFrom !== undefined && faultOfOrder(decision) !== undefined);
};

export const isSound = (decision: On): Refusal | undefined =>
  isDrafted(decision) ? undefined : faultOfOrder(decision);

interface Frozen {
  readonly item: Item;
  readonly model: Model;
  readonly steps: readonly Step[];
}

function freeze({ item, at, model }: Named, decision: On): Frozen | undefined {
  const { offer, plan } = model ?? {};
  if (!model || !offer || !plan) return undefined;
  const { person } = looksAt.of(decision);
  const [answers] = filledIn(offer, item.answers ?? {}, 'answers', () => true);
  const ordered: Ordered = { qty: qtyOf(item), answers, ...(person && { person }) };
  const one = unitPrice(offer, ordered);
  const price = one === undefined ? undefined : one * ordered.qty;
  return {
    model,
    steps: stepsOf(at + 1, plan, ordered, price ?? 0),
    item: {
      ...item,
      ...{ model: model.id, qty: ordered.qty, version: offer.version, title: offer.title, state: 'ordered' },
      ...(Object.keys(answers).length > 0 && { answers }),
      ...(price !== undefined && { price }),
      ...(offer.price?.recurring && { recurring: offer.price.recurring }),
      ...(offer.stocked && { stock: 'wanted' }),
    },
  };
}

/** The longest of what the models promise. */
const longest = (targets: readonly string[]): string | undefined =>
  [...targets].sort((a, b) => parseDuration(b) - parseDuration(a))[0];

/** What an order keeps of its models, whatever becomes of them (D3). */
export function frozenOf(decision: On): ChangesOf<Request> {
  const { record, at } = decision;
  const all = named(decision).flatMap((each) => freeze(each, decision) ?? []);
  const plans = all.flatMap(({ model }) => model.plan ?? []);
  const currency =
    all.find(({ model }) => model.offer?.price)?.model.offer?.price?.currency ?? record.estimate?.currency;
  const amount = all.reduce((sum, { item }) => sum + (item.price ?? 0), record.estimate?.amount ?? 0);
  const fulfilTarget = longest(plans.flatMap((plan) => plan.fulfilTarget ?? []));
  const supportGroup = plans.find((plan) => plan.supportGroup !== undefined)?.supportGroup;
  const steps = all.flatMap((each) => each.steps);
  const costCentre = record.costCentre ?? looksAt.of(decision).person?.costCentre;
  const serviceId = record.serviceId ?? all.find(({ model }) => model.offer?.serviceId)?.model.offer?.serviceId;
  return {
    submittedAt: at,
    ...(all.length > 0 && {
      items: all.map(({ item }) => item),
      modelId: [...new Set(all.map(({ model }) => model.id))],
    }),
    steps: steps.length > 0 ? steps : [workOn({ ...record, ...(supportGroup !== undefined && { supportGroup }) })],
    ...(currency !== undefined && { costTotal: { amount, currency } }),
    ...(fulfilTarget !== undefined && { fulfilTarget }),
    ...(supportGroup !== undefined && { supportGroup }),
    ...(costCentre !== undefined && { costCentre }),
    ...(serviceId !== undefined && { serviceId }),
    ...(steps.length > 0 && steps.every(({ kind }) => kind === 'information') && { infoOnly: true }),
    ...(plans.length > 0 && plans.every((plan) => plan.autoClose) && { autoClose: true }),
  };
}

/** Whole units of a currency in its minor ones. */
export const inMinor = (units: number, currency: string): number => units * 10 ** (exponentOf(currency) ?? 2);
