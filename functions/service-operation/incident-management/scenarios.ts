/** What incident management promises. */
import { section } from '#test/coverage/scenario';

export const incidentManagementScenarios = [
  section('D2', 'Incident management', [
    [2, 'impact and urgency give the priority and both due instants'],
    [2, 'holding for the caller stops the clock, the caller’s comment resumes it'],
    [3, 'five people reporting one service make a major incident candidate; declaring gathers them'],
    [3, 'an overdue update of a major incident reminds, then escalates'],
    [3, 'resolving a major incident resolves its children and tells each requester once'],
    [2, 'the first-time resolution rate is what its definition says'],
    [2, 'reassignments are counted, and a group that gets the work back goes on with its own clock'],
    [2, 'resolved incidents close by themselves, and can be reopened for a while'],
    [2, 'resolving without notes is refused and the clocks go on'],
    [2, 'a breached incident needs a reason to be resolved, and keeps its overrun'],
  ]),
];
