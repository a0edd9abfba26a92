/** A workflow for tests of its steps: a release through its environments in order, the live one in waves (C4). */
import { begin, hear, pass, refuse, type View } from '#shared/kit/workflow/advance';
import type { Run } from '#shared/kit/workflow/run';
import type { AnyWorkflow, Workflow } from '#shared/kit/workflow/workflow';

export interface Release {
  readonly environments: readonly string[];
  readonly waves: readonly string[];
  readonly opensAt: number;
  readonly tested: boolean;
}

type Command =
  | 'reserve'
  | 'deploy'
  | 'report'
  | 'fail'
  | 'beat'
  | 'go'
  | 'no-go'
  | 'retry'
  | 'undo'
  | 'finish'
  | 'note'
  | 'roll-back';

export const NOON = Date.parse('2026-09-14T12:00:00Z');
export const MINUTE = 60_000;

export const release: Workflow<Release, unknown, 'deploying' | 'paused' | 'rolling-back', Command> = {
  begins: 'deploying',
  during: ['rolling-back'],
  paused: ['paused'],
  undoneBy: ['roll-back'],
  undone: 'note',
  steps: [
    { kind: 'until', name: 'tests', holds: ({ tested }) => tested, due: () => NOON + 60 * MINUTE },
    {
      kind: 'each',
      name: 'environment',
      of: ({ environments }) => environments,
      steps: [
        { kind: 'gate', name: 'goNoGo', passes: ['go'], fails: ['no-go'], within: () => 3600, late: 'fail' },
        { kind: 'until', name: 'window', due: ({ opensAt }) => opensAt },
        {
          kind: 'each',
          name: 'wave',
          of: ({ waves }, { environment }) => (environment === 'test' ? ['all'] : waves),
          steps: [
            {
              kind: 'command',
              name: 'start',
              run: 'deploy',
              undo: [
                { kind: 'command', name: 'undo', run: 'undo' },
                { kind: 'wait', name: 'drain', for: () => 60 },
              ],
            },
            {
              kind: 'callback',
              name: 'agent',
              passes: ['report'],
              fails: ['fail'],
              beats: ['beat'],
              heartbeat: () => 600,
              within: () => 7200,
              again: 'start',
              failing: {
                kind: 'gate',
                name: 'ask',
                passes: ['go'],
                again: ['retry'],
                within: () => 900,
                late: 'fail',
              },
            },
            { kind: 'wait', name: 'soak', for: () => 1800 },
          ],
        },
      ],
    },
    { kind: 'command', name: 'finish', run: 'finish' },
  ],
};

/** Where a run of it is, from one act to the next. */
export function rehearse(record: Partial<Release> = {}, workflow: object = release) {
  let facts: Release = { environments: ['test', 'live'], waves: ['10', '90'], opensAt: NOON, tested: true, ...record };
  let now = NOON;
  const stated = workflow as unknown as AnyWorkflow;
  const view = (): View => ({ record: facts as never, config: {} as never, now });
  let run: Run = begin(stated, view());
  const place = (): string => [run.step ?? run.phase, ...Object.values(run.at)].join(' ');
  return {
    run: () => run,
    place,
    /** Commands, one after the other; where the run is after the last. */
    hear(...commands: readonly string[]) {
      for (const command of commands) run = hear(stated, run, { command, input: {} }, view());
      return place();
    },
    told(command: string, input: object) {
      run = hear(stated, run, { command, input: { ...input } }, view());
      return place();
    },
    refused(because: string) {
      run = refuse(stated, run, because, view());
      return place();
    },
    after(minutes: number) {
      now += minutes * MINUTE;
      run = pass(stated, run, view());
      return place();
    },
    now: () => now,
    change(changes: Partial<Release>) {
      facts = { ...facts, ...changes };
      return this.hear('update');
    },
  };
}
