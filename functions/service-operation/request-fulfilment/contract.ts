/**
 * What others may know of request fulfilment: its records, and what its events carry. Items are named by the number of their request model; the
 * service catalogue, once there is one, names them by its own items and gives form, eligibility and price, and nothing here changes (R54, R55).
 */
import * as z from 'zod/mini';
import { roundEvents } from '#shared/capabilities/approvals/payload';
import type { Contract, EventsContract, RecordContract } from '#shared/grammar/contract';
import { count, instant, name, names } from '#shared/grammar/payload';

const process = 'request-fulfilment';

const ofRequests = {
  REQ: 'rC',
  AGT: 'RCUX',
  LEAD: 'RCUX',
  CHM: 'R',
  REL: 'R',
  CFG: 'R',
  SEC: 'R',
  SVO: 'RA',
  PRO: 'R',
  TAD: 'RD',
  MSP: 'RCUX',
  AUD: 'R',
  INT: 'RCU',
} as const;

export const request = {
  type: 'request',
  prefix: 'REQ',
  path: 'requests',
  title: 'Request',
  approvable: true,
  schedulable: true,
  aboutRequesters: ['deliveryTo'],
  permissions: ofRequests,
} as const satisfies RecordContract;

export const requestModel = {
  type: 'request-model',
  prefix: 'RMD',
  path: 'request-models',
  title: 'Request model',
  permissions: {
    REQ: 'r',
    AGT: 'R',
    LEAD: 'RC',
    CHM: 'R',
    REL: 'R',
    CFG: 'R',
    KED: 'R',
    SEC: 'R',
    SVO: 'RCA',
    PRO: 'RCUXA',
    TAD: 'R',
    MSP: 'R',
    AUD: 'R',
    INT: 'R',
  },
} as const satisfies RecordContract;

export const requestTask = {
  type: 'request-task',
  prefix: 'RTK',
  path: 'request-tasks',
  title: 'Request task',
  permissions: { ...ofRequests, REQ: 'r', AGT: 'RUX', LEAD: 'RUX', MSP: 'RUX', INT: 'RU' },
} as const satisfies RecordContract;

/** What somebody carries out in its stead, so that access management, change management and supplier management take it up (R53, R96). */
export const carriedOutElsewhere = ['automation', 'access', 'standard_change', 'purchase'] as const;

const money = () => z.object({ amount: z.int(), currency: name() });
const ordered = () => z.array(z.object({ item: count(), model: name(), version: z.optional(count()), qty: count() }));
const lines = () => z.array(z.object({ item: count(), model: name(), quantity: count() }));

export const requestEvents = {
  process,
  record: 'request',
  carries: {
    ...roundEvents,
    /** It is ordered, and no draft any more. */
    submitted: () => ({
      items: ordered(),
      requestedFor: z.optional(name()),
      convertedFrom: z.optional(name()),
      total: z.optional(money()),
    }),
    /** Steps that are to have a task each. */
    tasks_opened: () => ({
      tasks: z.array(z.object({ key: name(), attempt: count(), kind: name(), called: name() })),
    }),
    tasks_withdrawn: () => ({ tasks: names() }),
    /** A task is there for whoever carries it out. */
    task_started: () => ({
      kind: z.enum(carriedOutElsewhere),
      task: name(),
      key: name(),
      attempt: count(),
      group: z.optional(name()),
      /** What carries it out: an automation, a role of access, a standard-change model, an article. */
      target: z.optional(name()),
      qty: z.optional(count()),
      requestedFor: z.optional(name()),
      /** It takes back what a step has done. */
      compensates: z.optional(z.boolean()),
      dueAt: z.optional(instant()),
    }),
    stock_asked: () => ({ lines: lines() }),
    stock_released: () => ({ lines: lines() }),
    fulfilled: () => ({ items: ordered(), requestedFor: z.optional(name()) }),
    /** What is charged is the price that was frozen when it was ordered (R56). */
    closed: () => ({ code: z.optional(name()), charge: z.optional(money()), costCentre: z.optional(name()) }),
  },
} as const satisfies EventsContract;

/** What no process waits for: no bundle has it. */
const furtherRequestEvents = {
  process,
  record: 'request',
  carries: {
    task_completed: () => ({ key: name(), kind: name() }),
    task_failed: () => ({ key: name(), kind: name(), retryAt: z.optional(instant()) }),
    task_skipped: () => ({ key: name(), kind: name() }),
    expected_date_changed: () => ({ expectedAt: instant(), text: z.optional(z.string()) }),
    compensated: () => ({ left: names() }),
    failed: () => ({ step: z.optional(name()), because: z.optional(z.string()) }),
    delivery_rejected: () => ({}),
    reminder_due: () => ({ to: z.nullable(name()), number: count() }),
    satisfaction_asked: () => ({ to: z.nullable(name()) }),
    rated: () => ({ score: count() }),
    complaint_raised: () => ({ score: count() }),
    resumed: () => ({ by: z.optional(z.literal('caller')) }),
  },
} as const satisfies EventsContract;

export const requestModelEvents = {
  process,
  record: 'request-model',
  carries: {
    published: () => ({ publishedVersion: count() }),
    stock_reserved: () => ({ request: name(), item: count(), quantity: count() }),
    stock_short: () => ({ request: name(), item: count(), quantity: count() }),
  },
} as const satisfies EventsContract;

const requestTaskEvents = {
  process,
  record: 'request-task',
  carries: {
    target_missed: () => ({
      role: z.literal('LEAD'),
      to: z.nullable(name()),
      group: z.nullable(name()),
      dueAt: instant(),
    }),
  },
} as const satisfies EventsContract;

export const contract = {
  process,
  records: [request, requestModel, requestTask],
  events: [requestEvents, furtherRequestEvents, requestModelEvents, requestTaskEvents],
} as const satisfies Contract;
