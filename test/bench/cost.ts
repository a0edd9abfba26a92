/** Section `cost`: list price of 100,000 incidents' lives, from what a life was measured to use. */
import { measureLife, type Step, sumOf } from '#test/bench/life';
import { atMost, fact, type Section } from '#test/bench/section';

const LIVES = 100_000;
const BUDGET = 20;

/** List prices of us-east-1 in US dollars, read in November 2026; the pages are named in docs/performance.md. */
const PRICES = {
  writeUnit: 0.625e-6,
  readUnit: 0.125e-6,
  invocation: 0.2e-6,
  gigabyteSecond: 0.000_013_333_4,
  apiRequest: 3.5e-6,
  event: 1e-6,
  archivedGigabyte: 0.1,
  loggedGigabyte: 0.5,
} as const;
/** Memory of a function, an event in the archive, and a line of the access log: gigabytes. */
const MEMORY = 1;
const EVENT = 2.8e-6;
const LOG_LINE = 1e-6;

/** Dollars of so many lives, part by part. */
export function priceOf(steps: readonly Step[], lives = LIVES): Readonly<Record<string, number>> {
  const sum = (of: (step: Step) => number): number => lives * sumOf(steps, of);
  const events = sum((step) => step.events);
  const seconds = sum(({ invocations }) => invocations.reduce((all, { durationMs }) => all + durationMs / 1000, 0));
  return {
    'writes of commands': sum(({ own }) => own.writeUnits) * PRICES.writeUnit,
    'reads of commands': sum(({ own }) => own.readUnits) * PRICES.readUnit,
    'writes of consumers': sum(({ consumers }) => consumers.writeUnits) * PRICES.writeUnit,
    'reads of consumers': sum(({ consumers }) => consumers.readUnits) * PRICES.readUnit,
    events: events * (PRICES.event + EVENT * PRICES.archivedGigabyte),
    'Lambda calls': sum(({ invocations }) => invocations.length) * PRICES.invocation,
    'Lambda time, as measured here': seconds * MEMORY * PRICES.gigabyteSecond,
    'API Gateway': lives * steps.length * PRICES.apiRequest,
    'access log': lives * steps.length * LOG_LINE * PRICES.loggedGigabyte,
  };
}

export const costSection: Section = {
  name: 'cost',
  title: `list price of ${LIVES} incidents' lives of eight commands, in US dollars`,
  async run(progress) {
    progress('living');
    const parts = Object.entries(priceOf(await measureLife()));
    const total = parts.reduce((sum, [, dollars]) => sum + dollars, 0);
    return [
      ...parts.map(([part, dollars]) => fact(part, dollars.toFixed(2))),
      atMost('together', total, BUDGET, { unit: 'dollars' }),
    ];
  },
};
