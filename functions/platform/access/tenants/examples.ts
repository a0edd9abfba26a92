/** Bodies that no schema alone gives. */
import type { Examples } from '#shared/grammar/examples';

export const tenantsExamples = {
  of: 'tenants',
  requests: {
    createAccessKey: { name: 'Monitoring', roles: ['INT'] },
    grantDelegation: { roles: ['AGT'], scope: ['incidents'], until: '2026-12-31T23:00:00Z' },
    onboardTenant: { slug: 'initech', name: 'Initech', zone: 'Europe/London' },
    updateTenant: { zone: 'Europe/Berlin' },
  },
} satisfies Examples;
