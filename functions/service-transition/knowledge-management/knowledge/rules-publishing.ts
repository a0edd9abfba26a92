/** Pure rules of publishing an article: what it needs, who decides, and what becomes of the version before (C7). */
import { policyNamed } from '#shared/capabilities/approvals/policy';
import type { PolicyChoice } from '#shared/capabilities/approvals/round';
import { wrong } from '#shared/engine/refusal';
import type { Emits } from '#shared/grammar/contract';
import type { Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { Party } from '#shared/kit/approval/rule';
import { parseDuration } from '#shared/time/duration';
import type { contract } from '../contract.ts';
import { looksAt } from './needs.ts';
import type { Knowledge } from './record.ts';
import { validityRefusal } from './rules-writing.ts';
import { servicesOf } from './standing.ts';

type Deciding = Decision<Knowledge, unknown>;
type Result = Outcome<Knowledge, Emits<typeof contract, 'knowledge'>>;

export const isInstant = (decision: Deciding): boolean => looksAt.of(decision).base?.publishPolicy === 'instant';

/** Before anybody decides on it, it says for whom it is and until when. */
export function hasAudience({ record }: Deciding): Refusal | undefined {
  if (record.audience !== undefined) return undefined;
  return { slug: 'guard-failed', detail: 'say for whom it is: set audience to public, internal or a list of groups' };
}

export function hasValidity({ record, now, config }: Deciding): Refusal | undefined {
  const { validUntil } = record;
  if (validUntil === undefined)
    return { slug: 'guard-failed', detail: 'say until when it is valid: set validUntil, at most 24 months from now' };
  const refusal = validityRefusal(validUntil, now, config.tenant.zone);
  return refusal && { slug: 'guard-failed', detail: refusal.detail };
}

const unreviewed = ({ maskings = [] }: Knowledge): number =>
  maskings.filter(({ state }) => state === 'proposed').length;

/** Personal data in it is masked, or kept for a reason, before others read it. */
export function personalDataIsReviewed({ record }: Deciding): Refusal | undefined {
  const open = unreviewed(record);
  if (open === 0) return undefined;
  return {
    slug: 'pii-unreviewed',
    detail: `${open} of the personal data in it wait for a decision: mask or keep them with review-personal-data, in a draft`,
    extra: { proposals: (record.maskings ?? []).filter(({ state }) => state === 'proposed') },
  };
}

/** Its author publishes it where nobody has to be asked. */
export const personalDataIsReviewedIfInstant = (decision: Deciding): Refusal | undefined =>
  isInstant(decision) ? personalDataIsReviewed(decision) : undefined;

/** The document of `/v1/approval-policies` that decides, where the tenant has it. */
const POLICY = 'article';

/** Who is asked: reviewers of the article itself, else those of its base. */
function reviewersOf(decision: Deciding): readonly Party[] {
  const { reviewerGroup } = decision.record;
  if (reviewerGroup !== undefined) return [{ kind: 'group', id: reviewerGroup }];
  const { reviewers = [], reviewerGroup: ofBase } = looksAt.of(decision).base ?? {};
  if (reviewers.length > 0) return reviewers.map((id) => ({ kind: 'user', id }));
  return ofBase === undefined ? [] : [{ kind: 'group', id: ofBase }];
}

/** Where nobody is named, no round is opened: whichever knowledge editor comes first decides. */
export const isReviewed = (decision: Deciding): boolean =>
  !isInstant(decision) && (reviewersOf(decision).length > 0 || policyNamed(decision.config, POLICY) !== undefined);

export function policyFor(decision: Deciding): PolicyChoice {
  return {
    ids: [POLICY],
    otherwise: {
      levels: [{ mode: 'any', voters: reviewersOf(decision) }],
      timeoutSeconds: parseDuration(decision.config.settings.approvalWithin),
    },
  };
}

/** What is published: the version before is outdated, and what was flagged of it is mended. */
export function publish({ record, at }: Deciding): Result {
  const versionNo = (record.publishedVersion ?? 0) + 1;
  const { kind = 'howto', language, ciIds = [] } = record;
  return {
    set: {
      versionNo,
      firstPublishedAt: record.firstPublishedAt ?? at,
      ...{ flags: null, openFlags: null, flagged: null, replacement: null },
    },
    emit: [
      {
        name: 'published',
        data: {
          ...{ versionNo, kind, serviceIds: servicesOf(record), ciIds: [...ciIds] },
          ...(language !== undefined && { language }),
        },
      },
    ],
  };
}

/** Where nobody has to be asked, submitting publishes. */
export const publishAtOnce = (decision: Deciding): Result =>
  isInstant(decision) ? { state: 'published', ...publish(decision) } : {};

/** Reviewers said yes, and personal data in it waits for a decision: back to its author, who is told. */
export function publishReviewed(decision: Deciding): Result {
  if (unreviewed(decision.record) === 0) return publish(decision);
  const body = 'It was approved, but personal data in it still wait for a decision; review them and submit it again.';
  return { state: 'draft', comment: { body, visibility: 'internal' } };
}

export const explain = ({ record, input }: Decision<Knowledge, { readonly explanation?: string }>): Result => ({
  set: { explanation: input.explanation ?? record.explanation ?? null },
});

export const keepComment = ({ input }: Decision<Knowledge, { readonly comment?: string }>): Result => ({
  set: { decision: input.comment ?? null },
});

export const keepReason = ({ input }: Decision<Knowledge, { readonly reason: string }>): Result => ({
  set: { decision: input.reason },
});

/** The next version is whoever revises it's. */
export const revise = ({ record, actor }: Deciding): Result => ({
  set: { authors: [actor.id], versionNo: (record.publishedVersion ?? 0) + 1, explanation: null },
});

/** Something that replaces it is in force itself. */
export function replacementIsAnother({
  record,
  input,
}: Decision<Knowledge, { readonly replacement?: string }>): Refusal | undefined {
  if (input.replacement === undefined || input.replacement !== record.id) return undefined;
  return wrong('replacement', 'an article is not replaced by itself');
}
