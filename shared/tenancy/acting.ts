/** Everything that acts later than somebody asked for it: whose it is, what they need, where it is asked whether they still have it (ADR 27). */
import { ACCESS_KEY, type Needs } from '#shared/tenancy/grant';

export interface Acting {
  /** Who counts as its maker. */
  readonly maker: string;
  /** What the maker needs today for it to act today. */
  readonly needs: Needs;
  /** The file that asks, before it acts. */
  readonly asked: string;
  /** What becomes of it when the answer is no. */
  readonly ends: string;
}

/** Beside records that act, which their letterboxes say. A test holds this to everything that is stored, timed, stepped through or signed: a new kind without an answer fails. */
export const acting = {
  'access-key': {
    maker: 'Who made it, or took it over last.',
    needs: ACCESS_KEY,
    asked: 'functions/platform/access/authorizer/access-key.ts',
    ends: 'It is refused with 401 and listed as stopped; an administrator takes it over, or revokes it.',
  },
  webhook: {
    maker: 'Who made, changed or enabled it last.',
    needs: { collection: 'webhooks', roles: ['TAD', 'PRO', 'INT'] },
    asked: 'functions/platform/exchange/webhooks/owner.ts',
    ends: 'It is disabled before the next call and its administrators are told; what waits is sent when one enables it.',
  },
  'approval-delegation': {
    maker: 'Who named the deputy; and the deputy has to be there.',
    needs: { collection: 'approval-delegations' },
    asked: 'functions/platform/records/approvals/approval/rules-seating.ts',
    ends: 'The seat is the voter’s again.',
  },
  'decision-token': {
    maker: 'The voter whom it was made for.',
    needs: {},
    asked: 'functions/platform/records/approvals/approval/rules-seating.ts',
    ends: 'Nobody holds the seat: the decision is refused.',
  },
  operation: {
    maker: 'Who asked for it.',
    needs: {},
    asked: 'shared/jobs/steps.ts',
    ends: 'It is canceled before the next batch; pages of an export are read by who asked for it, signed in.',
  },
  import: {
    maker: 'Who announced the file, or started it last.',
    needs: { collection: 'imports' },
    asked: 'shared/jobs/steps.ts',
    ends: 'It is canceled before the next batch.',
  },
  upload: {
    maker: 'Who announced the file.',
    needs: {},
    asked: 'functions/platform/care/attachments/inspect.ts',
    ends: 'The file is rejected, whenever it comes.',
  },
  'download-link': {
    maker: 'Who asked for it.',
    needs: {},
    asked: 'shared/capabilities/attachments/requests.ts',
    ends: 'S3 asks nobody: an operator’s link, and that of an operator’s key, is for ten seconds from the start.',
  },
  notification: {
    maker: 'Who is told: as requester, watcher, member or voter.',
    needs: {},
    asked: 'functions/platform/exchange/notifications/recipients.ts',
    ends: 'Nothing is sent to them.',
  },
} as const satisfies Readonly<Record<string, Acting>>;
