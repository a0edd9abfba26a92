/** POST …/feedback {helpful, comment?}: what one person says of a record counts once. */
import * as z from 'zod/mini';
import { voteSk } from '#shared/capabilities/votes/keys';
import { tallied, type Vote } from '#shared/capabilities/votes/tally';
import { runCommand } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import type { Plan } from '#shared/engine/plan';
import type { Refusal } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { requireKeyOfMachines } from '#shared/http/idempotency';
import { jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { Problem } from '#shared/problems/problems';
import { recordPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';
import { textSchema } from '#shared/text/line';
import { toInstant } from '#shared/time/clock';

export const voteSchema = z.strictObject({ helpful: z.boolean(), comment: z.optional(textSchema(2000)) });

/** @param refuse why nothing is said of the record now */
export function vote(context: Context, refuse: (record: AnyRecord) => Refusal | undefined): Promise<Response> {
  const { request, store, definition } = context;
  knownParameters(request, ['dryRun']);
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  const { tenant, actor } = request.caller;
  let writes: readonly Write[] = [];
  return runCommand(context, {
    allowed: (_, { caller }) => !caller.roles.has('AUD'),
    precondition: 'optional',
    parse: () => validated(voteSchema, body, ['helpful', 'comment']),
    decide: async ({ record }, { helpful, comment }, { now }): Promise<Plan> => {
      const refusal = refuse(record);
      if (refusal) throw new Problem(refusal.slug, refusal.detail, refusal.extra);
      const key = { pk: recordPk(tenant, definition.type, record.uid), sk: voteSk(actor.id) };
      const said: Vote = { helpful, ...(comment !== undefined && { comment }) };
      const before = (await store.get(key))?.vote as Vote | undefined;
      // That nobody was faster is what the condition on the record says.
      writes = [{ put: { ...key, vote: { ...said, by: actor.id, at: toInstant(now) } } }];
      return {
        before: record,
        after: { ...record, feedback: tallied(record.feedback, said, before) },
        command: 'feedback',
        emissions: [{ name: 'feedback_given', data: { helpful } }],
        ...{ comments: [], tasks: [], visibility: 'internal' },
      };
    },
    also: () => writes,
  });
}
