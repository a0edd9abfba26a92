/** A release that goes through its environments in order, each in waves, with a gate before and an agent at work: every kind of step (C4). */
import { everyRecord } from '#shared/capabilities/every-record';
import { workflow } from '#shared/capabilities/workflow/capability';
import { type Check, defineRecord, type Effect, type StateClass } from '#shared/grammar/definition';
import { type Fields, instant, integer, list, text } from '#shared/grammar/fields';
import { indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';
import type { RecordOf } from '#shared/grammar/record';
import type { CallbackStep, Workflow } from '#shared/kit/workflow/workflow';
import type { Configuration } from '#shared/tenancy/configuration';

const word = text({ max: 60 });

const fields = {
  environments: list(word, { max: 10, required: true }),
  /** Of every environment but the first; an environment and a wave are written `live/10`. */
  waves: list(word, { max: 200 }),
  opensAt: instant(),
  soakSeconds: integer({ min: 0, max: 86_400 }),
  /** What a verification will refuse. */
  broken: list(word, { max: 200 }),
  deployed: list(word, { max: 2000, readOnly: true }),
  rolledBack: list(word, { max: 2000, readOnly: true }),
} as const satisfies Fields;

const states = {
  ready: 'open',
  deploying: 'open',
  paused: 'waiting',
  early_life_support: 'done',
  rolled_back: 'final',
  canceled: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;

type Release = RecordOf<typeof fields, keyof typeof states>;

const item = { environment: word, wave: word } as const;
interface Item {
  readonly environment?: string | undefined;
  readonly wave?: string | undefined;
}
const placeOf = ({ environment, wave }: Item): string => `${environment}/${wave}`;

const start: Effect<Release, Item> = ({ record, input }) => ({
  set: { deployed: [...(record.deployed ?? []), placeOf(input)] },
});
const undo: Effect<Release, Item> = ({ record, input }) => ({
  set: { rolledBack: [...(record.rolledBack ?? []), placeOf(input)] },
});
const isSound: Check<Release, Item> = ({ record, input }) =>
  record.broken?.includes(placeOf(input))
    ? { slug: 'guard-failed', detail: `${placeOf(input)} does not do what it should` }
    : undefined;

/** Whoever works on a step says which; nobody is heard who works on something else. */
const isAtWork: Check<Release, Item> = ({ record: { workflow: run }, input }) =>
  run?.step === 'agent' && run.at.environment === input.environment && run.at.wave === input.wave
    ? undefined
    : { slug: 'guard-failed', detail: 'nobody waits for that' };

type AgentCommand = 'report-done' | 'report-failed' | 'report-progress' | 'retry';

const agent: CallbackStep<Release, Configuration, AgentCommand> = {
  kind: 'callback',
  name: 'agent',
  passes: ['report-done'],
  fails: ['report-failed'],
  beats: ['report-progress'],
  heartbeat: () => 600,
  within: () => 4 * 3600,
  again: 'start',
  failing: { kind: 'gate', name: 'ask', passes: [], again: ['retry'], within: () => 900, late: 'fail' },
};

type Command =
  | 'accept'
  | 'reject'
  | 'start-wave'
  | AgentCommand
  | 'verify'
  | 'undo-wave'
  | 'roll-back'
  | 'note-roll-back'
  | 'finish-deployment';

export const releaseFlow: Workflow<Release, Configuration, keyof typeof states, Command> = {
  begins: 'deploying',
  paused: ['paused'],
  undoneBy: ['roll-back'],
  undone: 'note-roll-back',
  steps: [
    {
      kind: 'each',
      name: 'environment',
      of: ({ environments }) => environments,
      steps: [
        {
          kind: 'gate',
          name: 'goNoGo',
          passes: ['accept'],
          fails: ['reject'],
          within: () => 2 * 86_400,
          late: 'fail',
        },
        { kind: 'until', name: 'window', due: ({ opensAt, openedAt }) => Date.parse(opensAt ?? openedAt) },
        {
          kind: 'each',
          name: 'wave',
          of: ({ environments: [first], waves = [] }, { environment }) => (environment === first ? ['all'] : waves),
          steps: [
            {
              kind: 'command',
              name: 'start',
              run: 'start-wave',
              undo: [{ kind: 'command', name: 'undo', run: 'undo-wave' }],
            },
            agent,
            { kind: 'command', name: 'verify', run: 'verify' },
            { kind: 'wait', name: 'soak', for: ({ soakSeconds = 0 }) => soakSeconds },
          ],
        },
      ],
    },
    { kind: 'command', name: 'finish', run: 'finish-deployment' },
  ],
};

export const release = defineRecord({
  type: 'release',
  prefix: 'REL',
  path: 'releases',
  title: 'Release',
  permissions: { REL: 'RCUX', INT: 'RX' },
  fields,
  lifecycle: { initial: 'ready', states },
  create: { summary: 'Plan a release', by: ['REL'] },
  actions: {
    'start-deployment': { summary: 'Begin', from: ['ready'], to: 'deploying', by: ['REL'], input: {}, emits: 'begun' },
    accept: { summary: 'Go', from: ['deploying'], to: 'same', by: ['REL'], input: item, emits: 'accepted' },
    reject: { summary: 'No go', from: ['deploying'], to: 'same', by: ['REL'], input: item, emits: 'rejected' },
    'start-wave': {
      summary: 'Begin a wave',
      from: ['deploying'],
      to: 'same',
      by: ['SYS'],
      input: item,
      effects: [start],
      emits: 'wave_started',
    },
    'report-progress': {
      summary: 'Give a sign of life',
      from: ['deploying', 'paused'],
      to: 'same',
      by: ['INT'],
      input: item,
      checks: [isAtWork],
      emits: 'progressed',
    },
    'report-done': {
      summary: 'Say that a wave is deployed',
      from: ['deploying', 'paused'],
      to: 'same',
      by: ['INT'],
      input: item,
      checks: [isAtWork],
      emits: 'wave_deployed',
    },
    'report-failed': {
      summary: 'Say that a wave cannot be deployed',
      from: ['deploying', 'paused'],
      to: 'same',
      by: ['INT'],
      input: item,
      checks: [isAtWork],
      emits: 'wave_failed',
    },
    retry: { summary: 'Begin it again', from: ['deploying'], to: 'same', by: ['REL'], input: {}, emits: 'retried' },
    verify: {
      summary: 'Verify a wave',
      from: ['deploying'],
      to: 'same',
      by: ['SYS'],
      input: item,
      checks: [isSound],
      emits: 'wave_verified',
    },
    'undo-wave': {
      summary: 'Roll a wave back',
      from: ['deploying'],
      to: 'same',
      by: ['SYS'],
      input: item,
      effects: [undo],
      emits: 'wave_rolled_back',
    },
    pause: { summary: 'Begin nothing', from: ['deploying'], to: 'paused', by: ['REL'], input: {}, emits: 'paused' },
    resume: { summary: 'Go on', from: ['paused'], to: 'deploying', by: ['REL'], input: {}, emits: 'resumed' },
    'roll-back': {
      summary: 'Take everything back',
      from: ['deploying'],
      to: 'same',
      by: ['REL'],
      input: {},
      emits: 'roll_back_asked',
    },
    'note-roll-back': {
      summary: 'It is rolled back',
      from: ['deploying'],
      to: 'rolled_back',
      by: ['SYS'],
      input: {},
      emits: 'rolled_back',
    },
    'finish-deployment': {
      summary: 'It is deployed',
      from: ['deploying'],
      to: 'early_life_support',
      by: ['SYS'],
      input: {},
      emits: 'deployed',
    },
    cancel: { summary: 'Give it up', from: 'any', to: 'canceled', by: ['REL'], input: {}, emits: 'canceled' },
  },
  lists: indexed('open'),
  parts: [...everyRecord, workflow(releaseFlow)],
});

export const releases = defineProcess({
  id: 'releases',
  stage: 'service-transition',
  title: 'Releases',
  purpose: 'Stand for every process whose records have a workflow.',
  records: [release],
  consumes: [],
});
