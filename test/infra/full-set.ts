/** The deployment that is designed for: every process and platform service of the specification with its first path segments, and what each may consume. */
import type { DeployableProcess } from '#infra/functions';
import { type Stage, stages } from '#shared/grammar/process-definition';

/** Who owns which first path segments. `queues` and `reports` are shared by all, and `service-status` is a fixed function's. */
const owners: Readonly<Record<Stage, Readonly<Record<string, string>>>> = {
  'service-strategy': {
    'strategy-management': 'strategic-assessments market-spaces strategies objectives strategic-initiatives traces',
    'service-portfolio-management':
      'portfolio-items business-cases investment-rounds portfolio-reviews service-portfolio',
    'demand-management':
      'demands volume-series activity-patterns user-profiles staffing-plans shaping-measures demand-forecasts',
    'financial-management':
      'ledger-accounts cost-centres fiscal-years fiscal-periods exchange-rates tax-codes journals budgets cost-models allocation-runs depreciation-schedules rate-cards charge-lines usage-records prepaid-blocks invoices credit-notes invoice-runs payments ledger showback cost-imports',
    'business-relationship-management':
      'customers contacts agreements customer-requirements sign-ups surveys survey-responses complaints relationship-reviews',
  },
  'service-design': {
    'design-coordination': 'design-models design-packages design-clashes design-board',
    'service-catalogue-management': 'services catalogue-items catalogue-gaps',
    'service-level-management':
      'service-level-requirements service-level-agreements service-level-reports service-credits service-level-status',
    'risk-management': 'risks impact-analyses mitigation-plans risk-matrix',
    'capacity-management':
      'metrics metric-streams metric-series capacity-thresholds capacity-plans capacity-reports capacity forecasts',
    'availability-management':
      'outages availability availability-models availability-tests availability-plans availability-reports failure-analyses cfia',
    'it-service-continuity-management':
      'business-impact-analyses recovery-options continuity-plans continuity-exercises continuity-invocations continuity',
    'information-security-management':
      'security-controls security-incidents security-reports exhibits statutory-notifications security-tests security-findings data-assets clearances security-reviews',
    'compliance-management':
      'frameworks compliance-controls control-runs control-exceptions compliance-issues auditor-bundles',
    'architecture-management':
      'capabilities blueprints technology-standards architecture-decisions architecture-waivers architecture-checks roadmap-items radar',
    'supplier-management':
      'suppliers supplier-evaluations contracts order-items standard-orders supplier-scorecards supplier-reviews supplier-claims exit-plans supplier-framework supplier-portal contract-calendar',
  },
  'service-transition': {
    'change-management':
      'changes change-proposals standard-change-models maintenance-windows freezes cab-meetings change-calendar',
    'project-management': 'projects resources',
    'application-development': 'development-items application-versions artefacts integrations',
    'release-management': 'releases deployments release-policies environments release-calendar',
    'service-validation-and-testing': 'test-models test-plans test-cases defects acceptance-criteria',
    'service-asset-and-configuration-management':
      'cis ci-classes ci-imports assets licences baselines config-audits cmdb',
    'knowledge-management': 'articles knowledge-bases knowledge',
  },
  'service-operation': {
    'event-management': 'events alerts event-rules monitors monitoring-coverage',
    'incident-management': 'incidents major-incidents',
    'request-fulfilment': 'requests request-models request-tasks',
    'access-management':
      'roles access-profiles access-requests access-grants recertifications identity-events sod-conflicts',
    'problem-management': 'problems known-errors major-problem-reviews problem-candidates',
  },
  functions: {
    'it-operations-control':
      'jobs job-runs job-plans backup-policies backup-runs restores output-queues output-jobs maintenance-plans operations-logs operations-console',
    'facilities-management': 'sites racks sensors sensor-readings visits work-permits facility-tests facilities',
    'application-management': 'applications runbooks skills',
    'technical-management': 'technologies patch-advisories patch-compliance consults config-checks',
  },
  'continual-improvement': {
    'service-review': 'service-reviews',
    'process-evaluation':
      'mining-runs maturity-assessments benchmarks process-audits audit-findings process-reviews process-evaluations evaluation-plans benchmark-consent conformance',
    'csi-initiative-definition': 'improvement-candidates improvement-initiatives improvement-register',
    'csi-initiative-monitoring': 'initiative-monitors corrective-measures statistics',
    'process-governance':
      'process-adoptions process-documents process-adaptations policies courses training-records readiness-assessments adoption-roadmaps governance-meetings process-map governance training',
  },
  'intelligent-ticketing': {
    'intelligent-ticketing': 'tickets dispatch-rules conversations intents bot channels agents',
  },
  platform: {
    'service-notices': 'service-notices',
    approvals: 'approvals approval-policies approval-tokens',
    'approval-delegations': 'approval-delegations',
    templates: 'templates',
    schedules: 'schedules',
    configuration:
      'calendars groups priority-matrices service-level-definitions settings retention-periods configuration users kpi-targets access-keys custom-roles role-delegations group-mappings brand tenant-document tenant-plans process-adoption directory me definitions',
    kpis: 'kpis',
    search: 'search',
    views: 'views',
    operations: 'operations links',
    notifications:
      'notifications notification-settings notification-templates notification-preferences notification-log mail-log quarantine',
    imports: 'imports',
    webhooks: 'webhooks',
    retention: 'erasures legal-holds purge-certificates person-exports',
    audit: 'audit access-log',
    tenants:
      'tenants delegations entry-grants invitations onboardings offboardings tenant-moves tenant-exports isolation-checks plans usage usage-statements platform',
    identity: 'identity-providers sign-in-options',
    msp: 'msp multi-client-incidents tenant-blueprints blueprint-rollouts',
    signer: 'signing-keys',
    live: 'live-tickets',
    'status-page': 'status-page',
    attachments: '',
    'inbound-mail': '',
  },
};

/** Segments that belong to no function of their own. */
export const sharedSegments = ['queues', 'reports', 'service-status'] as const;

const all = stages.flatMap((stage) => Object.entries(owners[stage]).map(([id, paths]) => ({ id, stage, paths })));

/** Ten events of five others, with names as long as they come. */
const consumedBy = (at: number): DeployableProcess['consumes'] =>
  Array.from({ length: 10 }, (_, each) => {
    const { id } = all[(at + 1 + (each % 5) * 7) % all.length] ?? { id: 'nobody' };
    return { source: `itsm.${id}`, detailType: `${id}-record.state_has_changed_${each}` };
  });

/** What a function of the platform needs besides, as those do that need it today. */
const needs: Readonly<Record<string, Partial<DeployableProcess>>> = {
  tenants: { platform: 'writes', uses: ['usage-keys'] },
  configuration: { platform: 'users' },
  msp: { platform: 'reads' },
  notifications: { uses: ['mail'] },
  'inbound-mail': { uses: ['inbound-mail'] },
  webhooks: { uses: ['outbound'] },
};

/** Each with its main record in queues, and figures, a report and a part of the console of its own below shared segments. */
export const fullSet: readonly DeployableProcess[] = all.map(({ id, stage, paths }, at) => {
  const own = paths.split(' ').filter((path) => path !== '');
  const ofLifecycle = stage !== 'platform';
  return {
    ...{ id, stage, paths: own, consumes: consumedBy(at) },
    ...(ofLifecycle && { queues: own.slice(0, 1), shared: [`kpis/${id}`, `reports/${id}`] }),
    ...needs[id],
  };
});
