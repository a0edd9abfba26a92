/** The acceptance scenarios: what the product promises, and which body of work owes the proof, gathered from their folders by `npm run docs:generate`. */
import { eventManagementScenarios } from '#functions/service-operation/event-management/scenarios';
import { incidentManagementScenarios } from '#functions/service-operation/incident-management/scenarios';
import { requestFulfilmentScenarios } from '#functions/service-operation/request-fulfilment/scenarios';
import { changeManagementScenarios } from '#functions/service-transition/change-management/scenarios';
import { knowledgeManagementScenarios } from '#functions/service-transition/knowledge-management/scenarios';
import type { Section } from '#test/coverage/scenario';
import { commonBehaviourScenarios } from './across/common-behaviour/scenarios.ts';
import { metScenarios } from './across/met/scenarios.ts';
import { rolesScenarios } from './across/roles/scenarios.ts';
import { serviceLevelsScenarios } from './across/service-levels/scenarios.ts';

export const scenarios: readonly Section[] = [
  ...eventManagementScenarios,
  ...incidentManagementScenarios,
  ...requestFulfilmentScenarios,
  ...changeManagementScenarios,
  ...knowledgeManagementScenarios,
  ...commonBehaviourScenarios,
  ...metScenarios,
  ...rolesScenarios,
  ...serviceLevelsScenarios,
];
