/** What further events carry, those that rules emit beside the ones every record has; by record type and name. */
import * as z from 'zod/mini';

/** The fields of an event's data. */
export type EventData = Readonly<Record<string, z.ZodMiniType>>;

const name = z.string().check(z.minLength(1), z.maxLength(400));
const instant = z.iso.datetime({ offset: true });
const count = z.int().check(z.gte(0));
const level = z.literal([1, 2, 3]);
const outcome = z.enum(['pending', 'approved', 'rejected', 'expired', 'withdrawn', 'cancelled', 'superseded']);
const subject = { subjectId: name, subjectUid: name };
const ofRound = { ...subject, subjectType: name, round: count };
const people = z.array(name);
const changes = z.array(z.object({ field: name, old: z.nullable(z.string()), new: z.nullable(z.string()) }));
const party = z.object({ kind: z.enum(['user', 'group', 'role']), id: name, weight: z.optional(count) });
const approvalLevel = z.object({
  mode: z.enum(['any', 'all', 'quorum']),
  minVotes: z.optional(count),
  minPercent: z.optional(count),
  pass: z.optional(z.enum(['majority', 'twoThirds', 'unanimous', 'approvals'])),
  approvals: z.optional(count),
  vetoRoles: z.optional(people),
  voters: z.array(party),
});

const about = {
  serviceId: z.optional(name),
  ciId: z.optional(name),
  category: z.optional(name),
  impact: z.optional(level),
  urgency: z.optional(level),
};

/** Whether those who reported the incident hear of it by the notice of its major one. */
const byNotice = z.optional(z.boolean());
/** What a major incident's notice is made of; of a confidential one it has no text. */
const told = {
  severity: z.optional(name),
  services: z.array(name),
  text: z.optional(z.string()),
  confidential: z.optional(z.boolean()),
};
/** Which of the notice's updates it was. */
const notice = { update: count, services: z.array(name), effect: name };

export const emissions: Readonly<Record<string, Readonly<Record<string, EventData>>>> = {
  incident: {
    created: { ...about, requesterId: z.optional(name) },
    joined_major: { major: name, majorUid: name, byNotice },
    rated: { score: count },
    complaint_raised: { score: count },
    stalled: {
      role: z.literal('LEAD'),
      to: z.nullable(name),
      group: z.nullable(name),
      since: instant,
      priority: name,
    },
    problem_suggested: { reason: z.enum(['workaround', 'major_incident']) },
    imported: { importId: name, externalId: z.string() },
    returned: { group: z.nullable(name) },
    escalated: {
      kind: z.optional(z.enum(['functional', 'hierarchical'])),
      reason: z.optional(name),
      clock: z.optional(name),
    },
    escalated_functionally: { group: name },
    escalated_hierarchically: {},
    resumed: { by: z.optional(z.literal('caller')) },
    reminder_due: { to: z.nullable(name), number: count },
    resolved: { code: z.optional(name), children: z.optional(count), byNotice },
    satisfaction_asked: { to: z.nullable(name), byNotice },
  },
  'major-incident': {
    created: { trigger: name, incidents: count, serviceId: z.optional(name), category: z.optional(name) },
    declared: {
      ...told,
      severity: name,
      topic: z.optional(name),
      incidents: z.array(name),
      nextUpdateDue: instant,
      commsLead: z.optional(name),
      estimatedRestore: z.optional(instant),
    },
    rejected: { topic: z.optional(name), incidents: z.array(name) },
    update_posted: { ...told, nextUpdateDue: instant, public: z.boolean(), estimatedRestore: z.optional(instant) },
    update_reminded: { to: z.nullable(name), role: name },
    update_escalated: { role: name },
    mitigated: told,
    resolved: { ...told, code: name, notes: z.string(), restoredAt: z.optional(instant) },
    problem_suggested: { reason: z.enum(['workaround', 'major_incident']) },
  },
  'service-notice': {
    announced: notice,
    published: notice,
    update_posted: notice,
    monitoring_started: notice,
    resolved: notice,
    withdrawn: z.partial(z.object(notice)).shape,
  },
  event: {
    created: {
      ...about,
      source: name,
      severity: z.enum(['info', 'warning', 'exception', 'clear']),
      ciRef: z.optional(name),
      metric: z.optional(name),
      occurredAt: instant,
      stale: z.boolean(),
      dedupKey: name,
    },
  },
  alert: {
    opened: {},
    response_selected: { ...about, response: z.enum(['log', 'notify', 'incident']), impact: level, urgency: level },
  },
  change: {
    approval_requested: {
      round: count,
      timeoutSeconds: count,
      voterGroup: name,
      excluded: z.array(name),
      rule: z.object({
        mode: z.enum(['any', 'all', 'quorum']),
        minPercent: z.optional(count),
        pass: z.optional(z.enum(['majority', 'twoThirds', 'unanimous', 'approvals'])),
      }),
      levels: z.array(approvalLevel),
      chain: z.optional(z.array(party)),
      escalateAfterSeconds: z.optional(count),
      calendarId: z.optional(name),
      owner: z.optional(name),
      materialHash: name,
      changes: z.optional(changes),
    },
    approval_withdrawn: { round: count },
    approval_superseded: { round: count, approval: z.optional(name), changes },
  },
  schedule: {
    occurred: {
      recordType: name,
      recordTemplateId: z.nullable(name),
      values: z.record(z.string(), z.unknown()),
      occurrence: instant,
    },
  },
  template: { published: { publishedVersion: count, recordType: name } },
  approval: {
    opened: {
      ...ofRound,
      timeoutSeconds: count,
      voters: people,
      dueAt: z.optional(instant),
      changes: z.optional(changes),
    },
    level_opened: { ...ofRound, level: count, voters: people },
    voter_left: { ...ofRound, user: name, voters: people },
    escalated: { ...ofRound, to: name, voters: people },
    rescheduled: { timeoutSeconds: count },
    reminded: {
      subjectId: z.optional(name),
      percent: z.optional(count),
      voters: z.optional(people),
      dueAt: z.optional(instant),
    },
    information_requested: { subjectId: name, question: z.string(), by: name, owner: z.optional(name) },
    superseded: { ...ofRound, voters: people, changes },
    no_eligible_voter: { ...ofRound, missing: count, escalated: z.boolean(), owner: z.optional(name) },
    decided: { outcome },
    concluded: { ...subject, subjectType: name, round: count, outcome, comment: z.optional(z.string()) },
  },
};
