/** Rounds of approval without a stack: what they add to a definition, who they ask, and how records from before stand. */
import { describe, expect, it } from 'vitest';
import { approvals } from '#shared/capabilities/approvals/capability';
import { standingOf } from '#shared/capabilities/approvals/fields';
import { policyNamed } from '#shared/capabilities/approvals/policy';
import { commandsOf } from '#shared/capabilities/approvals/round';
import { release, releaseRecord, rounds } from '#shared/capabilities/approvals/specimen';
import { defineRecord } from '#shared/grammar/definition';
import { defaultDocuments } from '#shared/tenancy/defaults';
import type { Document } from '#shared/tenancy/documents';

describe('a round of approval', () => {
  it('adds commands named after it, and those that the record is given by nobody but us', () => {
    const added = Object.entries<{ readonly by: readonly string[] }>(releaseRecord.actions);
    const ours = added.filter(([, { by }]) => by.every((party) => party === 'SYS')).map(([name]) => name);

    expect(ours).toEqual([
      ...['approve-go-no-go', 'reject-go-no-go', 'block-go-no-go'],
      ...['approve-life-exit', 'reject-life-exit', 'expire-life-exit', 'block-life-exit'],
    ]);
    expect(Object.keys(releaseRecord.actions)).toEqual(
      expect.arrayContaining(['request-life-exit', 'withdraw-life-exit']),
    );
    expect(Object.keys(releaseRecord.remove?.guards ?? {})).toEqual(['hasNoOpenApproval']);
  });

  it('is a rejection when nobody decided, unless it says otherwise', () => {
    expect(commandsOf('goNoGo', rounds.goNoGo).expired.command).toBe('reject-go-no-go');
    expect(commandsOf('lifeExit', rounds.lifeExit).expired.command).toBe('expire-life-exit');
  });

  it('is refused where a command that is to ask for it is none of the record, or one of its own is', () => {
    const define = (actions: string) => () =>
      defineRecord({
        ...release,
        fields: releaseRecord.fields,
        lifecycle: releaseRecord.lifecycle,
        create: { summary: 'Plan a release', by: ['REL'] },
        actions: {
          [actions]: { summary: 'Act', from: 'any', to: 'same', by: ['REL'], input: {}, emits: 'acted' },
        },
        parts: [approvals(rounds)],
        lists: releaseRecord.lists,
      });

    expect(define('hand-in')).toThrow('release: its rounds and its commands do not agree on submit');
    expect(define('approve-go-no-go')).toThrow('approve-go-no-go');
    expect(define('submit')).not.toThrow();
  });

  it('stands as its outcome says; a record from before outcomes were kept waits, or was approved', () => {
    const at = (state: string, more: object = {}) => standingOf('approval', ['authorize'], { state, ...more });

    expect(at('authorize', { approvalRound: 2, approvalOutcome: 'cancelled' }).outcome).toBe('cancelled');
    expect(at('authorize', { approvalRound: 2 }).outcome).toBe('pending');
    expect(at('scheduled', { approvalRound: 2, approval: '01J' })).toMatchObject({
      outcome: 'approved',
      approval: '01J',
    });
    expect(at('new', { approvalRound: 0 })).toEqual({ round: 0 });
  });
});

describe('a policy', () => {
  const two: Document = {
    ...{ kind: 'approval-policy', id: 'capacity-plan', version: 1, origin: 'own' },
    body: { levels: [{ mode: 'all', voters: [{ kind: 'user', id: 'vera' }] }], within: 'P1D' },
  };

  it('is there before a tenant has said any, and the tenant’s own takes its place', () => {
    const documents: readonly Document[] = [two];

    expect(policyNamed({ documents: defaultDocuments('UTC') }, 'unheard-of', 'architecture-board')).toMatchObject({
      levels: [{ mode: 'quorum', minVotes: 2, pass: 'approvals', approvals: 2, voters: [{ kind: 'role', id: 'ARC' }] }],
    });
    expect(policyNamed({ documents: defaultDocuments('UTC') }, 'capacity-plan')).toMatchObject({
      levels: [{ mode: 'all', voters: [{ kind: 'subject', id: 'service-owners' }] }],
    });
    expect(policyNamed({ documents }, 'capacity-plan')).toMatchObject({ levels: [{ voters: [{ id: 'vera' }] }] });
    expect(policyNamed({ documents }, 'unheard-of')).toBeUndefined();
  });
});
