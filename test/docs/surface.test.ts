/** docs/surface.txt says what callers and consumers see, in few lines; what it promised is kept. */
import { describe, expect, it } from 'vitest';
import { processes } from '#functions/registry';
import { brokenPromises, currentSurface, promisedSurface, surface } from '#infra/docs/texts';
import { type Line, readLine, written } from '#shared/describe/surface/line';
import { broken } from '#shared/describe/surface/promise';
import { sinceRelease, surfaceText } from '#shared/describe/surface/text';
import { filesIn, root, textOf } from '#test/architecture/tree';

const MOST_LINES = 120;

const now = currentSurface(root);
const lineOf = (about: string): Line => {
  const found = now.lines.find((line) => line.about === about);
  if (!found) throw new Error(`there is no line ${about}`);
  return found;
};

it('docs/surface.txt is up to date (npm run docs:generate)', () => {
  expect(textOf('docs/surface.txt')).toBe(surface(root));
});

it('whoever relies on the last release misses nothing', () => {
  expect(brokenPromises(root)).toEqual([]);
});

it('a line is read as it was written', () => {
  const lines = textOf('docs/surface.txt')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  expect(lines.length).toBeGreaterThan(500);
  expect(lines.map((line) => written(readLine(line)))).toEqual(lines);
});

/** Lines that speak of a type of record: its operations, its answers, its events, and what its process emits besides. */
function linesOf(process: string, { type, path, title }: { type: string; path: string; title: string }): number {
  const kind = type.replaceAll('-', '_');
  const speaks = new RegExp(
    `^\\+?(?:[A-Z]+ /v1/${path}[ /]|schema ${title.replaceAll(/[ -]/g, '')}|event ${kind}\\.|events of itsm\\.${process}: )`,
    'i',
  );
  return textOf('docs/surface.txt')
    .split('\n')
    .filter((line) => speaks.test(line)).length;
}

it.each(processes.flatMap(({ id, records }) => records.map((record) => ({ type: record.type, id, record }))))(
  'a record type such as $type takes at most 120 lines, and is there',
  ({ id, record }) => {
    const lines = linesOf(id, record);

    expect(lines).toBeGreaterThan(5);
    expect(lines).toBeLessThanOrEqual(MOST_LINES);
  },
);

it('nothing else that is generated of them is committed', () => {
  expect(filesIn('docs').filter((path) => path.endsWith('.json'))).toEqual([]);
  expect(textOf('.gitignore').split('\n')).toContain('/.build/');
});

/** The surface with one line otherwise. */
function changed(about: string, change: (line: Line) => Line | undefined): readonly Line[] {
  return now.lines.flatMap((line) => (line.about === about ? (change(line) ?? []) : line));
}
const atoms = (line: Line, side: 'takes' | 'gives', change: (path: string) => object | undefined): Line => ({
  ...line,
  [side]: line[side].flatMap((atom) => {
    const other = change(atom.path);
    return other === undefined ? [] : { ...atom, ...other };
  }),
});
const only = (name: string, change: object | undefined) => (path: string) => (path === name ? change : {});

const EVENT = 'event alert.response_selected';
const EMITTED = 'events of itsm.event-management: alert';
const RESOLVE = 'POST /v1/incidents/{id}/resolve resolveIncident';
const INCIDENT = 'schema Incident';

