/** Every problem the API answers with, in one table (RFC 9457); `docs/errors.md` must equal it. */

/** Slug → HTTP status and title. The `type` on the wire is `urn:itsm:problem:<slug>` (A1). */
export const problems = {
  'malformed-request': [400, 'The request cannot be parsed'],
  'unknown-parameter': [400, 'Unknown query parameter'],
  'invalid-cursor': [400, 'The cursor is not valid for this request'],
  'idempotency-key-required': [400, 'A machine client must send an Idempotency-Key'],
  unauthenticated: [401, 'The caller is not authenticated'],
  forbidden: [403, 'The caller may not do this'],
  'segregation-of-duties': [403, 'The same person may not do both'],
  'tenant-suspended': [403, 'The tenant is suspended'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'The resource does not know this method'],
  'illegal-transition': [409, 'The record’s state does not allow this action'],
  'guard-failed': [409, 'A condition of this action is not met'],
  duplicate: [409, 'It exists already'],
  'in-use': [409, 'It is still in use'],
  'legal-hold': [409, 'The record is under legal hold'],
  'record-closed': [409, 'The record is closed'],
  'not-downloadable': [409, 'The attachment cannot be downloaded'],
  immutable: [409, 'It does not change any more'],
  'link-cycle': [409, 'The link would close a cycle'],
  'nesting-too-deep': [409, 'A child cannot have children'],
  'merge-refused': [409, 'These records cannot be merged, or no longer be separated'],
  'request-in-progress': [409, 'A request with this idempotency key is still running'],
  'auditor-exclusive': [409, 'An auditor may hold no other role'],
  'write-conflict': [409, 'Others kept changing the record; try again'],
  'version-mismatch': [412, 'The record has changed since it was read'],
  'payload-too-large': [413, 'The request body is too large'],
  'unsupported-media-type': [415, 'The media type is not supported'],
  'validation-failed': [422, 'The request is well-formed but not acceptable'],
  'required-field-missing': [422, 'A required field is missing'],
  'read-only-field': [422, 'The field cannot be written'],
  'unknown-field': [422, 'The field is not known'],
  'unknown-tag': [422, 'The tag is not in the tenant’s vocabulary'],
  'expression-too-costly': [422, 'A condition of the template takes too many steps'],
  'too-many-to-sort': [422, 'There are too many records for this order'],
  'invalid-template': [422, 'The template is not valid'],
  'unknown-reference': [422, 'A referenced object does not exist'],
  'idempotency-key-reused': [422, 'The idempotency key was used for another request'],
  'opened-at-in-future': [422, 'A record cannot be opened in the future'],
  'opened-at-too-old': [422, 'A record cannot be opened that long ago'],
  'not-a-member': [422, 'The person is not a member of the group'],
  'inactive-group': [422, 'The group is not active'],
  'link-not-allowed': [422, 'These records cannot be linked this way'],
  'limit-exceeded': [422, 'A limit of the record is reached'],
  'calendar-never-open': [422, 'The calendar is never open'],
  'invalid-calendar': [422, 'The calendar is not valid'],
  'matrix-not-monotone': [422, 'The priority matrix is not monotone'],
  'ola-exceeds-sla': [422, 'An operational level target exceeds the service level target'],
  'invalid-window': [422, 'The window ends before it begins'],
  'webhook-address-refused': [422, 'Webhooks do not go to this address'],
  'invalid-decision-token': [422, 'The decision token is not valid'],
  'timeout-too-long': [422, 'The timeout is too long'],
  'not-attempted': [424, 'An item before it was refused'],
  'precondition-required': [428, 'If-Match is required'],
  'rate-limited': [429, 'Too many requests'],
  'quota-exceeded': [429, 'The quota is used up'],
  'internal-error': [500, 'Something went wrong on our side'],
  'dependency-unavailable': [503, 'A service that we depend on did not answer'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemSlug = keyof typeof problems;

/** One field's error; `pointer` is a JSON Pointer into the body (RFC 6901). */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** Thrown once, rendered once by `serve`: what was expected, what was given, what to do. */
export class Problem extends Error {
  readonly slug: ProblemSlug;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(slug: ProblemSlug, detail: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.name = 'Problem';
    this.slug = slug;
    this.extra = extra;
  }

  get status(): number {
    return problems[this.slug][0];
  }

  /** The document on the wire; `instance` is the request id. */
  document(instance: string): Record<string, unknown> {
    const [status, title] = problems[this.slug];
    return {
      type: `urn:itsm:problem:${this.slug}`,
      title,
      status,
      detail: shortened(this.message),
      instance,
      ...this.extra,
    };
  }
}

/** What was given stands in messages; nobody needs a megabyte of it back. */
const MAX_DETAIL = 4_000;

const shortened = (text: string): string =>
  text.length <= MAX_DETAIL ? text : `${text.slice(0, MAX_DETAIL).toWellFormed()}…`;
