/**
 * How documents of a kind are set: each kind's owner states it in a file `document-forms.ts`, and the configuration service makes the
 * operations of all of them. What functions read stands in `documents.ts` beside it, so that they carry no more than that.
 */
import type * as z from 'zod/mini';
import type { TenantId } from '#shared/ids/tenant-id';
import type { ProblemSlug } from '#shared/problems/problems';
import type { ProblemRows } from '#shared/problems/row';
import type { Write } from '#shared/store/store';
import type { Caller } from '#shared/tenancy/context';
import type { Document, DocumentBodies, DocumentKind, TenantProfile } from '#shared/tenancy/documents';
import type { Role } from '#shared/tenancy/roles';

/** One thing that is wrong with a document. */
export interface Fault {
  readonly slug: ProblemSlug;
  readonly pointer: string;
  readonly message: string;
  /** What else a program needs to know of it. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** What is answered with a document that was taken all the same. */
interface Warning {
  readonly code: string;
  readonly message: string;
}

/** What a trial looks at. */
export interface Tried {
  readonly documents: readonly Document[];
  readonly profile: TenantProfile;
  readonly caller: Caller;
}

/** A request below the collection that tries something and stores nothing, such as `POST /v1/calendars/evaluate`. */
export interface Trial<B = never> {
  /** OpenAPI operation id. */
  readonly id: string;
  /** The last segment of its path. */
  readonly segment: string;
  readonly summary: string;
  /** Who may ask; absent: everyone who is authenticated. */
  readonly by?: readonly Role[];
  readonly body: z.ZodMiniType<unknown>;
  /** @returns the body of the answer @throws Problem */
  readonly answer: (body: B, tried: Tried) => unknown;
}

/** States a trial, its body typed by its schema. */
export function defineTrial<B>(trial: Trial<B> & { readonly body: z.ZodMiniType<B> }): Trial {
  return trial;
}

export interface DocumentForm<K extends DocumentKind = DocumentKind> {
  readonly kind: K;
  /** Collection under /v1. */
  readonly path: string;
  readonly title: string;
  readonly schema: z.ZodMiniType<unknown>;
  /** Whether a client has its MSP's. */
  readonly inherited: boolean;
  readonly writers: readonly Role[];
  /** The one id of a kind that there is one document of. */
  readonly only?: string;
  /** @param documents in effect, to refer to @param id of the document @returns everything that is wrong */
  check(body: DocumentBodies[K], documents: readonly Document[], id: string): readonly Fault[];
  /** What is told to who sets it, though it is taken. */
  warnings?(body: DocumentBodies[K], documents: readonly Document[], id: string): readonly Warning[];
  /** Whether others of the kind bear on what such a document may say: these are written one after the other. */
  together?(body: DocumentBodies[K]): boolean;
  /** People whom it names, and where: they are in the directory, where the tenant keeps one (ADR 34). */
  people?(body: DocumentBodies[K]): readonly { readonly pointer: string; readonly word: string }[];
  /** Those whom it makes members of something: whoever puts themselves among them is noted, until somebody else says the same. */
  members?(body: DocumentBodies[K]): readonly string[];
  /** What is written with each version; `body` is undefined once there is none of the tenant's own. */
  also?(profile: TenantProfile, tenant: TenantId, body: DocumentBodies[K] | undefined): readonly Write[];
  /** POST to the collection, for who would rather name it in the body. */
  readonly posted?: { readonly id: string; readonly summary: string };
  readonly trials?: readonly Trial[];
  /** Why it is refused where others are not. */
  readonly problems?: ProblemRows;
}

/** States how documents of a kind are set, its rules typed by what the kind holds. */
export function defineForm<K extends DocumentKind>(form: DocumentForm<K>): DocumentForm {
  return form as DocumentForm;
}
