/** What cannot be seen in a definition: values that refer to the seeded world, and how records come about that nobody creates by hand. */

import type { Person } from '#test/conformance/people';

/** Something done on another record, found by a list. */
export interface Elsewhere {
  /** Collection and query; `{id}` and the like are fields of the record that the step is about. */
  readonly find: string;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly by: Person;
}

export interface Facts {
  /** Values of the create body that the declaration of the field does not tell. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Values of inputs, by action, that the declaration of the field does not tell. */
  readonly inputs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** How a record comes about whose creation is not public: another record is created and acted on, then it is found by a list. */
  readonly origin?: {
    readonly type: string;
    readonly body: Readonly<Record<string, unknown>>;
    readonly actions: readonly string[];
    readonly find: string;
  };
  /** What makes our own automation take an action; some it takes by itself. */
  readonly automatic?: Readonly<Record<string, Elsewhere | 'by itself'>>;
  /** States that a record leaves by itself as soon as it has reached them. */
  readonly passing?: readonly string[];
}

const approval = (decision: string): Elsewhere => ({
  find: 'approvals?subjectId={id}',
  action: 'decide',
  input: { decision, comment: 'Decided by the board.' },
  by: { user: 'vera', role: 'CAB' },
});

/** By record type; a type that is not listed needs nothing. */
export const facts: Readonly<Record<string, Facts>> = {
  incident: { values: { requesterId: 'kim' } },
  'major-incident': {
    values: {
      problemReview: 'MPR0000001',
      reviewActions: [{ action: 'Two paths to the mail store', owner: 'pia' }],
    },
    inputs: {
      declare: { criteria: 'More than 100 users cannot work.' },
      mitigate: { restoredAt: '2026-06-01T08:30:00Z' },
    },
  },
  'service-notice': {
    values: {
      services: ['print'],
      audience: { everyone: true },
      text: { en: 'It is being looked at.' },
      startsAt: '2036-06-01T08:00:00Z',
    },
  },
  change: { automatic: { authorize: approval('approve'), reject: approval('reject') } },
  alert: {
    origin: {
      type: 'event',
      body: { severity: 'exception', serviceId: 'print' },
      actions: [],
      find: 'alerts?ciId={ciId}',
    },
  },
  approval: {
    values: { levels: [{ mode: 'any', voters: [{ kind: 'user', id: 'vera' }] }] },
    origin: {
      type: 'change',
      body: { changeType: 'emergency' },
      actions: ['submit'],
      find: 'approvals?subjectId={id}',
    },
    automatic: { conclude: 'by itself' },
    passing: ['decided'],
  },
};

export const factsOf = (type: string): Facts => facts[type] ?? {};
