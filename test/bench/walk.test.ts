/**
 * The walk of a create (ADR 66): calls lead down through the rooms of `shared/`, as imports do, and come back up at few places: where somebody is
 * called who was handed down, such as a capability at a seam of the engine. Run, not read: the calls are those of a request to a table.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Walked } from '#test/bench/walked';
import { openStage, proxyEvent, type Stage } from '#test/platform/stage';

const MOST = 15;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

it(`POST /v1/incidents comes back up at most at ${MOST} places`, async () => {
  const body = { title: 'A printer jams', category: 'printing' };
  const event = JSON.stringify(proxyEvent('POST /v1/incidents', { roles: 'AGT', body }));
  const child = new URL('walked.ts', import.meta.url).pathname;

  const { stdout } = await promisify(execFile)(process.execPath, [child, event]);
  const { status, up }: Walked = JSON.parse(stdout);
  console.info(`a create comes back up at ${up.length} places:\n${up.map((each) => `  ${each}`).join('\n')}`);

  expect(status).toBe(201);
  // The seams are among them: without them nothing was seen.
  expect(up).toContainEqual(expect.stringMatching(/^shared\/engine\/decide → shared\/capabilities\/clocks\//));
  expect(up.length).toBeLessThanOrEqual(MOST);
});
