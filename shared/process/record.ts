/** What every record has beside its own fields (A3): the envelope that the machinery writes, and the common fields. */

import {
  choice,
  type Fields,
  flag,
  integer,
  list,
  reference,
  text,
  type ValuesOf,
  values,
} from '#shared/process/fields';
import type { ServiceLevelClock } from '#shared/service-levels/clock';
import type { RetentionClass } from '#shared/tenancy/documents';

export const channels = ['portal', 'email', 'phone', 'chat', 'bot', 'monitoring', 'api', 'walk_in', 'system'] as const;

/** Fields that every record accepts. */
export const commonFields = {
  title: text({ max: 160, required: true, label: 'Title' }),
  description: text({ max: 32_000, label: 'Description' }),
  channel: choice(channels, { label: 'Channel', filter: true }),
  requesterId: reference({ label: 'Requester', filter: true, personal: true }),
  onBehalfOf: reference({ label: 'On behalf of', personal: true }),
  assignedGroup: reference({ label: 'Assigned group', filter: true, readOnly: true }),
  assignedTo: reference({ label: 'Assigned to', filter: true, readOnly: true }),
  serviceId: reference({ label: 'Service', filter: true }),
  ciIds: list(reference(), { max: 100, label: 'Configuration items' }),
  tags: list(text({ max: 40, min: 2, pattern: /^[a-z0-9-]+$/ }), { max: 30, label: 'Tags' }),
  watchers: list(reference(), { max: 100, label: 'Watchers', personal: true }),
  confidential: flag({ label: 'Confidential' }),
  templateId: reference({
    label: 'Template',
    filter: true,
    fixed: true,
    description: 'Number of the template it is made with',
  }),
  templateVersion: integer({ min: 1, max: 1_000_000, label: 'Version of the template', readOnly: true }),
  customFields: values({
    max: 100,
    label: 'Custom fields',
    description: 'Values by key, as the template asks for them',
  }),
  externalId: reference({ label: 'Identifier in the system it came from', filter: true }),
} as const satisfies Fields;

export type CommonField = keyof typeof commonFields;

/** What the machinery writes on every record. Instants are RFC 3339 in UTC. */
export interface Envelope<S extends string = string> {
  /** ULID: the identity. */
  readonly uid: string;
  /** The number people use, such as INC0000042: a label, unique per tenant and type. */
  readonly id: string;
  readonly type: string;
  /** Grows by one with every change a requester can see; the ETag. */
  readonly version: number;
  readonly state: S;
  readonly openedAt: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly closedAt?: string;
  readonly deletedAt?: string;
  /** How long it is kept once it is closed or deleted (A9). */
  readonly retentionClass?: RetentionClass;
  /** Neither deleted nor purged while it is set. */
  readonly legalHold?: boolean;
  /** Mandatory tasks that are neither done nor skipped. */
  readonly openTasks?: number;
  /** The record that this one, a duplicate, was merged into, and when. */
  readonly mergedInto?: { readonly id: string; readonly uid: string; readonly at: string };
  /** Records that said the same before, as found when this one was made; the most similar first. */
  readonly possibleDuplicates?: readonly { readonly id: string; readonly uid: string; readonly similarity: number }[];
  /** Duplicates that were merged into this one. */
  readonly mergedCount?: number;
  /** The record that this one was split from, and what of it is shown here as well. */
  readonly splitFrom?: {
    readonly id: string;
    readonly uid: string;
    readonly at: string;
    readonly comments: readonly string[];
    readonly attachments: readonly string[];
  };
  /** The number of its parent. */
  readonly parentId?: string;
  /** Records that name this one as their parent. */
  readonly childCount?: number;
  readonly clocks?: Readonly<Record<string, ServiceLevelClock>>;
  /** Custom fields that a requester may not see; answered within `customFields` to those who may. */
  readonly customFieldsInternal?: Readonly<Record<string, unknown>>;
  /** What the clocks' definitions were chosen by; they are chosen anew when it changes. */
  readonly clockBasis?: string;
}

/** A record of a definition: envelope, common fields, own fields. */
export type RecordOf<F extends Fields, S extends string> = Envelope<S> & ValuesOf<typeof commonFields> & ValuesOf<F>;

/** A record as the machinery handles it, when the definition is only known at run time. */
export type AnyRecord = Envelope & ValuesOf<typeof commonFields> & { readonly [field: string]: unknown };
