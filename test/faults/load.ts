/** Concurrent writers that go on until the runner is gone, and remember what was acknowledged to them. */
import { randomUUID } from 'node:crypto';
import type { Answer, Client } from '#test/support/client';

/** A command that was answered with success. */
export interface Acknowledged {
  readonly uid: string;
  readonly command: 'create' | 'assign' | 'comment';
}

/** What was acknowledged so far; more is added as long as the writers run. */
export interface Written {
  readonly commands: Acknowledged[];
  /** External ids of monitoring events that were accepted, by the configuration item they are about. */
  readonly events: Map<string, string[]>;
  /** Subjects of mails that were taken. */
  readonly mails: string[];
}

export const nothingWritten = (): Written => ({ commands: [], events: new Map(), mails: [] });

/** Configuration items that monitoring reports on: few, so that events about one meet each other. */
const ITEMS = ['db-01', 'web-01', 'queue-01'];

/** Runs the writers; resolves when each of them has met an error of the connection, as after a kill. */
export async function writeUntilGone(
  { url, agent, monitor }: { readonly url: string; readonly agent: Client; readonly monitor: Client },
  written: Written,
): Promise<void> {
  const agents = Array.from({ length: 3 }, () => untilGone(() => oneIncident(agent, written)));
  const monitors = ITEMS.map((item) => untilGone(() => oneBatch(monitor, item, written)));
  await Promise.all([...agents, ...monitors, untilGone(() => oneMail(url, written))]);
}

/** A connection that breaks is how a client learns of a kill; anything else is a failure of the test. */
async function untilGone(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await work();
    } catch (error) {
      if (error instanceof TypeError) return;
      throw error;
    }
  }
}

const key = () => ({ headers: { 'idempotency-key': randomUUID() } });

/** Whether it was acknowledged. What the runner could not do because it was being killed is no acknowledgement. */
function succeeded({ status, body }: Answer): boolean {
  if (status >= 200 && status < 300) return true;
  if (status >= 500) return false;
  throw new Error(`expected success, was given ${status}: ${JSON.stringify(body)}`);
}

async function oneIncident(agent: Client, { commands }: Written): Promise<void> {
  const incident = { title: 'Mail does not arrive', requesterId: 'rita', impact: 2, urgency: 2, serviceId: 'mail' };
  const created = await agent.post('/v1/incidents', incident, key());
  if (!succeeded(created)) return;
  const uid = String(created.body.uid);
  commands.push({ uid, command: 'create' });
  const path = `/v1/incidents/${uid}`;
  const ifMatch = { headers: { ...key().headers, 'if-match': String(created.headers.get('etag')) } };
  if (succeeded(await agent.post(`${path}/assign`, { group: 'service-desk' }, ifMatch)))
    commands.push({ uid, command: 'assign' });
  if (succeeded(await agent.post(`${path}/comments`, { body: 'Looking into it.', visibility: 'internal' }, key())))
    commands.push({ uid, command: 'comment' });
}

/** Of somebody new each time: one sender may not send too many. */
async function oneMail(url: string, { mails }: Written): Promise<void> {
  const id = randomUUID();
  const headers = [`From: ${id}@elsewhere.example`, 'To: acme@mail.example', `Message-ID: <${id}@elsewhere.example>`];
  const body = [...headers, `Subject: ${id}`, '', 'It does not print.', ''].join('\r\n');
  const { status } = await fetch(`${url}/_local/mail`, { method: 'POST', body });
  if (status === 202) mails.push(id);
}

async function oneBatch(monitor: Client, ciId: string, { events }: Written): Promise<void> {
  const ids = Array.from({ length: 3 }, () => randomUUID());
  const batch = ids.map((externalId) => ({
    source: 'zabbix',
    occurredAt: new Date().toISOString(),
    ciId,
    metric: 'heap',
    severity: 'exception',
    message: 'heap > 95 %',
    serviceId: `service-of-${ciId}`,
    externalId,
  }));
  if (!succeeded(await monitor.post('/v1/events', batch, key()))) return;
  events.set(ciId, [...(events.get(ciId) ?? []), ...ids]);
}
