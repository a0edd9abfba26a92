/** A device that people, discovery and a purchasing system report, with values by key, and one attribute that only commands change. */
import { everyRecord } from '#shared/capabilities/every-record';
import { importing } from '#shared/capabilities/importing/capability';
import { sources } from '#shared/capabilities/sources/capability';
import type { SourcesRule } from '#shared/capabilities/sources/rule';
import { reports } from '#shared/capabilities/sources/through';
import { defineRecord } from '#shared/grammar/definition';
import { choice, integer, line, values } from '#shared/grammar/fields';
import { indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';

interface Device {
  readonly kind?: 'server' | 'printer';
}

/** Servers are changed by commands only. */
const controlled = ({ kind }: Device): readonly 'ram'[] => (kind === 'server' ? ['ram'] : []);
/** Tags of printers are stuck on anew whenever they are leased again. */
const isTagged = ({ kind }: Device): boolean => kind !== 'printer';
const titled = ({ host, serial }: Readonly<Record<string, unknown>>) => ({ title: String(host ?? serial ?? 'Device') });

type Attribute = 'title' | 'serial' | 'assetTag' | 'host' | 'mac' | 'ram' | 'room' | 'cost' | 'facts';

/** Whom to believe of a device, and by what it is recognised. */
const reported = {
  by: ['INT', 'AGT'],
  attributes: ['title', 'serial', 'assetTag', 'host', 'mac', 'ram', 'room', 'cost', 'facts'],
  keyed: ['facts'],
  precedence: ['manual', 'discovery', '*'],
  precedenceOf: { cost: ['purchasing', 'manual'], 'facts/os': ['*', 'manual'] },
  staleAfter: 'P14D',
  controlled,
  makes: titled,
  identifyBy: [
    { by: ['serial'] },
    { by: ['assetTag'], when: isTagged },
    { by: ['host', 'mac'], alike: { host: 'host-name', mac: 'hardware-address' } },
  ],
} as const satisfies SourcesRule<Device, Attribute>;

export const device = defineRecord({
  type: 'device',
  prefix: 'DEV',
  path: 'devices',
  title: 'Device',
  permissions: { AGT: 'RCUX', INT: 'RCUX', TAD: 'RCUXD', SEC: 'R', REQ: 'rC' },
  fields: {
    kind: choice(['server', 'printer']),
    serial: line({ max: 80 }),
    assetTag: line({ max: 80 }),
    host: line({ max: 120 }),
    mac: line({ max: 40 }),
    ram: integer({ min: 1, max: 100_000 }),
    room: line({ max: 80 }),
    cost: integer({ min: 0, max: 1_000_000 }),
    facts: values({ max: 50 }),
  },
  lifecycle: { initial: 'live', states: { live: 'open', stored: 'waiting', disposed: 'final' } },
  create: { summary: 'Add a device', by: ['AGT', 'INT'] },
  actions: {
    upgrade: {
      summary: 'Upgrade',
      from: ['live'],
      to: 'same',
      by: ['AGT'],
      input: { ram: integer({ min: 1, max: 100_000, required: true }) },
      effects: [({ input: { ram } }) => ({ set: { ram } })],
      emits: 'upgraded',
    },
    dispose: { summary: 'Dispose of', from: ['live'], to: 'disposed', by: ['AGT'], input: {}, emits: 'disposed' },
  },
  parts: [...everyRecord, sources(reported), importing({ by: ['AGT'], through: reports(reported) })],
  lists: indexed('open'),
});

export const devices = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Devices',
  purpose: 'Stand for every process whose records are reported by several sources.',
  records: [device],
  consumes: [],
});
