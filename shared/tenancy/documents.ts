/** The documents that make up a tenant's configuration, and where an effective one comes from. */

import type { Delegation as MspDelegation } from '#shared/tenancy/delegation';
import type { Role } from '#shared/tenancy/roles';
import type { Calendar } from '#shared/time/calendar';

/** A resolver group (A11). */
export interface Group {
  readonly name: string;
  readonly active: boolean;
  readonly members: readonly string[];
  /** The member who joined by themself, until somebody else says the same: not trusted with what is confidential. Never sent, only kept. */
  readonly selfJoined?: string;
  readonly lead?: string;
  readonly calendarId?: string;
  /** The group that this one is part of. */
  readonly parent?: string;
  /** Records that it can have in hand at once. */
  readonly capacity?: number;
  readonly skills?: readonly string[];
  /** Roles whose approvals its members give (A10): a policy that names the role means them. */
  readonly roles?: readonly Role[];
}

/** Numbers and choices a tenant may set: those of all records; each owner's `settings.ts` adds its own. */
export interface Settings {
  readonly businessCalendarId: string;
  /** The only tags that records may get; absent: any. */
  readonly tagVocabulary?: readonly string[];
  /** Every category that records may have, beside that of mail; absent: any (ADR 34). */
  readonly categories?: readonly string[];
  /** Every service that records may name; absent: any. */
  readonly services?: readonly string[];
  /** `stored`: records and groups name only people who are in the directory; absent: any. */
  readonly people?: 'stored';
  /** The category that a record of mail has until somebody knows better. */
  readonly mailCategory: string;
  /** Origins of the web pages that may read answers of the API, such as `https://portal.acme.example` (ADR 24). */
  readonly webOrigins?: readonly string[];
}

/** Who and where the tenant is; the slug and the zone are chosen at onboarding. */
export interface TenantProfile {
  readonly slug: string;
  readonly name: string;
  readonly zone: string;
  readonly kind: 'msp' | 'client';
  /** Signs cursors; made at onboarding, never leaves the function. */
  readonly cursorKey: string;
}

/** What documents hold, by their kind: those that tenancy itself works with. Whoever owns another one adds it to this interface, in `documents.ts`. */
export interface DocumentBodies {
  readonly tenant: TenantProfile;
  readonly settings: Settings;
  readonly calendar: Calendar;
  readonly group: Group;
  /** Marks whoever is no longer there, under their id: deactivated users, operators who left their MSP, access keys that were revoked. */
  readonly 'inactive-user': Readonly<Record<string, never>>;
  /** What an MSP may do here, under its slug: what the authorizer finds in the registry, where everybody else reads it. */
  readonly delegation: MspDelegation;
}
export type DocumentKind = keyof DocumentBodies;

/** Where an effective value comes from (shown to the admin who wonders). */
export type Origin = 'own' | 'inherited' | 'default';

export interface Document<K extends DocumentKind = DocumentKind> {
  readonly kind: K;
  readonly id: string;
  readonly version: number;
  readonly origin: Origin;
  readonly body: DocumentBodies[K];
  readonly updatedAt?: string;
  /** Of a group: who joined it by themself, see {@link Group.selfJoined}. */
  readonly selfJoined?: string;
}

/** A document's id and the version that was in force. */
export interface VersionRef {
  readonly id: string;
  readonly version: number;
}

export function isKind<K extends DocumentKind>(document: Document, kind: K): document is Document<K> {
  return document.kind === kind;
}

/** A document as whoever states one by default gives it. */
export interface DefaultDocument<K extends DocumentKind> {
  readonly id: string;
  readonly body: DocumentBodies[K];
}

/** A kind of document as its owner states it; what the owner's functions carry is what they read. */
export interface Documents<K extends DocumentKind> {
  readonly kind: K;
  /** What is in effect before anybody sets anything. @param zone the tenant's IANA time zone */
  readonly defaults?: (zone: string) => readonly DefaultDocument<K>[];
}

const stated: Documents<DocumentKind>[] = [];

/** States a kind of document: a function that carries the file has its defaults in effect from then on. */
export function defineDocuments<K extends DocumentKind>(documents: Documents<K>): Documents<K> {
  stated.push(documents);
  return documents;
}

/** The kinds that this function carries, in the order in which they were stated. */
export const statedDocuments = (): readonly Documents<DocumentKind>[] => stated;

/** Those of a kind that are in effect. */
export function documentsOf<K extends DocumentKind>(
  { documents }: { readonly documents: readonly Document[] },
  { kind }: Documents<K>,
): readonly Document<K>[] {
  return documents.filter((document): document is Document<K> => document.kind === kind);
}

/** The one of a kind under an id, as it is in effect. */
export function documentNamed<K extends DocumentKind>(
  { documents }: { readonly documents: readonly Document[] },
  { kind }: Documents<K>,
  id: string,
): Document<K> | undefined {
  return documents.find((document): document is Document<K> => document.kind === kind && document.id === id);
}

/** The body of a kind that there is one document of, under an id. @throws RangeError when there is none, which its default keeps from happening */
export function bodyNamed<K extends DocumentKind>(
  configuration: { readonly documents: readonly Document[] },
  documents: Documents<K>,
  id: string,
): DocumentBodies[K] {
  const found = documentNamed(configuration, documents, id);
  if (!found) throw new RangeError(`expected a ${documents.kind} ${id} in the tenant's configuration, found none`);
  return found.body;
}
