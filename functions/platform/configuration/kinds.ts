/** The kinds of configuration documents: where they are found, what they look like, what makes them wrong. */
import * as z from 'zod/mini';
import { policyOf } from '#shared/approval/policy';
import { MAX_WAIT_SECONDS, modes, passes, waitsTooLong } from '#shared/approval/rule';
import type { ProblemSlug } from '#shared/http/problems';
import { kpis } from '#shared/kpi/notice-kpis';
import { openedByMail } from '#shared/process/directory';
import { isPeriod } from '#shared/process/retention';
import { clockKinds, metrics } from '#shared/service-levels/clock';
import { checkDefinition, type ServiceLevelDefinition } from '#shared/service-levels/definition';
import { checkMatrix, priorities } from '#shared/service-levels/priority';
import type { Write } from '#shared/store/store';
import {
  type ApprovalPolicy,
  type DocumentKind,
  type Retention,
  retentionClasses,
  type TenantProfile,
} from '#shared/tenancy/documents';
import { type Role, roles } from '#shared/tenancy/roles';
import type { TenantId } from '#shared/tenancy/tenant-id';
import type { Calendar } from '#shared/time/calendar';
import { checkCalendar } from '#shared/time/calendar-check';
import { parseDuration } from '#shared/time/duration';
import type { Fault } from './fault.ts';
import { checkStatusPage, statusPage, statusPageWrites } from './status-page.ts';

export interface Kind {
  readonly kind: DocumentKind;
  /** Collection under /v1. */
  readonly path: string;
  readonly title: string;
  readonly schema: z.ZodMiniType<unknown>;
  readonly fields: readonly string[];
  readonly check: (body: never) => readonly Fault[];
  readonly writers: readonly Role[];
  /** The one id of a kind that there is one document of. */
  readonly only?: string;
  /** What is written with each version; `body` is undefined once there is none of the tenant's own. */
  readonly also?: (profile: TenantProfile, tenant: TenantId, body: unknown) => readonly Write[];
}

const name = z.string().check(z.minLength(1), z.maxLength(160));
const id = z.string().check(z.minLength(1), z.maxLength(80), z.regex(/^[^\s#]+$/));
const duration = z.string().check(z.maxLength(40));
const days = z.int().check(z.gte(0), z.lte(365));
const instant = z.iso.datetime({ offset: true }).check(z.maxLength(40));
const wallTime = z.string().check(z.maxLength(5), z.regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/));
const windows = z.array(z.strictObject({ open: wallTime, close: wallTime })).check(z.maxLength(24));
const weekly = z.strictObject(
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, z.exactOptional(windows)])),
);
const date = z.string().check(z.maxLength(10), z.regex(/^(\d{4}-)?\d{2}-\d{2}$/));
const closed = z.strictObject({ date, closed: z.literal(true) });
const opened = z.strictObject({ date, windows });

export const calendarSchema = z.strictObject({
  zone: z.string().check(z.minLength(1), z.maxLength(60)),
  weekly,
  exceptions: z.exactOptional(z.array(z.union([closed, opened])).check(z.maxLength(2000))),
  validFrom: z.exactOptional(z.string().check(z.maxLength(40))),
});

