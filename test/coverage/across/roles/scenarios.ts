/** What roles may do and see, whatever the record. */
import { section } from '#test/coverage/scenario';

export const rolesScenarios = [
  section('A17', 'Roles and permissions', [
    [2, 'an end user does not find somebody else’s incident'],
    ['later', 'an agent cannot edit a configuration item without a change'],
    [2, 'an MSP operator finds nothing in a tenant not delegated to them, and the attempt is logged'],
    [2, 'an auditor cannot write anything'],
    [3, 'who requested a change cannot decide its approval'],
    [2, 'a requester’s view of the history has no internal note in it'],
  ]),
];
