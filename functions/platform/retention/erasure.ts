/** Erasure of personal data (A9): in every record the person becomes a pseudonym that nobody can lead back. */
import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { BusEvent } from '#shared/events/envelope';
import { inFlight } from '#shared/jobs/in-flight';
import { type Job, type JobKind, next } from '#shared/jobs/job';
import { type Batch, takeSteps } from '#shared/jobs/steps';
import { aboutRequesters } from '#shared/process/directory';
import { storedRecord } from '#shared/process/items';
import { erasureKey, erasurePk } from '#shared/store/keys';
import { newUlid } from '#shared/store/ulid';
import type { Actor } from '#shared/tenancy/context';
import { tenantId } from '#shared/tenancy/tenant-id';
import { clock, toInstant } from '#shared/time/clock';
import { erase } from './erase.ts';
import { type Place, placeOf } from './runtime.ts';
import { BEGINNING, type Position, walk } from './walk.ts';

export const erasureSchema = z.strictObject({
  person: z.string().check(z.minLength(1), z.maxLength(120), z.regex(/^[^\s#]+$/)),
  reason: z.string().check(z.minLength(1), z.maxLength(1000)),
});

export interface Erasure extends Job {
  readonly state: 'running' | 'finished';
  /** Forgotten with the last record. */
  readonly person?: string;
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

export const erasures: JobKind<Erasure> = {
  type: 'erasure',
  process: () => 'retention',
  key: erasureKey,
  // That somebody asked, and that it was done, is kept like any audit.
  keptDays: 2555,
  indexed: (tenant, { uid, createdAt }) => ({ listPk: erasurePk(tenant, ''), listSk: `${createdAt}#${uid}` }),
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
    person,
    pseudonym: `anonymised-${hash}`,
    reason,
    position: BEGINNING,
    examined: 0,
    changed: 0,
    held: [],
  };
}

/** `erasure.progressed`: some pages of records. Repeating a page changes nothing: what is gone is not found again. */
export async function continueErasure({ detail }: BusEvent): Promise<void> {
  const place = await placeOf(tenantId(detail.tenantId));
  await takeSteps(erasures, place, detail, (job) => batchOf(place, job));
}

async function batchOf(place: Place, job: Erasure): Promise<Batch<Erasure>> {
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
  if (page.next) return { units: page.items.length + 1, changes: { ...progress, position: page.next } };
  const over = { state: 'finished', finishedAt: toInstant(clock.now()), person: undefined } as const;
  return { units: page.items.length + 1, changes: Object.assign(progress, over), over: 'finished' };
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
