/** What change management promises. */
import { section } from '#test/coverage/scenario';

export const changeManagementScenarios = [
  section(
    'C1',
    'Change management',
    [
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
    ],
    { slice: true },
  ),
];
