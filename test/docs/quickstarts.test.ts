/** Every command of the quick starts runs, in order, against a running stack; those marked `aws` need an account and do not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, textOf } from '#test/architecture/tree';
import { outcome } from '#test/cli/run';
import { openWorld, type World } from '#test/support/world';

let world: World;
let folder = '';
let port = 0;

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  port = await freePort();
  folder = mkdtempSync(join(tmpdir(), 'helmdesk-'));
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

const blocks = (page: string, language: string): readonly string[] =>
  [...page.matchAll(/^```(.+)\n([\s\S]*?)^```/gm)].flatMap(([, named, text = '']) =>
    named === language ? [text] : [],
  );

/** What can be run here and now: the same commands, on this stack, without what npx looks up each time. */
const runnable = (text: string): string =>
  text
    .replaceAll('http://127.0.0.1:8080', world.url)
    .replaceAll('/tmp/', `${folder}/`)
    .replaceAll(':9000', `:${port}`)
    .replaceAll('PORT=9000', `PORT=${port}`)
    // A receiver goes by its own clock; here that is the stack's, which stands still.
    .replaceAll(
      ' node ',
      ` "${process.execPath}" --import "data:text/javascript,Date.now=()=>${world.stack.clock.now()}" `,
    )
    .replaceAll('npx helmdesk', `"${process.execPath}" infra/cli/main.ts`);

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** What it started in the background ends with the script. */
const tidy = "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n";

/** What is to be seen when the commands have run: what they are for. */
const shown: Readonly<Record<string, readonly RegExp[]>> = {
  integrator: [
    /304$/m,
    /^HTTP\/1.1 401 /m,
    /"event":"webhook.test".*"state":"delivered"/,
    /incident\.created INC\d+ The disk/m,
  ],
};

it('field-report 26 the integrator’s ends with a sentence where the clock was moved, and the receiver says why it refuses', async () => {
  const script = tidy + blocks(textOf('docs/quickstart-integrator.md'), 'sh').map(runnable).join('\n');
  // The receiver goes by a clock that the stack's is four hours ahead of.
  const moved = script.replace(/Date\.now=\(\)=>(\d+)/, (_, now) => `Date.now=()=>${Number(now) - 4 * 3_600_000}`);
  const { code, err } = await outcome(
    'bash',
    ['-euo', 'pipefail', '-c', moved.replace('seq 100', 'seq 25')],
    process.env,
  );

  expect(code, err).toBe(1);
  expect(err).toMatch(/^refused: it is not signed/m);
  expect(err).toMatch(/^refused: webhook-timestamp \d+ is 14400 s ahead of this machine's clock/m);
  expect(err).toMatch(/^No incident\.created in 20 seconds\. .*npm start -- --fresh$/m);
});

describe.each(['customer', 'msp', 'admin', 'integrator'])('docs/quickstart-%s.md', (audience) => {
  it('field-report 12, 38 does what it says, and does it again', { timeout: 600_000 }, async () => {
    const page = textOf(`docs/quickstart-${audience}.md`);
    const script = tidy + blocks(page, 'sh').map(runnable).join('\n');
    const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
    const env = { ...process.env, PATH: path, HELMDESK_CONFIG: join(folder, `${audience}.json`) };

    for (const _ of ['first', 'second']) {
      const { code, out, err } = await outcome('bash', ['-euo', 'pipefail', '-c', script], env);

      expect(code, `${out}\n${err}`).toBe(0);
      for (const sight of shown[audience] ?? []) expect(out).toMatch(sight);
    }
    expect(blocks(page, 'sh').length).toBeGreaterThan(2);
  });

  it('field-report 38 shows a refusal where there is one', () => {
    const calls = blocks(textOf(`docs/quickstart-${audience}.md`), 'sh').flatMap((block) =>
      block.split(/\bcurl /).slice(1),
    );

    const silent = calls.filter((call) => !/^-s --fail-with-body |^-s -o \/dev\/null -D - /.test(call));
    expect(calls.length).toBeGreaterThan(0);
    expect(silent).toEqual([]);
  });

  it('names commands that exist', () => {
    const page = textOf(`docs/quickstart-${audience}.md`);
    const { scripts } = JSON.parse(textOf('package.json'));
    const named = [...page.matchAll(/\bnpm (?:run )?([a-z][\w:]*)/g)].map(([, name = '']) => name);

    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
