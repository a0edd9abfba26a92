/** What makes our own automation act, as a record's folder states it. */
import type { Elsewhere } from '#shared/grammar/examples';
import { examplesOf } from '#test/conformance/examples';

/** A vote by somebody of the board: it decides, as one is enough unless a policy says otherwise. */
const voted = (decision: 'approve' | 'reject'): Elsewhere => ({
  find: 'approvals?subjectId={id}',
  action: 'decide',
  input: { decision, comment: 'Decided by the board.' },
  by: 'CAB',
});

/** What people do so that our automation takes the action; undefined where tests do not know. */
export function provocationOf(type: string, action: string): Elsewhere | 'by itself' | undefined {
  const stated = examplesOf(type).automatic?.[action];
  if (stated === 'approved') return voted('approve');
  return stated === 'rejected' ? voted('reject') : stated;
}
