/** What a tenant may set, by its owners, gathered from their folders by `npm run docs:generate`. */
import { approvalsSettings } from '#shared/capabilities/approvals/settings';
import type { SettingRows } from '#shared/tenancy/settings';
import { inboundMailSettings } from './platform/exchange/inbound-mail/settings.ts';
import { incidentManagementSettings } from './service-operation/incident-management/settings.ts';
import { requestFulfilmentSettings } from './service-operation/request-fulfilment/settings.ts';

export const settings: readonly SettingRows[] = [
  approvalsSettings,
  inboundMailSettings,
  incidentManagementSettings,
  requestFulfilmentSettings,
];
