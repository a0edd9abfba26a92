/** What is wrong with a model, and what an order of it would come to: simulated before it is published (D3). Pure. */
import { policyNamed } from '#shared/capabilities/approvals/policy';
import { type PlannedTask, scheduleOf } from '#shared/kit/graph/critical-path';
import { circleIn } from '#shared/kit/graph/cycles';
import { exponentOf } from '#shared/kit/money/currency';
import { ExpressionError, parseExpression, pathsOf } from '#shared/kit/templates/expression-parser';
import { publishedFields } from '#shared/kit/templates/publish-fields';
import type { CustomField } from '#shared/kit/templates/template';
import { ofTemplates } from '#shared/kit/templates/values';
import type { Configuration } from '#shared/tenancy/configuration';
import { parseDuration } from '#shared/time/duration';
import type { ModelStep, RequestModel } from './record.ts';

/** What is looked at of a model. */
type Drafted = Partial<
  Pick<RequestModel, 'steps' | 'form' | 'price' | 'surcharges' | 'approvalRule' | 'supportGroup' | 'eligibility'>
>;

export interface Fault {
  readonly pointer: string;
  readonly message: string;
  /** The steps that wait for one another, the first one again at the end. */
  readonly cycle?: readonly string[];
}

/** Kinds that somebody's group does; an automation is done by what it names. */
const byPeople: readonly string[] = ['task', 'information', 'purchase'];

/** Where conditions of which field are read, and what they may speak of. */
const ROOTS = {
  eligibility: [
    'person',
    'id',
    'active',
    'department',
    'costCentre',
    'employment',
    'locale',
    'roles',
    'vip',
    'manager',
  ],
  order: ['answers', 'qty', 'amount', 'person'],
} as const;

function faultOfCondition(text: string | undefined, pointer: string, roots: readonly string[]): readonly Fault[] {
  if (text === undefined) return [];
  try {
    const stray = pathsOf(parseExpression(text)).find(([first]) => !roots.includes(String(first)));
    if (!stray) return [];
    return [{ pointer, message: `expected it to speak of ${roots.join(', ')}, not of ${stray.join('.')}` }];
  } catch (error) {
    if (error instanceof ExpressionError) return [{ pointer, message: error.message }];
    throw error;
  }
}

function faultsOfStep(step: ModelStep, at: number, keys: readonly string[], config: Configuration): readonly Fault[] {
  const pointer = `/steps/${at}`;
  const { kind, key, group, runs, dependsOn = [], compensation } = step;
  const active = (id: string | undefined, where: string): readonly Fault[] =>
    id === undefined || config.group(id)?.active
      ? []
      : [{ pointer: `${pointer}/${where}`, message: `expected an active group, was given ${id}` }];
  return [
    ...(keys.indexOf(key) < at ? [{ pointer: `${pointer}/key`, message: `there is another step ${key}` }] : []),
    ...dependsOn.flatMap((each, index) =>
      keys.includes(each) ? [] : [{ pointer: `${pointer}/dependsOn/${index}`, message: `there is no step ${each}` }],
    ),
    ...(byPeople.includes(kind) && group === undefined
      ? [{ pointer: `${pointer}/group`, message: 'somebody has to do it: name a group' }]
      : []),
    ...(kind === 'automation' && runs === undefined
      ? [{ pointer: `${pointer}/runs`, message: 'name the automation that carries it out' }]
      : []),
    ...(!byPeople.includes(kind) && kind !== 'automation' && group === undefined && runs === undefined
      ? [{ pointer: `${pointer}/runs`, message: 'name what carries it out, or a group' }]
      : []),
    ...active(group, 'group'),
    ...active(compensation?.group, 'compensation/group'),
    ...(compensation && compensation.group === undefined && compensation.runs === undefined
      ? [{ pointer: `${pointer}/compensation`, message: 'name the group or the automation that takes it back' }]
      : []),
    ...faultOfCondition(step.when, `${pointer}/when`, ROOTS.order),
  ];
}

/** Everything that stands in the way of ordering it. */
export function faultsOf(record: Drafted, config: Configuration): readonly Fault[] {
  const { steps = [], form = [], price, surcharges = [], approvalRule = [], supportGroup } = record;
  const keys = steps.map(({ key }) => key);
  const [, ofForm] = publishedFields(form as readonly CustomField[], {
    ...{ pointer: '/form', values: 'answers', judge: ofTemplates },
  });
  const cycle = circleIn(steps.flatMap(({ key, dependsOn = [] }) => dependsOn.map((from) => ({ from, to: key }))));
  const unknownCurrency = price && exponentOf(price.currency) === undefined;
  return [
    ...(steps.length === 0 ? [{ pointer: '/steps', message: 'say by which steps it is fulfilled' }] : []),
    ...steps.flatMap((step, at) => faultsOfStep(step, at, keys, config)),
    ...(cycle ? [{ pointer: '/steps', message: `these steps wait for one another: ${cycle.join(' → ')}`, cycle }] : []),
    ...ofForm,
    ...faultOfCondition(record.eligibility, '/eligibility', ROOTS.eligibility),
    ...surcharges.flatMap(({ when }, at) => faultOfCondition(when, `/surcharges/${at}/when`, ROOTS.order)),
    ...(surcharges.length > 0 && !price ? [{ pointer: '/price', message: 'surcharges add to a price' }] : []),
    ...(unknownCurrency ? [{ pointer: '/price/currency', message: `there is no currency ${price.currency}` }] : []),
    ...approvalRule.flatMap(({ when, policy }, at) => [
      ...faultOfCondition(when, `/approvalRule/${at}/when`, ROOTS.order),
      ...(policy === 'none' || policyNamed(config, policy)
        ? []
        : [{ pointer: `/approvalRule/${at}/policy`, message: `there is no approval policy ${policy}` }]),
    ]),
    ...(supportGroup === undefined || config.group(supportGroup)?.active
      ? []
      : [{ pointer: '/supportGroup', message: `expected an active group, was given ${supportGroup}` }]),
  ];
}

/** The steps of a sound model in rounds: each can begin when those before are done. */
export function levelsOf(steps: readonly ModelStep[]): readonly (readonly string[])[] {
  const levels: string[][] = [];
  const done = new Set<string>();
  for (let left = [...steps]; left.length > 0; ) {
    const next = left.filter(({ dependsOn = [] }) => dependsOn.every((key) => done.has(key)));
    if (next.length === 0) break;
    levels.push(next.map(({ key }) => key));
    for (const { key } of next) done.add(key);
    left = left.filter(({ key }) => !done.has(key));
  }
  return levels;
}

/** What an order would go through: who waits for whom, and how long it takes by the targets of the steps, in working seconds. */
export function simulate(record: Drafted, config: Configuration) {
  const { steps = [] } = record;
  const errors = faultsOf(record, config);
  if (errors.some(({ pointer }) => pointer.startsWith('/steps')))
    return { passed: false, errors, levels: [], path: [], seconds: 0, human: 0, automated: 0 };
  const tasks: readonly PlannedTask[] = steps.map(({ key, target, dependsOn = [] }) => ({
    id: key,
    duration: target === undefined ? 0 : parseDuration(target),
    after: dependsOn.map((task) => ({ task })),
  }));
  const { length, path } = scheduleOf(tasks);
  const human = steps.filter(({ kind }) => byPeople.includes(kind)).length;
  return {
    ...{ passed: errors.length === 0, errors, levels: levelsOf(steps), path, seconds: length },
    ...{ human, automated: steps.length - human },
  };
}
