/** What every record has beside its own fields (A3): the envelope that the machinery writes, and the common fields. */

import {
  choice,
  type Fields,
  flag,
  integer,
  line,
  list,
  reference,
  text,
  type ValuesOf,
  values,
} from '#shared/grammar/fields';
import type { RetentionClass } from '#shared/grammar/retention-classes';

export const channels = ['portal', 'email', 'phone', 'chat', 'bot', 'monitoring', 'api', 'walk_in', 'system'] as const;
/** What monitoring and our own automation report nobody else does: nobody is told of such records, and figures count a machine. */
const channelsOfPeople = channels.filter((channel) => channel !== 'monitoring' && channel !== 'system');

/** Fields that every record accepts. */
export const commonFields = {
  title: line({ max: 160, required: true, label: 'Title' }),
  description: text({ max: 32_000, label: 'Description' }),
  channel: choice(channels, { label: 'Channel', filter: true, ofRequesters: channelsOfPeople }),
  requesterId: reference({ label: 'Requester', filter: true, personal: true, directory: 'person' }),
  onBehalfOf: reference({ label: 'On behalf of', personal: true, directory: 'person' }),
  assignedGroup: reference({ label: 'Assigned group', filter: true, readOnly: true, directory: 'group' }),
  assignedTo: reference({ label: 'Assigned to', filter: true, readOnly: true }),
  serviceId: reference({ label: 'Service', filter: true, directory: 'service' }),
  ciIds: list(reference(), { max: 100, label: 'Configuration items' }),
  tags: list(text({ max: 40, min: 2, pattern: /^[a-z0-9-]+$/, like: 'characters of a-z, 0-9 and -' }), {
    max: 30,
    label: 'Tags',
  }),
  watchers: list(reference(), { max: 100, label: 'Watchers', personal: true, directory: 'person' }),
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
  externalId: reference({ label: 'Identifier in the system it came from', filter: true, statedBy: 'agents' }),
} as const satisfies Fields;

export type CommonField = keyof typeof commonFields;

/** What capabilities write on records that have them: each adds its own, beside what it says of it (`declare module '#shared/grammar/record'`). */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled where the capabilities are
export interface PartEnvelope {}

/** What the machinery writes on every record. Instants are RFC 3339 in UTC. */
export interface Envelope<S extends string = string> extends PartEnvelope {
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
  /** The number of its parent. */
  readonly parentId?: string;
  /** Records that name this one as their parent. */
  readonly childCount?: number;
  /** Custom fields that a requester may not see; answered within `customFields` to those who may. */
  readonly customFieldsInternal?: Readonly<Record<string, unknown>>;
}

/** A record of a definition: envelope, common fields, own fields. */
export type RecordOf<F extends Fields, S extends string> = Envelope<S> & ValuesOf<typeof commonFields> & ValuesOf<F>;

/** A record as the machinery handles it, when the definition is only known at run time. */
export type AnyRecord = Envelope & ValuesOf<typeof commonFields> & { readonly [field: string]: unknown };
