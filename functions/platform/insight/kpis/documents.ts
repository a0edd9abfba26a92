/** What a KPI is to reach, as a tenant sets it (A19). */
import { defineDocuments } from '#shared/tenancy/documents';

/** Green from one value on, red beyond the other, amber between. */
export interface KpiTarget {
  readonly process: string;
  readonly key: string;
  readonly green: number;
  readonly amber: number;
  /** Of a KPI of money: the currency whose figures it is for, in minor units. */
  readonly currency?: string | undefined;
}

declare module '#shared/tenancy/documents' {
  interface DocumentBodies {
    readonly 'kpi-target': KpiTarget;
  }
}

export const targetDocuments = defineDocuments({ kind: 'kpi-target' });
