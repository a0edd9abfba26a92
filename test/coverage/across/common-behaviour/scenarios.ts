/** What every record does alike. */
import { section } from '#test/coverage/scenario';

export const commonBehaviourScenarios = [
  section('A20', 'Common behaviour of records', [
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
];
