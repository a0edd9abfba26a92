/** `helmdesk` against a running stack: what people see, what programs get, and how it ends. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exitCodes } from '#infra/cli/exit-codes';
import { root, textOf } from '#test/architecture/tree';
import { commandLine, outcome } from '#test/cli/run';
import { openWorld, type World } from '#test/support/world';

// Each command is a process of its own, and a busy machine takes its time to start one.
vi.setConfig({ testTimeout: 180_000 });

const folder = mkdtempSync(join(tmpdir(), 'helmdesk-'));
let world: World;
let helmdesk: ReturnType<typeof commandLine>;

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  helmdesk = commandLine(folder, world.url);
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

it('without a login it says how to log in', async () => {
  const { code, err } = await helmdesk('incidents', 'list');

  expect(code).toBe(exitCodes.unauthenticated);
  expect(err).toContain('helmdesk login');
});

it('login keeps the token where only its owner reads it, after it has proved good', async () => {
  const wrong = await helmdesk('login', '--token', 'nonsense');
  const { code, err } = await helmdesk('login', '--as', 'ada', '--roles', 'AGT,LEAD');
  const file = join(folder, 'profiles.json');

  expect(wrong.code).toBe(exitCodes.unauthenticated);
  expect(code, err).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file, 'utf8')).default.url).toBe(world.url);
  expect(err).not.toContain(JSON.parse(readFileSync(file, 'utf8')).default.token);
});

it('a kept token is not sent to another host', async () => {
  const { code, err } = await helmdesk('incidents', 'list', '--url', 'http://localhost:9');

  expect(code).toBe(exitCodes.unauthenticated);
  expect(err).toContain('nobody is logged in for http://localhost:9');
});

describe('an incident', () => {
  it('is logged, listed, commented on and worked, as tables and as JSON', async () => {
    const made = await helmdesk(
      ...['incidents', 'create', '--title', 'Mail is slow', '--service', 'mail', '--requester', 'rita'],
      ...['--impact', '2', '--urgency', '2', '--json'],
    );
    const { id } = JSON.parse(made.out);
    const listed = await helmdesk('incidents', 'list', '--state', 'new');
    const actions = await helmdesk('actions', 'list', id);
    const dry = await helmdesk('actions', 'run', id, 'accept', '--dry-run', '--json');
    const accepted = await helmdesk('actions', 'run', id, 'accept', '--json');
    const commented = await helmdesk('incidents', 'comment', id, 'Found it', '--internal');
    const raised = await helmdesk('actions', 'run', id, 'escalate', '--set', 'kind=hierarchical', 'reason=VIP');
    const read = await helmdesk('incidents', 'get', id);

    expect(made.code, made.err).toBe(0);
    expect(listed.out).toMatch(/^id +priority +state/m);
    expect(listed.out).toContain(`${id}  P3        new    Mail is slow`);
    expect(actions.out).toMatch(/resolve +no +resolved +code, notes +not in new; possible in/);
    expect(JSON.parse(dry.out)).toMatchObject({ dryRun: true, state: { from: 'new', to: 'in_progress' } });
    expect(JSON.parse(accepted.out)).toMatchObject({ state: 'in_progress', assignedTo: 'ada', version: 2 });
    expect(commented.out).toMatch(/\(internal\)/);
    expect(raised.out).toMatch(/^clock response: met, due [^{]*\nclock resolution: running, due 2026-06-/m);
    expect(raised.out).not.toContain('{');
    expect(read.out).toMatch(/clock resolution: running, due 2026-06-/);
    expect(read.out).toContain('ada (internal)\nFound it');
  });

  it('refusals tell the problem, and end with its code', async () => {
    const twice = await helmdesk('actions', 'run', 'INC0000001', 'accept');
    const absent = await helmdesk('incidents', 'get', 'INC0009999');
    const stale = await helmdesk('actions', 'run', 'INC0000001', 'hold', '--set', 'reason=x', '--if-match', '"1"');
    const unfit = await helmdesk('incidents', 'comment', 'INC0000001', 'For whom?');
    const unknown = await helmdesk('actions', 'list', 'XYZ1');

    expect([twice.code, absent.code, stale.code, unfit.code, unknown.code]).toEqual([
      exitCodes.conflict,
      exitCodes.refused,
      exitCodes.conflict,
      exitCodes.refused,
      exitCodes.usage,
    ]);
    expect(twice.err).toContain('accept is possible in new, assigned; INC0000001 is in_progress');
    expect(unfit.err).toContain('/visibility: visibility is required');
    expect(unknown.err).toMatch(/expected a number such as .*INC0000001/);
  });
});

it('watch, export and kpis tell of the same incident', async () => {
  const [watched, exported, figures] = await Promise.all([
    helmdesk('watch', '--times', '1', '--json'),
    helmdesk('export', 'incidents', '--fields', 'id,title,state'),
    helmdesk('kpis', '--from', '2026-06-01', '--to', '2026-07-01', '--json'),
  ]);

  expect(JSON.parse(watched.out.split('\n')[0] ?? '')).toMatchObject({ id: 'INC0000001', state: 'in_progress' });
  expect(exported.out).toBe('id,title,state\r\nINC0000001,Mail is slow,in_progress\r\n');
  expect(exported.err).toContain('1 records');
  expect(JSON.parse(figures.out).items[0]).toMatchObject({ unit: 'incidents', numerator: 1 });
});

it('field-report 36: a list says how many are left, what is due when, how it stands and for whom; --mine and --unassigned', async () => {
  const ada = await world.as('ada', 'AGT');
  for (let i = 0; i < 4; i++)
    await ada.post('/v1/incidents', { title: `Late ${i}`, category: 'email', requesterId: 'kim' });
  const berlin = (...args: readonly string[]) =>
    outcome(process.execPath, [join(root, 'infra/cli/main.ts'), ...args], {
      ...process.env,
      ...{ HELMDESK_CONFIG: join(folder, 'profiles.json'), HELMDESK_URL: world.url, TZ: 'Europe/Berlin' },
    });
  const [listed, all, mine, nobodys, both, json] = await Promise.all([
    berlin('incidents', 'list', '--limit', '2'),
    helmdesk('incidents', 'list'),
    helmdesk('incidents', 'list', '--mine'),
    helmdesk('incidents', 'list', '--unassigned', '--sort', 'openedAt'),
    helmdesk('incidents', 'list', '--mine', '--unassigned'),
    helmdesk('incidents', 'list', '--limit', '2', '--json'),
  ]);

  expect(listed.out).toMatch(/^id +priority +state +title +requester +group +assignee +due +sla +age/m);
  // P5 opened on Monday 09:00 in Berlin, ten business hours for the response: Monday 19:00 is after the end of the day.
  expect(listed.out).toMatch(/INC000000\d +P5 +new +Late \d +kim +2026-06-16 09:00 +response 0 % +\d+ d/);
  expect([listed.err, all.err]).toEqual(['2 of 5; --limit shows more\n', '']);
  expect(mine.out).toContain('INC0000001');
  expect(mine.out).not.toContain('Late');
  expect(nobodys.out.match(/Late \d/g)?.sort()).toEqual(['Late 0', 'Late 1', 'Late 2', 'Late 3']);
  expect(nobodys.out).not.toContain('INC0000001');
  expect(both.code).toBe(exitCodes.usage);
  expect(JSON.parse(json.out)).toHaveLength(2);
});

it('field-report 36: one action on many, with a result for each', async () => {
  const numbers = ['INC0000002', 'INC0000003', 'INC0009999'];
  const { code, out } = await helmdesk('actions', 'bulk', 'assign', ...numbers, '--set', 'group=network');
  const ada = await world.as('ada', 'AGT');
  const { body } = await ada.get('/v1/incidents/INC0000003');

  expect(code).toBe(exitCodes.refused);
  expect(out).toMatch(/INC0000002 +200\n/);
  expect(out).toMatch(/INC0009999 +404 +\w/);
  expect(body).toMatchObject({ state: 'assigned', assignedGroup: 'network' });
});

it('field-report 36: an export that is refused leaves neither header nor file behind', async () => {
  const file = join(folder, 'foo.csv');
  const { code, out, err } = await helmdesk('export', 'foo');
  const kept = await helmdesk('export', 'foo', '--out', file);

  expect([code, kept.code, out]).toEqual([exitCodes.refused, exitCodes.refused, '']);
  expect(err).toContain('no such');
  expect(existsSync(file)).toBe(false);
});

it('field-report 36: npx helmdesk is completed as well', async () => {
  const { out: script } = await helmdesk('completion', 'bash');
  const words = (...typed: readonly string[]) => {
    const line = typed.map((word) => `'${word}'`).join(' ');
    const last = typed.length - 1;
    return `${script}COMP_WORDS=(${line}); COMP_CWORD=${last}; _helmdesk; printf '%s\\n' "\${COMPREPLY[@]}"`;
  };
  const ask = async (...typed: readonly string[]) => (await outcome('bash', ['-c', words(...typed)], process.env)).out;

  expect((await ask('npx', 'hel')).trim()).toBe('helmdesk');
  expect((await ask('npx', 'helmdesk', 'inc')).trim()).toBe('incidents');
});

it('field-report 9: watch tells of a target that was missed', async () => {
  const ada = await world.as('ada', 'AGT');
  const urgent = { title: 'All is down', category: 'email', impact: 1, urgency: 1 };
  const { body } = await ada.post('/v1/incidents', urgent);
  await world.advance('PT20M');

  const { out } = await helmdesk('watch', '--times', '1', '--json');

  const seen = out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  expect(seen.at(-1)).toMatchObject({ id: body.id, updatedBy: 'clock', atRisk: true, escalationLevel: 1 });
});

it('wrong usage ends with its own code, and help with none', async () => {
  const [nothing, unknown, incomplete, help] = await Promise.all([
    helmdesk('no-such-command'),
    helmdesk('incidents', 'list', '--colour', 'red'),
    helmdesk('incidents', 'create'),
    helmdesk('--help'),
  ]);

  expect([nothing.code, unknown.code, incomplete.code, help.code]).toEqual([2, 2, 2, 0]);
  expect(incomplete.err).toContain("required option '--title <text>'");
});

it('completes commands and options, with scripts that the shells accept', async () => {
  const [words, bash] = await Promise.all([
    helmdesk('complete', '--', 'incidents', 'list'),
    helmdesk('completion', 'bash'),
  ]);
  const accepted = await outcome('bash', ['-n', '-c', bash.out], process.env);

  expect(words.out.split('\n')).toEqual(expect.arrayContaining(['--state', '--sort', '--json']));
  expect(bash.out).toContain('complete -o default -F _helmdesk helmdesk');
  expect(accepted.code, accepted.err).toBe(0);
});

it('docs/command-line.md tells every command and every exit code', async () => {
  const page = textOf('docs/command-line.md');
  const { out } = await helmdesk('complete', '--');
  const commands = out.split('\n').filter((word) => /^[a-z]/.test(word) && word !== 'help');

  for (const command of commands) expect(page).toMatch(new RegExp(`^\\|[^|]*\`${command}\\b`, 'm'));
  for (const [name, code] of Object.entries(exitCodes)) expect(page).toContain(`| ${code} | \`${name}\` |`);
});

it('npx helmdesk starts it on the installed Node', async () => {
  const { code, out, err } = await outcome('node', ['infra/cli/helmdesk.mjs', '--version'], process.env);

  expect(code, err).toBe(0);
  expect(out.trim()).toBe(JSON.parse(textOf('package.json')).version);
});
