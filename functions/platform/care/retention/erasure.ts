/** Erasure of personal data (A9): in every record the person becomes a pseudonym that nobody can lead back. */

import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { storedRecord } from '#shared/engine/items';
import type { BusEvent } from '#shared/events/envelope';
import { aboutRequesters } from '#shared/grammar/directory';
import { tenantId } from '#shared/ids/tenant-id';
import { newUlid } from '#shared/ids/ulid';
import { inFlight } from '#shared/jobs/in-flight';
import { type Job, type JobKind, next } from '#shared/jobs/job';
import { A_STEP, type Batch, takeSteps } from '#shared/jobs/steps';
import type { Actor } from '#shared/tenancy/context';
import { idSchema, textSchema } from '#shared/text/line';
import { clock, sortableInstant, toInstant } from '#shared/time/clock';
import { sweep } from './elsewhere.ts';
import { erase } from './erase.ts';
import { erasureKey, erasurePk } from './keys.ts';
import { hasWork, leave } from './leave.ts';
import { type Place, placeOf } from './runtime.ts';
import { BEGINNING, type Position, walk } from './walk.ts';

export const erasureSchema = z.strictObject({
  person: idSchema(120),
  reason: textSchema(1000),
});

export interface Erasure extends Job {
  readonly state: 'running' | 'finished';
  /** Forgotten when it is finished, as is the address. */
  readonly person?: string;
  readonly address?: string;
  /** What is done now; absent with an erasure that was begun before there was more than records. */
  readonly phase?: 'leaving' | 'returning' | 'records' | 'elsewhere';
  /** How often it has waited for the person's open work to be returned. */
  readonly waited?: number;
  readonly pseudonym: string;
  readonly reason: string;
  readonly position: Position;
  readonly examined: number;
  readonly changed: number;
  /** Numbers of records under legal hold, which stay as they are; the first thousand. */
  readonly held: readonly string[];
  readonly finishedAt?: string;
}

/** Records worked on at once. */
const IN_FLIGHT = 8;
const MAX_HELD = 1000;
/** How often a step comes too early for the processes to have returned the person's work; afterwards it is the pseudonym's. */
const MAX_WAITED = 20;
/** What looking at one place, or a page of it, counts for. */
const PLACE_UNITS = 100;

export const erasures: JobKind<Erasure> = {
  type: 'erasure',
  process: () => 'retention',
  key: erasureKey,
  // That somebody asked, and that it was done, is kept like any audit.
  keptDays: 2555,
  indexed: (tenant, { uid, createdAt }) => ({
    listPk: erasurePk(tenant, ''),
    listSk: `${sortableInstant(createdAt)}#${uid}`,
  }),
  // Whoever ordered it: it is the person's right, and the tenant's duty.
  goesOn: 'as the tenant’s own',
  command: () => 'erase',
  data: ({ examined, changed }) => ({ examined, changed }),
};

/** A salt that nobody keeps: the pseudonym is the same in all records, and cannot be found by trying names. */
export function newErasure(createdBy: Actor, { person, reason }: z.infer<typeof erasureSchema>): Erasure {
  const now = clock.now();
  const hash = createHash('sha256').update(randomBytes(32)).update(person).digest('hex').slice(0, 16);
  return {
    uid: newUlid(now),
    state: 'running',
    createdAt: toInstant(now),
    createdBy,
    step: 1,
    sequence: 1,
    phase: 'leaving',
    person,
    pseudonym: `anonymised-${hash}`,
    reason,
    position: BEGINNING,
    examined: 0,
    changed: 0,
    held: [],
  };
}

/** `erasure.progressed`: the person leaves, then some pages of records, then the other places where they stand. Repeating a page changes nothing: what is gone is not found again. */
export async function continueErasure({ detail }: BusEvent): Promise<void> {
  const place = await placeOf(tenantId(detail.tenantId));
  await takeSteps(erasures, { ...place, standings: async () => place.config.standings }, detail, (job) =>
    batchOf(place, job),
  );
}

type Step = Batch<Erasure>;

async function batchOf(place: Place, job: Erasure): Promise<Step> {
  switch (job.phase ?? 'records') {
    case 'leaving': {
      const address = await leave(place, job, job.person ?? '');
      return { units: A_STEP, changes: { phase: 'returning', ...(address !== undefined && { address }) } };
    }
    case 'returning': {
      const { waited = 0 } = job;
      const waits = waited < MAX_WAITED && (await hasWork(place, job.person ?? ''));
      return { units: A_STEP, changes: waits ? { waited: waited + 1 } : { phase: 'records' } };
    }
    case 'records':
      return records(place, job);
    case 'elsewhere':
      return elsewhere(place, job);
  }
}

async function records(place: Place, job: Erasure): Promise<Step> {
  const page = await walk(place, job.position);
  const { person = '', pseudonym } = job;
  const erased = { person, pseudonym, about: aboutRequesters };
  const outcomes = await inFlight(page.items, IN_FLIGHT, async (item) => {
    const record = storedRecord(item)?.record;
    return record ? { id: record.id, outcome: await erase(place, record.type, record.uid, erased, job) } : undefined;
  });
  const withOutcome = (wanted: string) => outcomes.flatMap((each) => (each?.outcome === wanted ? [each.id] : []));
  const progress: Partial<Erasure> = {
    examined: job.examined + page.items.length,
    changed: job.changed + withOutcome('changed').length,
    held: [...new Set([...job.held, ...withOutcome('held')])].slice(0, MAX_HELD),
  };
  const next: Partial<Erasure> = page.next ? { position: page.next } : { phase: 'elsewhere', position: BEGINNING };
  return { units: page.items.length + 1, changes: { ...progress, ...next } };
}

async function elsewhere(place: Place, { person = '', pseudonym, address, position }: Erasure): Promise<Step> {
  const next = await sweep(place, { person, pseudonym, ...(address !== undefined && { address }) }, position);
  if (next) return { units: PLACE_UNITS, changes: { position: next } };
  const over: Partial<Erasure> = { state: 'finished', finishedAt: toInstant(clock.now()) };
  const forgotten = { person: undefined, address: undefined } as const;
  return { units: PLACE_UNITS, changes: Object.assign(over, forgotten), over: 'finished' };
}

/** The step asked for once more, should its event have ended as a dead letter. */
export const again = (job: Erasure): Erasure => next<Erasure>(job, { step: job.step + 1 });

export function presentErasure({ uid, state, pseudonym, reason, createdAt, createdBy, finishedAt, ...job }: Erasure) {
  const { examined, changed, held, sequence } = job;
  return {
    id: uid,
    state,
    pseudonym,
    reason,
    createdAt,
    createdBy: createdBy.id,
    ...(finishedAt && { finishedAt }),
    version: sequence,
    progress: { examined, changed },
    held,
  };
}
