/** What a record leaves for key figures (A19) is written with the change that makes it count. */
import { factWrites } from '#shared/capabilities/facts/facts';
import { defineCapability } from '#shared/engine/capability';
import { nothing } from '#shared/grammar/capability';

export const facts = defineCapability<unknown, never, never>({
  name: 'facts',
  described: nothing,
  write: ({ definition, tenant, plan, sequence, config }) => factWrites(definition, tenant, plan, sequence, config),
});
