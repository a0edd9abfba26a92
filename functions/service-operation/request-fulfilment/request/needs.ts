/** What rules of a request look at beside it: the models that its items name, and the person that it is for (ADR 96). */
import * as z from 'zod/mini';
import type { ProjectionContract } from '#shared/grammar/contract';
import { needing, person, referredIn } from '#shared/grammar/needs';
import * as contract from '../contract.ts';
import { requestModelFields } from '../request-model/record.ts';

const modelView = {
  of: contract.requestModel,
  shows: () => ({
    offer: z.optional(requestModelFields.offer.schema),
    plan: z.optional(requestModelFields.plan.schema),
  }),
} as const satisfies ProjectionContract;

export const looksAt = needing({
  models: referredIn('items', ['model', 'item'], modelView),
  person: person('requestedFor', 'onBehalfOf', 'requesterId'),
});

export type Model = ReturnType<typeof looksAt.of>['models'][number];
