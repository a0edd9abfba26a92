/** Answers that are the same for every record; the type-checker holds each to what the code returns. */
import * as z from 'zod/mini';
import type { ItemResult, Operation } from '#shared/jobs/operation';
import { type Attachment, attachmentStates } from '#shared/process/attachment';
import { linkKinds } from '#shared/process/directory';
import type { HistoryEntry, Verification } from '#shared/process/history';
import type { Moment } from '#shared/process/operations/timeline';
import type { PresentedClock } from '#shared/process/record-clocks';
import type { Task } from '#shared/process/task';
import { clockKinds, metrics } from '#shared/service-levels/clock';
import type { Explanation } from '#shared/service-levels/explain';
import { customFieldTypes } from '#shared/templates/template';

const text = z.string().check(z.maxLength(32_000));
const name = z.string().check(z.maxLength(400));
const instant = z.iso.datetime({ offset: true }).check(z.maxLength(40));
const count = z.int().check(z.gte(0), z.lte(9_007_199_254_740_991));
const visibility = z.enum(['public', 'internal']);
const bounded = <T extends z.ZodMiniType>(of: T) => z.array(of).check(z.maxLength(10_000));
const anyValue = z.unknown();
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

const actor = z.object({
  type: z.enum(['human', 'robot', 'machine', 'system', 'msp']),
  id: name,
  homeTenantId: z.optional(name),
  onBehalfOf: z.optional(name),
});

const comment = z.object({
  id: name,
  at: instant,
  author: actor,
  body: text,
  visibility,
  record: z.exactOptional(name),
  editedAt: z.exactOptional(instant),
  redactedAt: z.exactOptional(instant),
  redactedBy: z.exactOptional(name),
});

const attachment = z.object({
  id: name,
  fileName: name,
  size: count,
  mediaType: name,
  sha256: name,
  visibility,
  state: z.enum(attachmentStates),
  at: instant,
  author: actor,
  record: z.exactOptional(name),
  finding: z.exactOptional(text),
  settledAt: z.exactOptional(instant),
}) satisfies z.ZodMiniType<Omit<Attachment, 'author'>>;
const url = z.string().check(z.maxLength(8000));
const upload = z.object({ method: z.literal('PUT'), url, headers: z.record(name, name), expiresAt: instant });

const taskStates = z.enum(['open', 'in_progress', 'pending', 'done', 'failed', 'skipped', 'cancelled']);
const taskFacts = {
  title: name,
  mandatory: z.boolean(),
  assignedGroup: z.exactOptional(name),
  assignedTo: z.exactOptional(name),
  plannedStart: z.exactOptional(instant),
  plannedEnd: z.exactOptional(instant),
  dependsOn: z.exactOptional(z.array(count).check(z.maxLength(50))),
  reason: z.exactOptional(text),
  /** The task of another record that it was before they were split. */
  from: z.exactOptional(z.object({ id: name, task: count })),
};
const task = z.object({
  number: count,
  state: taskStates,
  ...taskFacts,
  createdAt: instant,
}) satisfies z.ZodMiniType<Task>;
const taskToBe = z.object({ state: z.exactOptional(taskStates), ...taskFacts });

const link = z.object({ kind: z.enum(Object.keys(linkKinds)), type: name, uid: name, id: name });

const change = z.object({ field: name, old: anyValue, new: anyValue, digest: z.exactOptional(name) });

/** Hashes and sequence numbers are for those who read all: gaps would tell a requester of internal notes. */
const historyEntry = z.object({
  sequence: z.exactOptional(count),
  version: count,
  at: instant,
  actor,
  command: name,
  reason: z.exactOptional(text),
  changes: bounded(change),
  requestId: z.exactOptional(name),
  visibility: z.exactOptional(visibility),
  previousHash: z.exactOptional(name),
  hash: z.exactOptional(name),
});
type Visible = Pick<HistoryEntry, 'version' | 'at' | 'command'> & { readonly reason?: string };
historyEntry satisfies z.ZodMiniType<Visible>;

const moment = z.object({
  at: instant,
  kind: name,
  by: name,
  text: z.nullable(text),
  public: z.boolean(),
}) satisfies z.ZodMiniType<Moment>;

