/** POST /v1/approval-tokens: a voter's decision token for one round, to be presented to `…/decide` by whatever carries it there. */

import * as z from 'zod/mini';
import { approval } from '#functions/platform/records/approvals/contract';
import { numberKey } from '#shared/engine/keys';
import type { Response } from '#shared/http/response';
import { deputyOf } from '#shared/kit/approval/delegation';
import { tokenOf } from '#shared/kit/approval/token';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { recordKey } from '#shared/store/keys';
import { isKind } from '#shared/tenancy/documents';
import { clock } from '#shared/time/clock';
import { type Place, placeOf } from './place.ts';

export const tokenSchema = z.strictObject({
  /** Number or ulid of the approval. */
  approval: z
    .string()
    .check(
      z.maxLength(26),
      z.regex(/^(APR\d{7,9}|[0-9A-HJKMNP-TV-Z]{26})$/, 'expected the number or the uid of an approval'),
    ),
});
export type TokenBody = z.infer<typeof tokenSchema>;

/** What a token is made of; the rest of the record is no matter of this function's. */
const round = z.object({
  uid: z.string(),
  id: z.string(),
  outcome: z.string(),
  subjectType: z.string(),
  step: z.int(),
  dueAt: z.exactOptional(z.string()),
  materialHash: z.exactOptional(z.string()),
  voters: z.array(z.object({ user: z.string() })),
});
type Round = z.infer<typeof round>;

export async function issueToken({ request, body, dryRun }: Call<TokenBody>): Promise<Response> {
  const { tenant, actor } = request.caller;
  const place = await placeOf(tenant);
  const found = await roundNamed(place, body.approval);
  const voter = actor.id;
  if (!found || !isVoter(place, found, voter))
    throw new Problem('not-found', `there is no approval ${body.approval} that waits for your vote`);
  const { id, uid, step, dueAt, materialHash = '' } = found;
  if (found.outcome !== 'pending' || dueAt === undefined)
    throw new Problem('guard-failed', `${id} does not wait for a decision now`);
  const shown = { approval: id, voter, expiresAt: dueAt, decide: `/v1/approvals/${id}/decide` };
  if (dryRun) return { status: 200, body: shown };
  const token = tokenOf(place.config.tenant.cursorKey, { approval: uid, voter, step, material: materialHash, dueAt });
  return { status: 201, body: { ...shown, token } };
}

async function roundNamed({ store, tenant }: Place, name: string): Promise<Round | undefined> {
  const uid = name.startsWith(approval.prefix) ? (await store.get(numberKey(tenant, approval.type, name)))?.uid : name;
  const item = typeof uid === 'string' ? await store.get(recordKey(tenant, approval.type, uid)) : undefined;
  return item && round.parse(item.record);
}

/** One of its voters, or the deputy of one; whether they may still vote the round itself judges. */
function isVoter({ config }: Place, { voters, subjectType }: Round, person: string): boolean {
  const delegations = config.documents.flatMap((one) => (isKind(one, 'approval-delegation') ? [one.body] : []));
  return voters.some(({ user }) => user === person || deputyOf(delegations, user, subjectType, clock.now()) === person);
}
