/** Answers that are the same for every record; the type-checker holds each to what the code returns. */
import * as z from 'zod/mini';
import {
  anyValue,
  bounded,
  count,
  instant,
  name,
  taskFacts,
  taskStates,
  text,
  visibility,
} from '#shared/grammar/answer-shapes';
import type { Operation } from '#shared/jobs/operation';

const followUp = z.object({ method: name, href: name, body: z.record(name, anyValue) });

const fieldError = z.object({ pointer: name, code: name, message: text });

/** RFC 9457; the extension members are those that a client can act on. */
const problem = z.object({
  type: name,
  title: name,
  status: z.int().check(z.gte(400), z.lte(599)),
  detail: text,
  instance: name,
  errors: z.optional(z.array(fieldError).check(z.maxLength(50))),
  parameter: z.optional(name),
  known: z.optional(bounded(name)),
  from: z.optional(name),
  command: z.optional(name),
  allowed: z.optional(bounded(name)),
  guards: z.optional(bounded(z.object({ guard: name, detail: text }))),
  currentEtag: z.optional(name),
  cycle: z.optional(bounded(name)),
  references: z.optional(bounded(name)),
  openTasks: z.optional(count),
  /** Of a file: what kind of thing is wrong with it, and where. */
  reason: z.optional(name),
  missing: z.optional(bounded(name)),
  unknown: z.optional(bounded(name)),
  repeated: z.optional(bounded(name)),
  line: z.optional(count),
  followUp: z.optional(followUp),
});

const taskToBe = z.object({ state: z.exactOptional(taskStates), ...taskFacts });

const possibleAction = z.object({
  action: name,
  summary: text,
  allowed: z.boolean(),
  to: name,
  requires: bounded(name),
  accepts: bounded(name),
  /** What it asks for now, and why; some only when another field has one of the values in `when`. */
  asks: z.exactOptional(
    bounded(
      z.object({
        field: name,
        because: text,
        when: z.exactOptional(z.object({ field: name, is: bounded(name) })),
        or: z.exactOptional(name),
      }),
    ),
  ),
  /** The values that fields can have, for those of which they are known. */
  choices: z.exactOptional(z.record(name, bounded(name))),
  /** How many characters the texts among them have, in which something is to be seen. */
  lengths: z.exactOptional(z.record(name, z.object({ min: count, max: count }))),
  illegal: z.optional(z.object({ state: name, possibleIn: bounded(name) })),
  unmetGuards: z.optional(bounded(z.object({ guard: name, detail: text }))),
  missingFields: z.optional(bounded(name)),
  missingPermission: z.optional(z.object({ anyOf: bounded(name) })),
});

const dryRun = z.object({
  dryRun: z.literal(true),
  command: name,
  state: z.object({ from: z.nullable(name), to: name }),
  changed: bounded(name),
  events: bounded(name),
  comments: bounded(z.object({ body: text, visibility })),
  tasks: bounded(taskToBe),
  record: z.record(name, anyValue),
});

/** Component schemas by name, each with what it is; for a list also the component that its items are. */
export const answers: Readonly<Record<string, readonly [z.ZodMiniType, string, string?]>> = {
  Problem: [
    problem,
    'A problem document (RFC 9457). `type` is `urn:itsm:problem:<slug>`; each slug is explained at /errors#<slug>.',
  ],
  ActionList: [
    z.object({ id: name, state: name, items: bounded(possibleAction) }),
    'Every action: whether this caller may call it now, and why not.',
  ],
  DryRun: [
    dryRun,
    'What would happen; nothing was stored. A record that would be new has the number 0: none was used up.',
  ],
  PartialRecord: [
    z.object({ id: name, uid: name, version: count }),
    'A record with only the fields asked for (`fields`), or as it stood at an instant (`asOf`).',
  ],
  ExpandedRecord: [
    z.object({
      id: name,
      uid: name,
      type: name,
      version: count,
      state: name,
      title: z.exactOptional(name),
      priority: z.exactOptional(name),
      assignedGroup: z.exactOptional(name),
      assignedTo: z.exactOptional(name),
      serviceId: z.exactOptional(name),
      openedAt: instant,
      updatedAt: instant,
      closedAt: z.exactOptional(instant),
    }),
    'A record that another one names, as far as the caller may see it now.',
  ],
  BatchResult: [
    z.object({
      accepted: count,
      rejected: z.array(z.object({ index: count, problem })).check(z.maxLength(500)),
    }),
    'What became of each item of a batch; `index` is its place in the request.',
  ],
};

/** Long work as its caller sees it. @param kinds of such work that records know @param asked what work of a kind was asked for with */
export const operationAnswer = (
  kinds: readonly string[],
  asked: Readonly<Record<string, z.ZodMiniType>>,
): readonly [z.ZodMiniType, string, string?] => [
  z.object({
    id: name,
    kind: z.enum(kinds),
    collection: name,
    ...Object.fromEntries(Object.entries(asked).map(([field, schema]) => [field, z.exactOptional(schema)])),
    dryRun: z.boolean(),
    state: z.enum(['running', 'finished', 'canceled', 'failed']),
    createdAt: instant,
    createdBy: name,
    finishedAt: z.exactOptional(instant),
    problem: z.exactOptional(z.record(name, anyValue)),
    version: count,
    pages: z.exactOptional(count),
    progress: z.object({ total: z.exactOptional(count), done: count, refused: count, percent: count }),
    results: name,
  }) satisfies z.ZodMiniType<Pick<Operation, 'state' | 'createdAt'>>,
  'Work that goes on by itself: how far it is, and where its results are.',
];
