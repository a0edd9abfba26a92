/** Records refer to others: what fields of the kind `recordReference` name is looked up, and stays while it is named (ADR 52). */
import { lookedUp, referrerWrites, unused } from '#shared/capabilities/references/references';
import { defineCapability } from '#shared/engine/capability';
import { nothing } from '#shared/grammar/capability';

/** Of a type that has such fields. */
export const references = defineCapability<unknown, never, never>({
  name: 'references',
  described: nothing,
  rests: lookedUp,
  write: referrerWrites,
});

/** Of a type that fields of others refer to: what is named is not deleted. */
export const referable = defineCapability<unknown, never, never>({
  name: 'referable',
  described: nothing,
  rests: unused,
});
