/** The client as others get it: packed, installed in a folder that knows nothing of this repository, type-checked there, and run. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeClientPackage } from '#infra/client/package';
import { root, textOf } from '#test/architecture/tree';
import { type Outcome, outcome } from '#test/cli/run';
import { openWorld, type World } from '#test/support/world';

let world: World;
const folder = mkdtempSync(join(tmpdir(), 'helmdesk-client-'));

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

const here = (command: string, ...given: readonly string[]): Promise<Outcome> =>
  outcome(command, given, process.env, folder);

/** Holds a program in the folder against the types of what is installed there. */
const checked = (program: string): Promise<Outcome> =>
  here(
    process.execPath,
    ...[join(root, 'node_modules/typescript/bin/tsc'), '--ignoreConfig', '--noEmit', '--strict'],
    ...['--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022,dom'],
    ...['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node', program],
  );

it('field-report 13 is installed from a file, elsewhere, and does there what its README shows', async () => {
  const [, program = ''] = /^```ts\n([\s\S]*?)^```/m.exec(textOf('shared/client/README.md')) ?? [];
  writeClientPackage(root, join(folder, 'package'));
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  writeFileSync(join(folder, 'program.ts'), program);
  writeFileSync(join(folder, 'wrong.ts'), program.replace('impact: 2', 'impact: 4'));

  const packed = await here('npm', 'pack', './package');
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  const installed = await here('npm', 'install', `./${file}`, '--offline', '--ignore-scripts', '--no-audit');
  const [right, wrong] = [await checked('program.ts'), await checked('wrong.ts')];
  const token = (await world.authorization('ada', 'AGT')).replace('Bearer ', '');
  const env = { ...process.env, HELMDESK_URL: world.url, HELMDESK_TOKEN: token };
  const ran = await outcome(process.execPath, ['program.ts'], env, folder);

  expect([packed.code, installed.code], `${packed.err}${installed.err}`).toEqual([0, 0]);
  expect(readdirSync(join(folder, 'node_modules'))).toEqual(['.package-lock.json', 'helmdesk-client']);
  expect(right).toEqual({ code: 0, out: '', err: '' });
  expect([wrong.code, wrong.out]).toEqual([expect.any(Number), expect.stringMatching(/^wrong\.ts.*impact/s)]);
  expect(wrong.code).not.toBe(0);
  expect([ran.code, ran.out], ran.err).toEqual([0, 'INC0000001 is at "1"\nMail is down\n']);
});