const verification = z.object({
  valid: z.boolean(),
  entries: count,
  brokenAt: z.exactOptional(z.object({ sequence: count, reason: text })),
}) satisfies z.ZodMiniType<Verification>;

const versionRef = z.object({ id: name, version: count });
const clockState = z.enum(['running', 'paused', 'met', 'breached_running', 'breached_done', 'cancelled', 'superseded']);
const percents = z.array(z.number().check(z.gte(0), z.lte(1_000_000))).check(z.maxLength(100));

const measure = {
  elapsed: count,
  remaining: count,
  percent: z.number().check(z.gte(0), z.lte(1e12)),
  dueAt: z.nullable(instant),
  overrun: count,
  breached: z.boolean(),
};

const segment = z.object({
  from: instant,
  to: z.exactOptional(instant),
  running: z.boolean(),
  reason: z.exactOptional(name),
  calendar: versionRef,
});

const clockFacts = {
  name,
  kind: z.enum(clockKinds),
  metric: z.enum(metrics),
  definition: versionRef,
  calendar: versionRef,
  target: count,
  thresholds: percents,
  pauseOn: bounded(name),
  reopen: z.exactOptional(z.enum(['resume', 'restart'])),
  tzdata: name,
  state: clockState,
  startAt: instant,
  segments: bounded(segment),
  thresholdsFired: percents,
  thresholdsSkipped: z.exactOptional(percents),
  since: z.exactOptional(instant),
  breachedAt: z.exactOptional(instant),
  stoppedAt: z.exactOptional(instant),
  stopReason: z.exactOptional(name),
  clockVersion: count,
  misclassified: z.exactOptional(text),
};

const serviceLevelClock = z.object({
  ...clockFacts,
  /** The clocks that this one replaced. */
  history: z.exactOptional(bounded(z.object({ ...clockFacts, dueAt: z.exactOptional(z.nullable(instant)) }))),
  ...measure,
}) satisfies z.ZodMiniType<Omit<PresentedClock, 'history'>>;

const clockExplanation = z.object({
  name,
  state: clockState,
  definition: versionRef,
  target: count,
  tzdata: name,
  from: instant,
  to: instant,
  ...measure,
  thresholdsFired: percents,
  thresholdsSkipped: percents,
  intervals: bounded(
    z.object({
      from: instant,
      to: instant,
      seconds: count,
      kind: z.enum(['running', 'paused', 'outside-calendar']),
      reason: z.exactOptional(name),
      calendar: versionRef,
      countedBefore: count,
      countedAfter: count,
    }),
  ),
  totals: z.object({ wall: count, running: count, paused: count, outsideCalendar: count }),
  supersedes: bounded(
    z.object({
      definition: versionRef,
      target: count,
      state: clockState,
      endedAt: z.exactOptional(instant),
      breachedAt: z.exactOptional(instant),
      thresholdsFired: percents,
      misclassified: z.exactOptional(text),
    }),
  ),
}) satisfies z.ZodMiniType<Explanation>;

