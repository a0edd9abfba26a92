/** What callers and consumers of events are told of a workflow. */
import * as z from 'zod/mini';
import type { PartDescription } from '#shared/grammar/capability';
import { COUNT, INSTANT, NAME } from '#shared/grammar/envelope-schemas';
import { MAX_DONE, MAX_ITEMS } from '#shared/kit/workflow/advance';
import { WORKFLOW_BEAT, WORKFLOW_MOVED, WORKFLOW_STARTED } from '#shared/kit/workflow/followed';

const count = z.int().check(z.gte(0));
const name = z.string().check(z.minLength(1), z.maxLength(400));
const place = {
  run: count,
  execution: count,
  moves: count,
  phase: z.enum(['forward', 'undoing', 'succeeded', 'undone', 'stopped']),
  at: z.record(z.string(), name),
  step: z.exactOptional(name),
  failed: z.exactOptional(name),
  because: z.exactOptional(z.string().check(z.maxLength(500))),
};

const at = { type: 'object', additionalProperties: NAME, description: 'The items being worked on' } as const;
const done = { step: NAME, at } as const;

const runSchema = {
  type: 'object',
  required: ['number', 'execution', 'moves', 'phase', 'at', 'items', 'done', 'failures', 'arrivedAt'],
  properties: {
    number: COUNT,
    execution: COUNT,
    moves: COUNT,
    phase: { type: 'string', enum: ['forward', 'undoing', 'succeeded', 'undone', 'stopped'] },
    step: NAME,
    at,
    items: { type: 'object', additionalProperties: { type: 'array', maxItems: MAX_ITEMS, items: NAME } },
    done: {
      type: 'array',
      maxItems: MAX_DONE,
      items: { type: 'object', required: ['step', 'at'], properties: done },
      description: 'What is taken back should it fail, the latest last',
    },
    failures: {
      type: 'array',
      maxItems: 20,
      items: {
        type: 'object',
        required: ['step', 'at', 'because'],
        properties: { ...done, because: { type: 'string', maxLength: 500 } },
      },
    },
    arrivedAt: INSTANT,
    dueAt: INSTANT,
    heartbeatSeconds: COUNT,
    beatAt: INSTANT,
    takenUpAt: INSTANT,
    held: { type: 'boolean' },
  },
} as const;

export const described: PartDescription = {
  requests: {},
  answers: {},
  events: {
    [WORKFLOW_STARTED]: { says: 'Its workflow began, or is followed by another execution.', data: place },
    [WORKFLOW_MOVED]: { says: 'Its workflow came to another step, or was told something else.', data: place },
    [WORKFLOW_BEAT]: { says: 'Who is at work on a step of its workflow gave a sign of life.', data: place },
  },
  envelope: { workflow: { title: 'Where its workflow stands', schema: runSchema } },
};
