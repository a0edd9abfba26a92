/** Who is taken out of a record is taken out of what sources said of it, and of reports that may be about it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anonymisedRecord } from '#shared/capabilities/retention/anonymise';
import { devices } from '#shared/capabilities/sources/specimen';
import { REDACTED } from '#shared/engine/history';
import { storedRecord } from '#shared/engine/items';
import { newEvent } from '#shared/events/new-event';
import { copiesIn } from '#shared/grammar/capability';
import { fromAttributes } from '#shared/store/item';
import { openWorkbench, TENANT, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench(served(devices));
}, 120_000);
afterAll(() => bench.stop());

async function one(item: object, more: object = {}) {
  const body = { source: 'discovery', items: [item], ...more };
  const answer = await bench.call({ method: 'POST', path: '/v1/devices/sightings', body });
  expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
  return Object(Object(answer.body.results)[0]);
}
const records = async () =>
  [...(await bench.snapshot()).values()].flatMap(
    (item) => storedRecord(fromAttributes(item as Parameters<typeof fromAttributes>[0]))?.record ?? [],
  );

it('what describes a requester who is erased is forgotten by all sources', async () => {
  const room = 'At Otto Normal’s';
  const { record: id } = await one({ serial: 'CZC0040AAA', title: 'x', room, requesterId: 'otto' });
  await one({ serial: 'CZC0040AAA', room: 'Beside Otto Normal’s' }, { source: 'purchasing' });
  const record = (await records()).find((each) => each.id === id);
  if (!record) throw new Error(`${id} is not stored`);
  expect(Object.keys(record.sources ?? {}).length).toBeGreaterThan(1);
  const copies = devices.records.flatMap(copiesIn);
  const erased = anonymisedRecord(record, { person: 'otto', pseudonym: 'anonymised-1', about: ['room'], copies });
  expect(JSON.stringify(erased)).not.toMatch(/otto/i);
  expect(erased).toMatchObject({ requesterId: 'anonymised-1', room: REDACTED, serial: 'CZC0040AAA' });
  expect(JSON.stringify(erased.sources)).toContain('CZC0040AAA');
  const other = { person: 'olga', pseudonym: 'anonymised-2', about: ['room'], copies };
  expect(anonymisedRecord(record, other)).toBe(record);
});

it.each(['redacted', 'anonymised'])(
  'reports that may be about a record go when it is %s, whichever of several it is',
  async (name) => {
    for (const which of [0, 1]) {
      const serial = `TWICE${name}${which}`.toUpperCase();
      for (const title of ['a', 'b'])
        await bench.call({ method: 'POST', path: '/v1/devices', body: { title, serial } });
      const { outcome } = await one({ serial, room: 'At Otto Normal’s' });
      expect(outcome).toBe('quarantined');
      const { uid = '', id = '' } = (await records()).filter((record) => record.serial === serial)[which] ?? {};
      const detail = newEvent({
        ...{ name: `device.${name}`, process: 'incident-management', tenantId: TENANT, type: 'device', id, uid },
        ...{ recordVersion: 2, at: '2026-06-15T07:00:00Z', actor: { type: 'human', id: 'sam' }, command: 'redact' },
        ...{ state: { to: 'live' }, correlationId: 'c', data: {} },
      });
      await bench.deliver({ source: 'itsm.incident-management', 'detail-type': detail.name, detail });
      const { body } = await bench.call({ method: 'GET', path: '/v1/devices/quarantine' });
      expect(body.items).toEqual([]);
    }
  },
);
