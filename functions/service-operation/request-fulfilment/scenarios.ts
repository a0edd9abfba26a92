/** What request fulfilment promises. */
import { section } from '#test/coverage/scenario';

export const requestFulfilmentScenarios = [
  section('D3', 'Request fulfilment', [
    [9, 'a laptop is approved by the manager, a dearer one by the owner of the cost centre as well'],
    [9, 'an open request keeps the version, the price and the steps that it was ordered by'],
    [9, 'steps open together as soon as what they depend on is done, and not before'],
    [9, 'a step that has failed for good has what was done before it taken back, the latest first'],
    [9, 'a silent approver is escalated past, and the order rejected in the end; silence never approves'],
    [9, 'of two orders of the last pieces one has them, the other waits for the supplier'],
    [9, 'who is not eligible can neither order nor find an item'],
    [9, 'a request of automated steps alone is closed within a minute'],
    [9, 'a request that was fulfilled and that nobody answers closes after three business days'],
  ]),
];
