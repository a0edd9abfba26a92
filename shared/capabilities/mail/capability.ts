/** Mail becomes a record, or a comment on one (A15). */
import { described } from '#shared/capabilities/mail/described';
import { mailConsumption } from '#shared/capabilities/mail/mail';
import { defineCapability } from '#shared/engine/capability';

export const mail = defineCapability<unknown, never, never>({
  name: 'mail',
  described,
  consumes: ({ id }) => [mailConsumption(id)],
});
