/** The envelope of a domain event as a schema, held to its type by the type-checker. */
import * as z from 'zod/mini';
import type { EventEnvelope } from '#shared/events/envelope';

const name = z.string().check(z.minLength(1), z.maxLength(120));
const instant = z.iso.datetime();

export const envelopeSchema = z.object({
  eventId: name,
  name,
  process: name,
  tenantId: name,
  type: name,
  id: name,
  uid: name,
  recordVersion: z.int().check(z.gte(1)),
  at: instant,
  actor: z.object({
    type: z.enum(['human', 'robot', 'machine', 'system', 'msp']),
    id: name,
    onBehalfOf: z.exactOptional(name),
  }),
  command: name,
  state: z.object({ from: z.exactOptional(name), to: name }),
  changed: z.array(name),
  correlationId: z.string(),
  causationId: z.exactOptional(name),
  depth: z.int().check(z.gte(0)),
  visibility: z.enum(['public', 'internal']),
  data: z.record(z.string(), z.unknown()),
}) satisfies z.ZodMiniType<EventEnvelope>;
