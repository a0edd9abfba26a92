/** The acceptance scenarios as data: what the product promises, and which body of work owes the proof. */
import { met } from '#test/coverage/met';
import type { Owner, Scenario, Section } from '#test/coverage/scenario';

/** Numbers scenarios in order. */
const numbered = (section: string, entries: readonly (readonly [Owner, string])[]): readonly Scenario[] =>
  entries.map(([issue, title], index) => ({ id: `${section}.${index + 1}`, title, issue }));

const rolesAndPermissions: Section = {
  id: 'A17',
  title: 'Roles and permissions',
  scenarios: numbered('A17', [
    [2, 'an end user does not find somebody else’s incident'],
    ['later', 'an agent cannot edit a configuration item without a change'],
    [2, 'an MSP operator finds nothing in a tenant not delegated to them, and the attempt is logged'],
    [2, 'an auditor cannot write anything'],
    [3, 'who requested a change cannot decide its approval'],
    [2, 'a requester’s view of the history has no internal note in it'],
  ]),
};

const commonBehaviour: Section = {
  id: 'A20',
  title: 'Common behaviour of records',
  scenarios: numbered('A20', [
    [2, 'a hundred creates in parallel get a hundred distinct, growing numbers'],
    [2, 'of two updates of one version one wins and the other learns the winner’s; without If-Match neither starts'],
    [2, 'a repeated key replays the answer, another body with it is refused, after a day it is new'],
    [2, 'the same number in two tenants is two records; another tenant’s id is as unknown as a random one'],
    [2, 'a requester counts and sees public comments only, in the history too'],
    [3, 'an attachment that is too large is refused, an infected one quarantined and reported once'],
    [2, 'a link that closes a cycle is refused with the cycle named'],
    [3, 'a bulk command answers item by item in order; beyond a hundred it becomes an operation'],
    [3, 'merged duplicates close, share the survivor without sharing comments, count once, and come apart for a week'],
    [3, 'records keep the template version they were made with; unknown custom fields are refused by pointer'],
    [3, 'a delegated vote counts once, and a round that nobody may decide says so'],
    [3, 'a legal hold outlasts retention; after it the record is purged with a certificate'],
    [3, 'a redacted comment is gone from every way of reading while the history still verifies'],
    [2, 'a consumer that is told version 9 before 8 ends at 9'],
    [3, 'a deactivated person’s work returns to the groups and their approvals move on'],
    [2, 'one client’s burst is limited with Retry-After while another tenant is served as before'],
  ]),
};

const priorityAndServiceLevels: Section = {
  id: 'B8',
  title: 'Priority and service levels',
  scenarios: numbered('B8', [
    [2, 'resolution over a weekend with a change to summer time: due instant and thresholds'],
    [2, 'waiting for the caller moves the due instant by the business time waited'],
    [2, 'response over a holiday, a weekend and another holiday'],
    [2, 'around the clock, four hours are four hours on both nights the clocks change'],
    [2, 'a night calendar is an hour short in spring and an hour long in autumn'],
    [2, 'New York leaves summer time a week after Europe'],
    [2, 'half-hour summer time and half-hour zones'],
    [2, 'raising the priority re-measures from the start and fires the highest threshold once'],
    [2, 'lowering the priority keeps the time used'],
    [2, 'opened while closed; a pause outside business hours moves nothing'],
    [2, 'resolved on the due instant is met, a second later is breached by one second'],
    [2, 'a window that begins in the missing hour, and one in the hour that comes twice'],
    [2, 'a supplier’s clock runs in the supplier’s zone'],
    [2, 'a threshold delivered twice fires once'],
    [2, 'a reopened record goes on with the time already used'],
  ]),
};

const incidentManagement: Section = {
  id: 'D2',
  title: 'Incident management',
  scenarios: numbered('D2', [
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
};

const changeManagement: Section = {
  id: 'C1',
  title: 'Change management',
  slice: true,
  scenarios: numbered('C1', [
    ['later', 'the risk score sets the level and who must authorise'],
    ['later', 'the board decides as soon as the outcome is certain, else when the time is over'],
    ['later', 'changes on related or the same items collide with the right severity'],
    ['later', 'a freeze blocks normal changes and lets emergencies pass'],
    ['later', 'a standard change that departs from its model is refused, else it needs no approval'],
    ['later', 'work may start a quarter of an hour early and no sooner'],
    ['later', 'an emergency needs a second voice after silence, and is rejected after an hour'],
    ['later', 'success rate and emergency ratio are what their definitions say'],
    ['later', 'a backed-out change cannot close without review, and leaves items as they were'],
    ['later', 'moving an authorised change asks for authorisation again, with the difference shown'],
  ]),
};

const eventManagement: Section = {
  id: 'D1',
  title: 'Event management',
  slice: true,
  scenarios: numbered('D1', [
    [2, 'a thousand identical events are one alert and one incident'],
    ['later', 'an alert within a planned outage is suppressed, and opens if the fault outlasts it'],
    ['later', 'a failing host is the root of its machines’ alerts, with one incident'],
    ['later', 'an alert that flips is flapping, and notifies once'],
    ['later', 'a condition over time fires when the time is full'],
    ['later', 'successful remediation needs no incident'],
    ['later', 'an incident that a person has accepted is not resolved by a clear'],
    ['later', 'events from the future are marked, old ones stored without response'],
    ['later', 'a silent monitor is itself an exception'],
    [2, 'an event delivered twice counts once'],
  ]),
};

export const sections: readonly Section[] = [
  rolesAndPermissions,
  commonBehaviour,
  priorityAndServiceLevels,
  changeManagement,
  eventManagement,
  incidentManagement,
  ...met,
];
