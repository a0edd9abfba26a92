/** The instant at which the conformance tests happen: a Monday morning in the tenants' office hours. */
export const NOW = '2026-06-01T09:00:00Z';