const settings = z.strictObject({
  businessCalendarId: id,
  closeAfterDays: days,
  reopenWithinDays: days,
  noResponseAfterDays: days,
  reminderAfterDays: z.array(days).check(z.maxLength(10)),
  approvalWithin: duration,
  approverGroup: id,
  tagVocabulary: z.exactOptional(
    z.array(z.string().check(z.maxLength(40), z.regex(/^[a-z0-9-]{2,40}$/))).check(z.maxLength(1000)),
  ),
  // Settings that came later: a document without them means their defaults.
  majorIncidentReports: z.exactOptional(z.int().check(z.gte(2), z.lte(100))),
  majorIncidentMinutes: z.exactOptional(z.int().check(z.gte(1), z.lte(1440))),
  criticalServices: z.exactOptional(z.array(id).check(z.maxLength(1000))),
  mailOpens: z.exactOptional(z.enum(Object.keys(openedByMail))),
  mailCategory: z.exactOptional(id),
  mailOfStrangers: z.exactOptional(z.enum(['create', 'reject'])),
  mailUnauthenticated: z.exactOptional(z.enum(['stranger', 'drop'])),
});
const group = z.strictObject({
  name,
  active: z.boolean(),
  members: z.array(id).check(z.maxLength(2000)),
  lead: z.exactOptional(id),
  calendarId: z.exactOptional(id),
  parent: z.exactOptional(id),
  capacity: z.exactOptional(z.int().check(z.gte(0), z.lte(100_000))),
  skills: z.exactOptional(z.array(z.string().check(z.minLength(1), z.maxLength(80))).check(z.maxLength(100))),
  roles: z.exactOptional(z.array(z.enum(roles)).check(z.maxLength(30))),
});
const weight = z.int().check(z.gte(1), z.lte(1000));
const party = z.strictObject({ kind: z.enum(['user', 'group', 'role']), id, weight: z.exactOptional(weight) });
const votes = z.exactOptional(z.int().check(z.gte(1), z.lte(500)));
const level = z.strictObject({
  mode: z.enum(modes),
  minVotes: votes,
  minPercent: z.exactOptional(z.int().check(z.gte(1), z.lte(100))),
  pass: z.exactOptional(z.enum(passes)),
  approvals: votes,
  vetoRoles: z.exactOptional(z.array(z.enum(roles)).check(z.maxLength(30))),
  voters: z.array(party).check(z.minLength(1), z.maxLength(100)),
});
const measure = z.number().check(z.gte(-1e12), z.lte(1e12));
const kpiTarget = z.strictObject({ process: id, key: id, green: measure, amber: measure });

function checkTarget({ process, key, green, amber }: z.infer<typeof kpiTarget>): readonly Fault[] {
  const known = kpis.map((kpi) => kpi.key);
  const unknown = (pointer: string, names: readonly string[]): Fault => ({
    slug: 'unknown-reference',
    pointer,
    message: `expected one of ${names.join(', ')}`,
  });
  return [
    ...(process === 'incident-management' ? [] : [unknown('/process', ['incident-management'])]),
    ...(known.includes(key) ? [] : [unknown('/key', known)]),
    ...(green === amber
      ? [{ slug: 'validation-failed' as const, pointer: '/amber', message: 'expected another value than green' }]
      : []),
  ];
}

const approvalPolicy = z.strictObject({
  levels: z.array(level).check(z.minLength(1), z.maxLength(10)),
  within: duration,
  chain: z.exactOptional(z.array(party).check(z.maxLength(10))),
  escalateAfter: z.exactOptional(duration),
  calendarId: z.exactOptional(id),
});
const cell = z.enum(priorities);
const matrix = z.array(z.array(cell).check(z.maxLength(4))).check(z.maxLength(4));
const perPriority = z.strictObject(
  Object.fromEntries(priorities.map((priority) => [priority, z.exactOptional(duration)])),
);
const definition = z.strictObject({
  name,
  kind: z.enum(clockKinds),
  metric: z.enum(metrics),
  appliesTo: z.strictObject({
    types: z.exactOptional(z.array(id).check(z.maxLength(40))),
    serviceId: z.exactOptional(id),
    customerId: z.exactOptional(id),
    groupId: z.exactOptional(id),
    supplierRef: z.exactOptional(id),
  }),
  targetByPriority: perPriority,
  calendarId: id,
  calendarByPriority: z.exactOptional(
    z.strictObject(Object.fromEntries(priorities.map((priority) => [priority, z.exactOptional(id)]))),
  ),
  pauseOn: z.array(id).check(z.maxLength(20)),
  warnAt: z.array(z.number()).check(z.maxLength(20)),
  reprioritisation: z.exactOptional(z.enum(['retroactive', 'forward', 'reset'])),
  reopen: z.exactOptional(z.enum(['resume', 'restart'])),
  robotCounts: z.exactOptional(z.boolean()),
  validFrom: instant,
  validTo: z.exactOptional(instant),
  agreementRef: z.exactOptional(name),
  contractRef: z.exactOptional(name),
});

const fault =
  (slug: ProblemSlug) =>
  ({ pointer, message }: { readonly pointer: string; readonly message: string }): Fault => ({ slug, pointer, message });