describe('what would break somebody', () => {
  it.each<[string, string, (line: Line) => Line | undefined, string]>([
    ['an event that is gone', EVENT, () => undefined, `${EVENT} is gone`],
    [
      'an event that one kind of record emits no more',
      EMITTED,
      (line) => atoms(line, 'gives', only('commented', undefined)),
      `${EMITTED}: commented is gone`,
    ],
    [
      'a field of an event that is gone',
      EVENT,
      (line) => atoms(line, 'gives', only('response', undefined)),
      `${EVENT}: response is gone`,
    ],
    [
      'a field of every event that has another type',
      'event *',
      (line) => atoms(line, 'gives', only('title', { type: 'integer' })),
      'event *: title changed from string to integer',
    ],
    [
      'a field of an event that need not be there any more',
      EVENT,
      (line) => atoms(line, 'gives', only('impact', { optional: true })),
      `${EVENT}: impact is no longer always there`,
    ],
    ['an operation that is gone', RESOLVE, () => undefined, `${RESOLVE} is gone`],
    [
      'a field that an answer has no more',
      INCIDENT,
      (line) => atoms(line, 'gives', only('priority', undefined)),
      `${INCIDENT}: priority is gone`,
    ],
    [
      'a choice of an answer that is gone',
      INCIDENT,
      (line) => atoms(line, 'gives', only('urgency', { type: '1|2' })),
      `${INCIDENT}: urgency changed from 1|2|3 to 1|2`,
    ],
    [
      'an answer that is another one',
      RESOLVE,
      (line) => atoms(line, 'gives', only('200', { type: 'Alert' })),
      `${RESOLVE}: 200 changed from Incident|DryRun to Alert`,
    ],
    [
      'a field that is not taken any more',
      RESOLVE,
      (line) => atoms(line, 'takes', only('cause', undefined)),
      `${RESOLVE}: cause is not taken any more`,
    ],
    [
      'a field that has to be given',
      RESOLVE,
      (line) => atoms(line, 'takes', only('cause', { optional: false })),
      `${RESOLVE}: cause has to be given now`,
    ],
    [
      'a new field that has to be given',
      RESOLVE,
      (line) => ({ ...line, takes: [...line.takes, { path: 'why', optional: false, type: 'string' }] }),
      `${RESOLVE}: why has to be given now`,
    ],
    [
      'a choice that is not taken any more',
      RESOLVE,
      (line) => atoms(line, 'takes', only('code', { type: 'no_fault' })),
      `${RESOLVE}: code was solved_permanently`,
    ],
  ])('%s is noticed', (_, about, change, expected) => {
    lineOf(about);

    expect(broken(now.lines, changed(about, change)).join('\n')).toContain(expected);
  });

  it('is nothing that was only added', () => {
    const more = [
      ...changed(RESOLVE, (line) => ({
        ...line,
        takes: [...atoms(line, 'takes', only('code', { type: `${kindsOf(line, 'code')}|later` })).takes, later],
      })).map((line) => (line.about === INCIDENT ? { ...line, gives: [...line.gives, later] } : line)),
      { about: 'event problem.created', takes: [], gives: [] },
    ];

    expect(broken(now.lines, more)).toEqual([]);
  });
});

const later = { path: 'later', optional: true, type: 'string' };
const kindsOf = (line: Line, path: string): string => line.takes.find((atom) => atom.path === path)?.type ?? '';

describe('what is newer than the release', () => {
  const grown = {
    ...now,
    lines: [
      ...changed(INCIDENT, (line) => ({ ...line, gives: [...line.gives, later] })),
      { about: 'event problem.created', takes: [], gives: [] },
    ],
  };
  const marked = sinceRelease(now, grown);

  it('bears a mark, also when it is written again', () => {
    expect(surfaceText(marked)).toContain(', +later? string');
    expect(surfaceText(marked)).toContain('\n+event problem.created\n');
    expect(sinceRelease(marked, grown)).toEqual(marked);
  });

  it('may go again; what was released may not', () => {
    expect(broken(marked.lines, now.lines)).toEqual([]);
    expect(broken(grown.lines, now.lines)).toEqual([`${INCIDENT}: later is gone`, 'event problem.created is gone']);
  });

  it('is a promise from the next release on', () => {
    const released = sinceRelease(marked, { ...grown, version: '99.0.0' });

    expect(surfaceText(released)).not.toMatch(/^\+|, \+| [<>] \+/m);
    expect(promisedSurface(root).version).toBe(JSON.parse(textOf('package.json')).version);
  });
});
