/** What records are kept for the same time (A9): a type names its class, and a tenant says how long each is kept. */

export const retentionClasses = [
  'operational',
  'change',
  'release',
  'access',
  'audit',
  'raw-event',
  'prediction',
  'quarantine',
  'finance',
] as const;
export type RetentionClass = (typeof retentionClasses)[number];
