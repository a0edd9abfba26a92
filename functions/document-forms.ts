/** How configuration documents are set, by their owners, gathered from their folders by `npm run docs:generate`. */
import { approvalsDocumentForms } from '#shared/capabilities/approvals/document-forms';
import { clocksDocumentForms } from '#shared/capabilities/clocks/document-forms';
import { retentionDocumentForms } from '#shared/capabilities/retention/document-forms';
import { routingDocumentForms } from '#shared/capabilities/routing/document-forms';
import type { DocumentForm } from '#shared/tenancy/document-form';
import { configurationDocumentForms } from './platform/access/configuration/document-forms.ts';
import { importsDocumentForms } from './platform/exchange/imports/document-forms.ts';
import { serviceStatusDocumentForms } from './platform/exchange/service-status/document-forms.ts';
import { kpisDocumentForms } from './platform/insight/kpis/document-forms.ts';

export const documentForms: readonly DocumentForm[] = [
  ...approvalsDocumentForms,
  ...clocksDocumentForms,
  ...retentionDocumentForms,
  ...routingDocumentForms,
  ...configurationDocumentForms,
  ...importsDocumentForms,
  ...serviceStatusDocumentForms,
  ...kpisDocumentForms,
];
