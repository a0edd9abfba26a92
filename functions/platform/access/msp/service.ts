/** The view of an MSP's operators across their clients (A17): to look at; what is done is done in one tenant. */
import { incident } from '#functions/service-operation/incident-management/contract';
import { change } from '#functions/service-transition/change-management/contract';
import { operation, type ServiceDefinition } from '#shared/serve/service';
import { recordsOfClients, viewQuery } from './records.ts';
import { slaOfClients, slaQuery } from './sla.ts';

export const msp: ServiceDefinition = {
  id: 'msp',
  stage: 'platform',
  group: 'access',
  title: 'Clients of an MSP',
  purpose: 'Show an MSP’s operators what is open in all tenants that they may work for.',
  platform: 'reads',
  operations: [
    operation({
      id: 'listIncidentsOfClients',
      method: 'GET',
      path: ['msp', incident.path],
      summary: 'List the open incidents of all clients, the most urgent first',
      by: ['MSP'],
      query: viewQuery,
      statuses: [200],
      run: recordsOfClients(incident.path),
    }),
    operation({
      id: 'listChangesOfClients',
      method: 'GET',
      path: ['msp', change.path],
      summary: 'List the open changes of all clients, the most urgent first',
      by: ['MSP'],
      query: viewQuery,
      statuses: [200],
      run: recordsOfClients(change.path),
    }),
    operation({
      id: 'readServiceLevelsOfClients',
      method: 'GET',
      path: ['msp', 'sla'],
      summary: 'Read how well each client is served: targets kept in a period, and what is overdue now',
      by: ['MSP'],
      query: slaQuery,
      statuses: [200],
      run: slaOfClients,
    }),
  ],
  consumes: [],
};
