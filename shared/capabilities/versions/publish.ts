/** What publishing makes of a record, and what of it may not change between: pure. */
import { contentOf, digestOf } from '#shared/capabilities/versions/version';
import type { Circumstances } from '#shared/engine/circumstances';
import { applied, type Draft } from '#shared/engine/draft';
import { canonical } from '#shared/engine/history';
import type { Settling } from '#shared/engine/seams';
import type { AnyRecord } from '#shared/grammar/record';
import { Problem, type ProblemSlug } from '#shared/problems/problems';
import { toInstant } from '#shared/time/clock';

/**
 * @typeParam S states of the record
 * @typeParam N fields of the record
 * @typeParam A actions of the record
 */
export interface VersionsRule<S extends string = string, N extends string = string, A extends string = string> {
  /** Fields that a version is made of: what people state of it, nothing that follows from other things. */
  readonly content: readonly N[];
  /** States in which the content is worked on; in every other it stands still. None: it never changes once the record is made. */
  readonly drafts: readonly S[];
  /** Actions by which the content is published as the next version; `create` publishes the record as it is made, `update` with every PATCH. */
  readonly publishedBy: readonly A[];
  /** Of these actions, those count that lead into one of these states; all of them when absent. */
  readonly publishedIn?: readonly S[];
  /** Actions by which the version in force ceases to be, without another in its place. */
  readonly supersededBy?: readonly A[];
  /** What a change is refused with; `immutable` when absent. */
  readonly refusal?: ProblemSlug;
  /** What versions are called that are in force, and those that are not any more. */
  readonly called?: readonly [inForce: string, superseded: string];
  /**
   * While the next version is worked on, who does not read all of the record sees the one in force: these fields of it stand beside, for lists and
   * rights; the others are read from the version where the record is read.
   */
  readonly beside?: readonly N[];
}

/** @throws Problem when content changes that stands still */
export function settleVersions(rule: VersionsRule, draft: Draft, { now }: Circumstances, settling: Settling): void {
  const { before, command } = settling;
  refuseChanged(rule, draft.record, settling);
  const { publishedVersion = 0, supersededAt } = draft.record;
  const ends = publishedVersion > 0 && supersededAt === undefined;
  const superseded = { name: 'version_superseded', data: { publishedVersion } };
  const at = toInstant(now);
  if (publishes(rule, command, draft.record)) {
    const next = (before?.publishedVersion ?? 0) + 1;
    const digest = digestOf(contentOf(rule.content, draft.record));
    const published = {
      publishedVersion: next,
      publishedAt: at,
      publishedDigest: digest,
      supersededAt: null,
      inForce: null,
    };
    draft.record = applied(draft.record, published);
    draft.emissions.push({ name: 'version_published', data: { publishedVersion: next, digest } });
    if (ends) draft.emissions.push(superseded);
  } else if (ends && rule.supersededBy?.includes(command)) {
    draft.record = applied(draft.record, { supersededAt: at, inForce: null });
    draft.emissions.push(superseded);
  } else if (
    ends &&
    before &&
    rule.beside &&
    !draft.record.inForce &&
    rule.drafts.includes(draft.record.state as never)
  ) {
    draft.record = applied(draft.record, { inForce: { ...contentOf(rule.beside, before), state: before.state } });
  }
}

const publishes = ({ publishedBy, publishedIn }: VersionsRule, command: string, { state }: AnyRecord): boolean =>
  publishedBy.includes(command) && (publishedIn?.includes(state) ?? true);

/** What is redacted is forgotten, whatever was published of it. */
function refuseChanged(
  { content, drafts, refusal = 'immutable' }: VersionsRule,
  record: AnyRecord,
  { before, redacts = [] }: Settling,
): void {
  if (!before || drafts.includes(before.state)) return;
  const changed = content.filter(
    (field) => !redacts.includes(field) && canonical(before[field]) !== canonical(record[field]),
  );
  if (changed.length === 0) return;
  const { id, state, publishedVersion } = before;
  const as = publishedVersion === undefined ? '' : ` as version ${publishedVersion}`;
  const way = drafts.length > 0 ? `; it is worked on in ${drafts.join(', ')}` : '; make another one instead';
  const detail = `${id} is ${state}${as}: ${changed.join(', ')} of it do not change any more${way}`;
  const errors = changed.map((field) => ({ pointer: `/${field}`, code: refusal, message: detail }));
  throw new Problem(refusal, detail, { errors });
}

/** Whether a change has published a version. */
export const hasPublished = (before: AnyRecord | undefined, after: AnyRecord): boolean =>
  after.publishedVersion !== undefined && after.publishedVersion !== before?.publishedVersion;
