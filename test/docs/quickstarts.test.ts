/** Every command of the quick starts runs, in order, against a running stack; those marked `aws` need an account and do not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, textOf } from '#test/architecture/tree';
import { outcome } from '#test/cli/run';
import { openWorld, type World } from '#test/support/world';

let world: World;
let folder = '';

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
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
    .replaceAll('npx helmdesk', `"${process.execPath}" infra/cli/main.ts`);

describe.each(['customer', 'msp', 'admin'])('docs/quickstart-%s.md', (audience) => {
  it('does what it says', { timeout: 300_000 }, async () => {
    const page = textOf(`docs/quickstart-${audience}.md`);
    const script = blocks(page, 'sh').map(runnable).join('\n');
    const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
    const env = { ...process.env, PATH: path, HELMDESK_CONFIG: join(folder, `${audience}.json`) };

    const { code, out, err } = await outcome('bash', ['-euo', 'pipefail', '-c', script], env);

    expect(code, `${out}\n${err}`).toBe(0);
    expect(blocks(page, 'sh').length).toBeGreaterThan(2);
  });

  it('names commands that exist', () => {
    const page = textOf(`docs/quickstart-${audience}.md`);
    const { scripts } = JSON.parse(textOf('package.json'));
    const named = [...page.matchAll(/\bnpm (?:run )?([a-z][\w:]*)/g)].map(([, name = '']) => name);

    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