const possibleAction = z.object({
  action: name,
  summary: text,
  allowed: z.boolean(),
  to: name,
  requires: bounded(name),
  accepts: bounded(name),
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

const match = z.object({
  id: name,
  uid: name,
  title: z.exactOptional(text),
  state: name,
  openedAt: instant,
  similarity: z.number().check(z.gte(0), z.lte(1)),
  duplicate: z.boolean(),
});

/** Results of items and operations name the problem as it would have been answered. */
const itemResult = z.object({
  id: name,
  status: z.int().check(z.gte(200), z.lte(599)),
  etag: z.exactOptional(name),
  problem: z.exactOptional(z.record(name, anyValue)),
}) satisfies z.ZodMiniType<ItemResult>;

const operation = z.object({
  id: name,
  kind: z.enum(['bulk', 'merge', 'export']),
  collection: name,
  command: z.exactOptional(name),
  stopOnError: z.exactOptional(z.boolean()),
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
}) satisfies z.ZodMiniType<Pick<Operation, 'state' | 'createdAt'>>;
const templateEntry = z.object({ id: name, version: count, title: name });

const form = z.object({
  ...templateEntry.shape,
  recordType: name,
  fields: z.array(z.looseObject({ key: name, type: z.enum(customFieldTypes) })).check(z.maxLength(100)),
  defaults: z.record(name, anyValue),
  tasks: z.optional(
    z
      .array(z.object({ title: name, mandatory: z.optional(z.boolean()), assignedGroup: z.optional(name) }))
      .check(z.maxLength(30)),
  ),
});

const page = <T extends z.ZodMiniType>(of: T) => z.object({ items: bounded(of), nextCursor: z.nullable(name) });

/** Component schemas by name, each with what it is; for a list also the component that its items are. */
export const answers: Readonly<Record<string, readonly [z.ZodMiniType, string, string?]>> = {
  Problem: [
    problem,
    'A problem document (RFC 9457). `type` is `urn:itsm:problem:<slug>`; the slugs are in docs/errors.md.',
  ],
  Comment: [comment, 'A public comment, or an internal note that a requester never sees.'],
  CommentList: [
    z.object({ ...page(comment).shape, total: count }),
    'Comments, first to last, with how many there are.',
    'Comment',
  ],
  Attachment: [attachment, 'What is known of an attached file. Only what is `clean` can be downloaded.'],
  AttachmentList: [
    z.object({ ...page(attachment).shape, total: count }),
    'Attachments in the order in which they came.',
    'Attachment',
  ],
  Upload: [
    z.object({ ...attachment.shape, upload }),
    'An announced file. Send it to `upload.url` with `upload.headers`, before `upload.expiresAt`.',
  ],
  Download: [z.object({ url, expiresAt: instant }), 'Where the file can be fetched, until when.'],
  Task: [task, 'A task of a record.'],
  TaskList: [page(task), 'Tasks in the order of their numbers.', 'Task'],
  Link: [link, 'A link to another record; the other has the inverse.'],
  LinkList: [page(link), 'Links of a record.', 'Link'],
  HistoryEntry: [historyEntry, 'One accepted command and what it changed.'],
  History: [page(historyEntry), 'The audit trail, first to last.', 'HistoryEntry'],
  Moment: [moment, 'Something that was done, or said.'],
  Timeline: [page(moment), 'What was done and said, first to last.', 'Moment'],
  Verification: [verification, 'Whether the hash chain holds, and where it does not.'],
  ServiceLevelClock: [serviceLevelClock, 'A service-level clock and what it shows now. Durations are working seconds.'],
  ClockList: [page(serviceLevelClock), 'The service-level clocks of a record.', 'ServiceLevelClock'],
  ClockExplanation: [clockExplanation, 'Every second of a clock: running, paused, or outside its calendar.'],
  ActionList: [
    z.object({ id: name, state: name, items: bounded(possibleAction) }),
    'Every action: whether this caller may call it now, and why not.',
  ],
  TemplateList: [page(templateEntry), 'Templates in force of a collection.', 'TemplateEntry'],
  TemplateEntry: [templateEntry, 'A template that new records can be made with.'],
  Form: [form, 'What a version of a template asks for, as far as the caller may see it.'],
  DryRun: [dryRun, 'What would happen; nothing was stored.'],
  PartialRecord: [
    z.object({ id: name, uid: name, version: count }),
    'A record with only the fields asked for (`fields`), or as it stood at an instant (`asOf`).',
  ],
  SimilarList: [
    z.object({ items: z.array(match).check(z.maxLength(10)), nextCursor: z.null() }),
    'The most similar records, most similar first: cosine of trigrams from 0.3 to 1. A duplicate is one of at least 0.85, alike in what matters, opened within a day.',
  ],
  Suggestions: [
    z.object({
      duplicates: z.array(match).check(z.maxLength(10)),
      solutions: z.array(z.object({ ...match.shape, solution: z.exactOptional(anyValue) })).check(z.maxLength(10)),
    }),
    'Possible duplicates, and similar records with what solved them.',
  ],
  BulkResult: [
    z.object({ results: z.array(itemResult).check(z.maxLength(100)) }),
    'What came of each item, in the order of the request: the status that the single call would have had, or its problem.',
  ],
  Operation: [operation, 'Work that goes on by itself: how far it is, and where its results are.'],
  BatchResult: [
    z.object({
      accepted: count,
      rejected: z.array(z.object({ index: count, problem })).check(z.maxLength(500)),
    }),
    'What became of each item of a batch; `index` is its place in the request.',
  ],
};
