/** An admin's newer time-zone data: from a folder of TZif files to the bundles, and what preflight says of it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '#infra/bundle';
import { timeZonesCheck } from '#infra/preflight/time-zones';
import { chosenZoneData } from '#infra/time-zones/choose';
import { compileZones } from '#infra/time-zones/compile';
import { readTzif } from '#infra/time-zones/tzif';
import { offsetIn, readHistory, zoneDataVersion } from '#shared/time/zone-data';

const root = mkdtempSync(join(tmpdir(), 'helmdesk-time-zones-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function file(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const header = (times: number, types: number, characters: number): Buffer => {
  const bytes = Buffer.alloc(44);
  bytes.write('TZif2');
  for (const [index, count] of [0, 0, 0, times, types, characters].entries())
    bytes.writeUInt32BE(count, 20 + index * 4);
  return bytes;
};

/** A TZif file of version 2 with an empty first part, as `zic -b slim` writes it. */
function tzif(
  offsets: readonly number[],
  changes: readonly (readonly [at: string, type: number])[],
  rule: string,
): Buffer {
  const times = Buffer.alloc(changes.length * 9);
  changes.forEach(([at, type], index) => {
    times.writeBigInt64BE(BigInt(Date.parse(at) / 1000), index * 8);
    times.writeUInt8(type, changes.length * 8 + index);
  });
  const types = Buffer.alloc(offsets.length * 6);
  for (const [index, offset] of offsets.entries()) types.writeInt32BE(offset, index * 6);
  const empty = [header(0, 1, 1), Buffer.alloc(7)];
  const names = Buffer.from('X\0');
  return Buffer.concat([
    ...empty,
    header(changes.length, offsets.length, 2),
    times,
    types,
    names,
    Buffer.from(`\n${rule}\n`),
  ]);
}

const EU = 'CET-1CEST,M3.5.0,M10.5.0/3';
const berlin = tzif(
  [3208, 3600, 7200],
  [
    ['1893-03-31T23:06:32Z', 1],
    ['1980-04-06T01:00:00Z', 2],
    ['1980-09-28T01:00:00Z', 1],
    ['1996-03-31T01:00:00Z', 2],
    ['1996-10-27T01:00:00Z', 1],
    ['1997-03-30T01:00:00Z', 2],
  ],
  EU,
);

describe('discovery P5 a folder of TZif files', () => {
  it('becomes one file: from 1970 on, without what its rule says anyway, each history once', () => {
    file('zoneinfo/tzdata.zi', '# version 2099z\n');
    file('zoneinfo/Europe/Berlin', berlin);
    file('zoneinfo/Arctic/Longyearbyen', berlin);
    file('zoneinfo/posix/Europe/Berlin', berlin);
    file('zoneinfo/Factory', berlin);
    file('zoneinfo/leapseconds', '# no zone');

    const { version, source, zones } = compileZones(join(root, 'zoneinfo'), 'a test');

    expect([version, source, Object.keys(zones)]).toEqual([
      '2099z',
      'a test',
      ['Arctic/Longyearbyen', 'Europe/Berlin'],
    ]);
    expect(zones['Europe/Berlin']).toBe('Arctic/Longyearbyen');
    const history = readHistory(zones['Arctic/Longyearbyen'] ?? '');
    expect(history.changes.map(([at]) => new Date(at * 1000).getUTCFullYear())).toEqual([1980, 1980, 1996]);
    const instants = ['1970-06-01', '1980-06-01', '1990-06-01', '1996-06-01', '1996-12-01', '2060-06-01'];
    expect(instants.map((day) => offsetIn(history, Date.parse(day) / 1000))).toEqual([
      ...[3600, 7200, 3600, 7200, 3600, 7200],
    ]);
  });

  it('that says nothing of its release, or holds no zones, is refused', () => {
    file('unnamed/Europe/Berlin', berlin);
    file('empty/tzdata.zi', '# version 2099z\n');
    expect(() => compileZones(join(root, 'unnamed'), 'a test')).toThrow('--version');
    expect(() => compileZones(join(root, 'empty'), 'a test')).toThrow('expected a folder of TZif files');
    expect(() => readTzif(Buffer.concat([Buffer.from('TZif'), Buffer.alloc(40)]))).toThrow('version 2 or later');
  });
});

describe('discovery P5 the newer of the release’s and the admin’s file', () => {
  const data = (version: string) => JSON.stringify({ version, source: 'a test', zones: {} });
  const functions = [
    { id: 'counting', entry: 'functions/counting/handler.ts' },
    { id: 'plain', entry: 'functions/plain/handler.ts' },
  ];
  const bundled = (id: string) => join(root, '.build', 'functions', id, 'zone-data.json');
  beforeAll(() => {
    file('package.json', JSON.stringify({ type: 'module' }));
    file('package-lock.json', '{}');
    file('shared/time/zone-data.json', data('2026f'));
    file(
      'functions/counting/handler.ts',
      "import data from '../../shared/time/zone-data.json' with { type: 'json' };\nexport const version = () => data.version;\n",
    );
    file('functions/plain/handler.ts', 'export const handler = async () => 1;\n');
  });

  it('stands beside every bundle that counts time, and is what it reads', async () => {
    await bundle(functions, root);
    expect(JSON.parse(readFileSync(bundled('counting'), 'utf8')).version).toBe('2026f');
    expect(() => readFileSync(bundled('plain'))).toThrow('ENOENT');

    file('zone-data.json', data('2026g'));
    await bundle(functions, root);
    const url = pathToFileURL(join(root, '.build', 'functions', 'counting', 'index.mjs')).href;
    expect((await import(/* @vite-ignore */ url)).version()).toBe('2026g');

    file('zone-data.json', data('2025b'));
    await bundle(functions, root);
    expect(JSON.parse(readFileSync(bundled('counting'), 'utf8')).version).toBe('2026f');
  });

  it('that cannot be used is told of, with its mend', () => {
    file('zone-data.json', '{"version":"latest"}');
    expect(() => chosenZoneData(root)).toThrow('zone-data.json holds no time-zone data; write it anew');
  });
});

describe('discovery P5 preflight', () => {
  const iana = createServer((request, response) =>
    response.end(request.url === '/newer' ? '2099a\n' : `${zoneDataVersion}\n`),
  );
  beforeAll(() => new Promise<void>((resolve) => iana.listen(0, '127.0.0.1', resolve)));
  afterAll(() => iana.close());
  const url = (path: string): string => {
    const address = iana.address();
    return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}${path}`;
  };

  it('warns when IANA has newer data, is content when not, and says when IANA cannot be asked', async () => {
    expect(await timeZonesCheck(url('/newer'))).toMatchObject({
      result: 'warning',
      detail: expect.stringMatching(/2099a is out.*docs\/operations\.md/),
    });
    expect(await timeZonesCheck(url('/same'))).toMatchObject({
      result: 'ok',
      detail: expect.stringContaining(zoneDataVersion),
    });
    expect(await timeZonesCheck('http://127.0.0.1:9/')).toMatchObject({
      result: 'ok',
      detail: expect.stringContaining('could not be asked'),
    });
  });
});
