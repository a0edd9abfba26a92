/** Scheduled rules: EventBridge's `rate(…)`, fired by the local clock, on whole multiples of their period. */
import { randomUUID } from 'node:crypto';
import type { Functions } from '#infra/local/edges/functions/functions';
import { invokePermissions } from '#infra/local/edges/iam/permissions';
import type { LocalClock } from '#infra/local/machine/clock/clock';
import { asArray, asObject, asString } from '#infra/local/machine/json';
import { ACCOUNT, REGION } from '#infra/local/machine/template/physical';
import type { Deployment } from '#infra/local/machine/template/template';

export interface Schedules {
  /** Invokes the targets of every rule whose period ends at this instant, and waits for them. */
  fire(instant: number): Promise<void>;
  /** The next instant after this one at which a rule with a period longer than a minute fires. */
  nextAfter(instant: number): number | undefined;
  /** Fires the rules as the minutes of a running clock pass. */
  startTicking(): void;
  stop(): void;
}

interface Schedule {
  readonly arn: string;
  readonly period: number;
  readonly targets: readonly { readonly functionArn: string; readonly input: string | undefined }[];
}

export const MINUTE = 60_000;

/** The scheduled rules of the deployment. Throws for an expression that is not a rate. */
export function createSchedules(options: {
  readonly deployment: Deployment;
  readonly functions: Functions;
  readonly clock: LocalClock;
  readonly onProblem: (message: string) => void;
}): Schedules {
  const { functions, clock, onProblem } = options;
  const schedules = readSchedules(options.deployment);
  let ticker: NodeJS.Timeout | undefined;
  let firing = false;

  const fire = async (instant: number): Promise<void> => {
    const due = schedules.filter(({ period }) => instant % period === 0);
    const invocations = due.flatMap(({ arn, targets }) =>
      targets.map(async ({ functionArn, input }) => {
        const outcome = await functions.invoke(functionArn, input ?? JSON.stringify(scheduledEvent(arn, instant)));
        if (!outcome.ok) onProblem(`${arn}: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
      }),
    );
    await Promise.all(invocations);
  };

  return {
    fire,
    nextAfter(instant) {
      const periods = schedules.map(({ period }) => period).filter((period) => period > MINUTE);
      if (periods.length === 0) return undefined;
      return Math.min(...periods.map((period) => (Math.floor(instant / period) + 1) * period));
    },
    startTicking() {
      let last = Math.floor(clock.now() / MINUTE);
      ticker = setInterval(() => {
        const minute = Math.floor(clock.now() / MINUTE);
        // While the clock stands or is moved, the one who moves it fires the rules.
        if (minute <= last || clock.standing) last = Math.max(last, minute);
        else if (!firing) {
          last = minute;
          firing = true;
          void fire(minute * MINUTE).finally(() => {
            firing = false;
          });
        }
      }, 250);
      ticker.unref();
    },
    stop: () => clearInterval(ticker),
  };
}

function readSchedules(deployment: Deployment): readonly Schedule[] {
  const permissions = invokePermissions(deployment);
  return deployment
    .ofType('AWS::Events::Rule')
    .filter(({ properties }) => properties.ScheduleExpression !== undefined && properties.State !== 'DISABLED')
    .map(({ arn, properties }) => {
      const targets = asArray(properties.Targets).map((target) => {
        const functionArn = String(asObject(target)?.Arn);
        permissions.require('events.amazonaws.com', functionArn, arn);
        return { functionArn, input: asString(asObject(target)?.Input) };
      });
      return { arn, period: periodOf(String(properties.ScheduleExpression)), targets };
    });
}

const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: 60 * MINUTE, day: 24 * 60 * MINUTE };

function periodOf(expression: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const length = UNITS[unit];
  if (length === undefined) throw new Error(`the local runner fires rate(…) schedules, not ${expression}`);
  return Number(count) * length;
}

function scheduledEvent(ruleArn: string, instant: number) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: ACCOUNT,
    time: `${new Date(instant).toISOString().slice(0, 19)}Z`,
    region: REGION,
    resources: [ruleArn],
    detail: {},
  };
}
