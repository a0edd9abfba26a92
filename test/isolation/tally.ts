/** How many requests a test run has judged: each stack leaves a note, the reporter adds them up. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter } from 'vitest/node';
import * as z from 'zod/mini';

const tallySchema = z.object({
  requests: z.number(),
  /** Different ones among them, by tenant, action, resource and keys. */
  questions: z.number(),
  tenants: z.number(),
  byPrincipal: z.record(z.string(), z.number()),
});
export type Tally = z.infer<typeof tallySchema>;

const FOLDER = join('.build', 'isolation');

/** Leaves a note of one stack. */
export function writeTally(tally: Tally): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${randomUUID()}.json`), JSON.stringify(tally));
}

/** The run's notes; none when no stack ran. */
function readTallies(): readonly Tally[] {
  try {
    return readdirSync(FOLDER).map((file) => tallySchema.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))));
  } catch {
    return [];
  }
}

/** One line about all stacks of a run; undefined when there was none. */
export function isolationLine(tallies: readonly Tally[]): string | undefined {
  if (tallies.length === 0) return undefined;
  const requests = tallies.reduce((sum, tally) => sum + tally.requests, 0);
  const questions = tallies.reduce((sum, tally) => sum + tally.questions, 0);
  const counts = new Map<string, number>();
  for (const { byPrincipal } of tallies)
    for (const [label, count] of Object.entries(byPrincipal)) counts.set(label, (counts.get(label) ?? 0) + count);
  const parts = [...counts].sort(([, a], [, b]) => b - a).map(([label, count]) => `${label} ${count}`);
  return `isolation: ${requests} DynamoDB requests of ${tallies.length} stacks judged, ${questions} different ones of tenants (${parts.join(', ')})`;
}

/** A vitest reporter that prints {@link isolationLine} when the process exits; put it before the closing line. */
export class IsolationLine implements Reporter {
  onInit(): void {
    rmSync(FOLDER, { recursive: true, force: true });
    process.once('exit', () => {
      const line = isolationLine(readTallies());
      if (line !== undefined) process.stdout.write(`${line}\n`);
    });
  }
}
