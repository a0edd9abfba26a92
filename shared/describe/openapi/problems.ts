/** Which problems an operation can answer with: named sets of slugs, each a component response. */

import { ref, type Schema } from '#shared/describe/openapi/schema';
import { isProblem, type ProblemSlug, problemRow } from '#shared/problems/problems';
import type { ProblemRows } from '#shared/problems/row';

/** Component response → its slugs, all of one status. */
const sets = {
  BadRequest: ['malformed-request', 'unknown-parameter'],
  BadListRequest: ['malformed-request', 'unknown-parameter', 'invalid-cursor'],
  BadPost: ['malformed-request', 'unknown-parameter', 'idempotency-key-required'],
  Unauthenticated: ['unauthenticated'],
  Forbidden: ['forbidden', 'tenant-suspended'],
  ForbiddenAction: ['forbidden', 'segregation-of-duties', 'tenant-suspended'],
  NotFound: ['not-found'],
  NotAcceptable: ['not-acceptable'],
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
  ServiceConflict: [
    'duplicate',
    'in-use',
    'link-cycle',
    'last-administrator',
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
    'amount-out-of-range',
    'unknown-currency',
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
    'amount-out-of-range',
    'unknown-currency',
    'invalid-window',
    'not-a-member',
    'inactive-group',
  ],
  UnacceptableInput: [
    'validation-failed',
    'required-field-missing',
    'unknown-field',
    'expression-too-costly',
    'limit-exceeded',
    'unknown-reference',
    'amount-out-of-range',
    'unknown-currency',
    'invalid-window',
    'not-a-member',
    'inactive-group',
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
  UnacceptableDocument: [
    'validation-failed',
    'required-field-missing',
    'unknown-field',
    'unknown-reference',
    'limit-exceeded',
    'not-a-member',
    'calendar-never-open',
    'invalid-calendar',
    'invalid-window',
    'idempotency-key-reused',
  ],
  UnacceptableQuery: ['validation-failed', 'invalid-window', 'unknown-reference'],
  PreconditionRequired: ['precondition-required'],
  TooManyRequests: ['rate-limited', 'quota-exceeded'],
  InternalError: ['internal-error'],
  Unavailable: ['dependency-unavailable'],
} as const satisfies Readonly<Record<string, readonly [ProblemSlug, ...ProblemSlug[]]>>;

export type ProblemSet = keyof typeof sets;

/** What may be wrong with any input. */
export const unacceptable: readonly ProblemSlug[] = sets.UnacceptableOperation;

/** What every request that needs credentials can be answered with. */
export const always: readonly ProblemSet[] = [
  'Unauthenticated',
  'NotFound',
  'TooManyRequests',
  'InternalError',
  'Unavailable',
];

/** Slugs of one status that are told together, under a name of their own. */
export interface SlugSet {
  readonly name: string;
  readonly slugs: readonly ProblemSlug[];
  /** Rules of the owner are asked: what it states itself of the status is answered there too. */
  readonly ruled?: boolean;
}

/** A process or service, with what it states itself. */
export interface ProblemOwner {
  readonly id: string;
  readonly problems?: ProblemRows;
}

/** Sets of operations that its rules are asked in: what it states of the same status is answered there too. */
const RULED: ReadonlySet<ProblemSet> = new Set<ProblemSet>([
  'ForbiddenAction',
  'CreateConflict',
  'UpdateConflict',
  'ActionConflict',
  'ServiceConflict',
  'UnacceptableCreate',
  'UnacceptableUpdate',
  'UnacceptableInput',
  'UnacceptableDocument',
]);

/** Rules are not asked for it; where they are asked about the same request they may answer with what their owner states of its status. */
const BESIDE: ProblemSet = 'Forbidden';

const isRuled = (set: ProblemSet | SlugSet): boolean => (typeof set === 'string' ? RULED.has(set) : set.ruled === true);

const pascal = (id: string): string => id.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

/** What an owner states of a status. */
const statedOf = ({ problems = {} }: ProblemOwner, status: number): readonly ProblemSlug[] =>
  Object.keys(problems).filter((slug) => isProblem(slug) && problemRow(slug).status === status) as ProblemSlug[];

function withStated(owner: ProblemOwner, set: ProblemSet | SlugSet): SlugSet {
  const { name, slugs } = asSet(set);
  const stated = isRuled(set) || set === BESIDE ? statedOf(owner, statusOf(slugs)) : [];
  return stated.length === 0 ? { name, slugs } : { name: `${pascal(owner.id)}${name}`, slugs: [...slugs, ...stated] };
}

/** The sets as operations of an owner answer with them; what it states of a status that none has is a set of its own. */
export function ownedBy(owner: ProblemOwner, wanted: readonly (ProblemSet | SlugSet)[]): readonly SlugSet[] {
  if (!wanted.some(isRuled)) return wanted.map(asSet);
  const sets = wanted.map((set) => withStated(owner, set));
  const told = new Set(sets.map(({ slugs }) => statusOf(slugs)));
  const stated = new Set(Object.values(owner.problems ?? {}).map(({ status }) => status));
  return [
    ...sets,
    ...[...stated]
      .filter((status) => !told.has(status))
      .map((status) => ({ name: `${pascal(owner.id)}${status}`, slugs: statedOf(owner, status) })),
  ];
}

/** Every set that operations of an owner may answer with beside those of all. @param parts sets of its records' capabilities */
export function setsOf(owner: ProblemOwner, parts: readonly SlugSet[] = []): readonly SlugSet[] {
  if (!owner.problems) return [];
  const known = new Set([...Object.keys(sets), ...parts.map(({ name }) => name)]);
  return [BESIDE, ...RULED, ...parts.filter(isRuled)]
    .flatMap((set) => [withStated(owner, set), ...ownedBy(owner, [set])])
    .filter(({ name }) => !known.has(name));
}

const asSet = (set: ProblemSet | SlugSet): SlugSet => (typeof set === 'string' ? { name: set, slugs: sets[set] } : set);
const statusOf = ([slug = 'internal-error']: readonly ProblemSlug[]): number => problemRow(slug).status;

/** The `responses` entries of these sets, by status. @throws Error when two of them have the same status. */
export function problemResponses(wanted: readonly (ProblemSet | SlugSet)[]): Schema {
  const all = wanted.map(asSet);
  const byStatus = new Map(all.map(({ name, slugs }) => [String(statusOf(slugs)), ref('responses', name)]));
  if (byStatus.size !== all.length)
    throw new Error(`two problem sets with one status among ${all.map(({ name }) => name).join(', ')}`);
  return Object.fromEntries([...byStatus].sort());
}

/** The component responses. @param more sets that capabilities, processes and services have of their own */
export function problemComponents(more: readonly SlugSet[]): Schema {
  const own = Object.entries(sets).map(([name, slugs]) => ({ name, slugs }));
  return Object.fromEntries([...own, ...more].map(({ name, slugs }) => [name, component(slugs)]));
}

/** Headers that answers of one status have beside those of all. */
const ofStatus: Readonly<Record<number, readonly string[]>> = {
  401: ['WWW-Authenticate'],
  412: ['ETag'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};

function component(slugs: readonly ProblemSlug[]): Schema {
  const [first = 'internal-error'] = slugs;
  const { status } = problemRow(first);
  const names = ['X-Request-Id', ...(ofStatus[status] ?? []), 'RateLimit', 'RateLimit-Policy'];
  return {
    description: slugs.map((slug) => `\`${slug}\`: ${problemRow(slug).title}.`).join(' '),
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
  const { status, title } = problemRow(slug);
  const detail = `${title}; what was expected and what was given stand here.`;
  return { type: `urn:itsm:problem:${slug}`, title, status, detail, instance: '4e1bb1d2-5a7f-4c0e-9a55-2f3c6f0f7a11' };
}
