/** Which problems an operation can answer with: named sets of slugs, each a component response. */

import { type ProblemSlug, problems } from '#shared/http/problems';
import { ref, type Schema } from '#shared/openapi/schema';

/** Component response → its slugs, all of one status. */
const sets = {
  BadRequest: ['malformed-request', 'unknown-parameter'],
  BadListRequest: ['malformed-request', 'unknown-parameter', 'invalid-cursor'],
  BadPost: ['malformed-request', 'unknown-parameter', 'idempotency-key-required'],
  Unauthenticated: ['unauthenticated'],
  Forbidden: ['forbidden', 'tenant-suspended'],
  ForbiddenAction: ['forbidden', 'segregation-of-duties', 'tenant-suspended'],
  NotFound: ['not-found'],
  CreateConflict: ['duplicate', 'guard-failed', 'request-in-progress', 'write-conflict'],
  UpdateConflict: ['record-closed', 'immutable', 'guard-failed', 'duplicate', 'write-conflict'],
  ActionConflict: [
    'illegal-transition',
    'guard-failed',
    'duplicate',
    'nesting-too-deep',
    'request-in-progress',
    'write-conflict',
  ],
  DeleteConflict: ['legal-hold', 'in-use', 'guard-failed', 'illegal-transition', 'write-conflict'],
  DownloadConflict: ['not-downloadable'],
  RedactionConflict: [
    'legal-hold',
    'record-closed',
    'guard-failed',
    'illegal-transition',
    'request-in-progress',
    'write-conflict',
  ],
  MergeConflict: ['merge-refused', 'guard-failed', 'duplicate', 'request-in-progress', 'write-conflict'],
  SplitConflict: [
    'record-closed',
    'illegal-transition',
    'guard-failed',
    'duplicate',
    'request-in-progress',
    'write-conflict',
  ],
  OperationConflict: ['request-in-progress', 'write-conflict'],
  ApplyConflict: ['record-closed', 'immutable', 'guard-failed', 'request-in-progress', 'write-conflict'],
  CommentConflict: ['record-closed', 'request-in-progress', 'write-conflict'],
  TaskConflict: ['record-closed', 'illegal-transition', 'guard-failed', 'request-in-progress', 'write-conflict'],
  LinkConflict: ['merge-refused', 'duplicate', 'link-cycle', 'nesting-too-deep', 'write-conflict'],
  ServiceConflict: [
    'duplicate',
    'in-use',
    'auditor-exclusive',
    'illegal-transition',
    'guard-failed',
    'request-in-progress',
    'write-conflict',
  ],
  VersionMismatch: ['version-mismatch'],
  PayloadTooLarge: ['payload-too-large'],
  UnsupportedMediaType: ['unsupported-media-type'],
  UnacceptableCreate: [
    'validation-failed',
    'required-field-missing',
    'read-only-field',
    'unknown-field',
    'unknown-tag',
    'expression-too-costly',
    'limit-exceeded',
    'unknown-reference',
    'opened-at-in-future',
    'opened-at-too-old',
    'invalid-window',
    'not-a-member',
    'inactive-group',
    'idempotency-key-reused',
  ],
  UnacceptableUpdate: [
    'validation-failed',
    'required-field-missing',
    'read-only-field',
    'unknown-field',
    'unknown-tag',
    'expression-too-costly',
    'limit-exceeded',
    'unknown-reference',
    'invalid-window',
    'not-a-member',
    'inactive-group',
  ],
  UnacceptableInput: [
    'validation-failed',
    'required-field-missing',
    'unknown-field',
    'invalid-template',
    'expression-too-costly',
    'limit-exceeded',
    'unknown-reference',
    'invalid-window',
    'not-a-member',
    'inactive-group',
    'invalid-decision-token',
    'idempotency-key-reused',
  ],
  UnacceptableOperation: [
    'validation-failed',
    'required-field-missing',
    'unknown-field',
    'unknown-reference',
    'limit-exceeded',
    'idempotency-key-reused',
  ],
  UnacceptableAttachment: [
    'validation-failed',
    'required-field-missing',
    'unknown-field',
    'limit-exceeded',
    'idempotency-key-reused',
  ],
  UnacceptableLink: [
    'validation-failed',
    'required-field-missing',
    'unknown-field',
    'unknown-reference',
    'link-not-allowed',
    'limit-exceeded',
  ],
  UnacceptableDocument: [
    'validation-failed',
    'required-field-missing',
    'unknown-field',
    'unknown-reference',
    'limit-exceeded',
    'calendar-never-open',
    'invalid-calendar',
    'matrix-not-monotone',
    'ola-exceeds-sla',
    'invalid-window',
    'timeout-too-long',
    'webhook-address-refused',
    'idempotency-key-reused',
  ],
  UnsortableList: ['too-many-to-sort'],
  UnacceptableQuery: ['validation-failed', 'invalid-window', 'unknown-reference'],
  PreconditionRequired: ['precondition-required'],
  TooManyRequests: ['rate-limited', 'quota-exceeded'],
  InternalError: ['internal-error'],
  Unavailable: ['dependency-unavailable'],
} as const satisfies Readonly<Record<string, readonly [ProblemSlug, ...ProblemSlug[]]>>;

export type ProblemSet = keyof typeof sets;

/** What every request that needs credentials can be answered with. */
export const always: readonly ProblemSet[] = [
  'Unauthenticated',
  'NotFound',
  'TooManyRequests',
  'InternalError',
  'Unavailable',
];

const statusOf = (name: ProblemSet): number => problems[sets[name][0]][0];

/** The `responses` entries of these sets, by status. @throws Error when two of them have the same status. */
export function problemResponses(names: readonly ProblemSet[]): Schema {
  const byStatus = new Map(names.map((name) => [String(statusOf(name)), ref('responses', name)]));
  if (byStatus.size !== names.length) throw new Error(`two problem sets with one status among ${names.join(', ')}`);
  return Object.fromEntries([...byStatus].sort());
}

/** The component responses. */
export function problemComponents(): Schema {
  return Object.fromEntries(Object.entries(sets).map(([name, slugs]) => [name, component(slugs)]));
}

function component(slugs: readonly ProblemSlug[]): Schema {
  const [first = 'internal-error'] = slugs;
  const [status] = problems[first];
  const limits = status === 429 || status === 503 ? ['Retry-After'] : [];
  const names = ['X-Request-Id', ...limits, ...(status === 412 ? ['ETag'] : []), 'RateLimit', 'RateLimit-Policy'];
  return {
    description: slugs.map((slug) => `\`${slug}\`: ${problems[slug][1]}.`).join(' '),
    headers: Object.fromEntries(names.map((name) => [name, ref('headers', name)])),
    content: {
      'application/problem+json': {
        schema: ref('schemas', 'Problem'),
        examples: Object.fromEntries(slugs.map((slug) => [slug, { value: sample(slug) }])),
      },
    },
    'x-problems': slugs,
  };
}

function sample(slug: ProblemSlug): Schema {
  const [status, title] = problems[slug];
  const detail = `${title}; what was expected and what was given stand here.`;
  return { type: `urn:itsm:problem:${slug}`, title, status, detail, instance: '4e1bb1d2-5a7f-4c0e-9a55-2f3c6f0f7a11' };
}