/** How long an approval may wait: more than nothing, and at most 180 days (A2). */
function checkWait(pointer: string, text: string): readonly Fault[] {
  try {
    const seconds = parseDuration(text);
    if (seconds < 1) return [{ slug: 'validation-failed', pointer, message: 'expected more than nothing' }];
    if (seconds <= MAX_WAIT_SECONDS) return [];
    return [{ slug: 'timeout-too-long', pointer, message: 'expected at most 180 days' }];
  } catch {
    return [{ slug: 'validation-failed', pointer, message: 'expected an ISO 8601 duration such as PT72H' }];
  }
}

const retention = z.strictObject(Object.fromEntries(retentionClasses.map((name) => [name, duration])));

const checkRetention = (body: Retention): readonly Fault[] =>
  retentionClasses.flatMap((name) =>
    isPeriod(body[name])
      ? []
      : [
          {
            slug: 'validation-failed',
            pointer: `/${name}`,
            message: 'expected a period of years, months and days such as P3Y or P13M',
          },
        ],
  );

function checkPolicy(policy: ApprovalPolicy): readonly Fault[] {
  const { within, escalateAfter, levels } = policy;
  const faults = [
    ...checkWait('/within', within),
    ...(escalateAfter === undefined ? [] : checkWait('/escalateAfter', escalateAfter)),
    ...levels.flatMap(({ pass, approvals }, index): readonly Fault[] =>
      pass !== 'approvals' || approvals !== undefined
        ? []
        : [
            {
              slug: 'required-field-missing',
              pointer: `/levels/${index}/approvals`,
              message: 'how many approvals it takes is missing',
            },
          ],
    ),
  ];
  if (faults.length > 0 || !waitsTooLong(policyOf(policy))) return faults;
  return [{ slug: 'timeout-too-long', pointer: '/within', message: 'all levels and the chain take 360 days at most' }];
}

export const kinds: readonly Kind[] = [
  {
    kind: 'settings',
    path: 'settings',
    title: 'Settings',
    schema: settings,
    fields: Object.keys(settings.shape),
    check: ({ approvalWithin }: z.infer<typeof settings>) => checkWait('/approvalWithin', approvalWithin),
    writers: ['TAD'],
    only: 'settings',
  },
  {
    kind: 'retention',
    path: 'retention-periods',
    title: 'Retention periods',
    schema: retention,
    fields: retentionClasses,
    check: checkRetention,
    writers: ['TAD'],
    only: 'retention',
  },
  {
    kind: 'status-page',
    path: 'status-page',
    title: 'Status page',
    schema: statusPage,
    fields: Object.keys(statusPage.shape),
    check: checkStatusPage,
    writers: ['TAD'],
    only: 'status-page',
    also: statusPageWrites,
  },
  {
    kind: 'calendar',
    path: 'calendars',
    title: 'Calendar',
    schema: calendarSchema,
    fields: Object.keys(calendarSchema.shape),
    check: (body: Calendar) =>
      checkCalendar(body).map(({ code, pointer, message }) => ({
        slug: code === 'calendar-never-open' ? code : 'invalid-calendar',
        pointer,
        message,
      })),
    writers: ['PRO', 'TAD'],
  },
  {
    kind: 'priority-matrix',
    path: 'priority-matrices',
    title: 'Priority matrix',
    schema: matrix,
    fields: [],
    check: (body: z.infer<typeof matrix>) => checkMatrix(body).map(fault('matrix-not-monotone')),
    writers: ['PRO', 'TAD'],
    only: 'priority-matrix',
  },
  {
    kind: 'service-level-definition',
    path: 'service-level-definitions',
    title: 'Service-level definition',
    schema: definition,
    fields: Object.keys(definition.shape),
    check: (body: ServiceLevelDefinition) => checkDefinition(body).map(fault('validation-failed')),
    writers: ['PRO', 'TAD'],
  },
  {
    kind: 'group',
    path: 'groups',
    title: 'Group',
    schema: group,
    fields: Object.keys(group.shape),
    check: () => [],
    writers: ['TAD'],
  },
  {
    kind: 'kpi-target',
    path: 'kpi-targets',
    title: 'KPI target',
    schema: kpiTarget,
    fields: Object.keys(kpiTarget.shape),
    check: checkTarget,
    writers: ['PRO', 'TAD'],
  },
  {
    kind: 'approval-policy',
    path: 'approval-policies',
    title: 'Approval policy',
    schema: approvalPolicy,
    fields: Object.keys(approvalPolicy.shape),
    check: checkPolicy,
    writers: ['PRO', 'TAD'],
  },
];
