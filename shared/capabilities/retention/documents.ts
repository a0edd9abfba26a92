/** How long each class of records is kept, as a tenant sets it (A9). */
import type { RetentionClass } from '#shared/grammar/retention-classes';
import type { Configuration } from '#shared/tenancy/configuration';
import { bodyNamed, defineDocuments } from '#shared/tenancy/documents';

/** ISO 8601 periods of years, months and days, by class. */
export type Retention = Readonly<Record<RetentionClass, string>>;

declare module '#shared/tenancy/documents' {
  interface DocumentBodies {
    readonly retention: Retention;
  }
}

/** Classes that came later: periods that were set before do not say them, and the product's own holds. */
export const laterRetentionClasses: readonly RetentionClass[] = ['finance'];

/** A9. */
export const defaultRetention: Retention = {
  operational: 'P3Y',
  change: 'P7Y',
  release: 'P7Y',
  access: 'P7Y',
  audit: 'P7Y',
  'raw-event': 'P30D',
  prediction: 'P13M',
  quarantine: 'P90D',
  // A credit outlives its contract.
  finance: 'P10Y',
};

/** There is one document of them. */
export const RETENTION = 'retention';

export const retentionDocuments = defineDocuments({
  kind: 'retention',
  defaults: () => [{ id: RETENTION, body: defaultRetention }],
});

/** The periods in effect, of every class. */
export const periodsOf = (config: Pick<Configuration, 'documents'>): Retention => ({
  ...defaultRetention,
  ...bodyNamed(config, retentionDocuments, RETENTION),
});
