/** A desk that mail is sent to, for the files of one stack each: two requesters, one agent, and what is asked of their records. */
import { beforeAll, beforeEach, expect } from 'vitest';
import { usePost } from '#test/platform/inbound-mail/mailbox';
import type { Client } from '#test/support/client';

export function useDesk() {
  const on = usePost('2026-11-30T08:00:00Z', [
    { id: 'rita', name: 'Rita', email: 'rita@example.com', roles: ['REQ'] },
    { id: 'karl', name: 'Karl', email: 'karl@example.com', roles: ['REQ'] },
    { id: 'ada', name: 'Ada Agent', email: 'ada@example.com', roles: ['AGT'] },
  ]);
  beforeAll(async () => {
    await on.tina.put('/v1/groups/first-line', { name: 'First line', members: ['ada'], resolver: true });
    await on.world.advance('PT11S');
  });
  beforeEach(() => on.world.advance('PT61M')); // nobody has sent too much of the hour

  const path = (id: string): string => `/v1/incidents/${id}`;
  const stateOf = async (id: string): Promise<string> => (await on.ada.get(path(id))).body.state;
  const commentsOf = async (id: string) => (await on.ada.get(`${path(id)}/comments`)).body.items;
  const incidents = async (): Promise<number> => (await on.ada.get('/v1/incidents?limit=200')).body.items.length;
  const mailTo = async (address: string) => (await on.world.outbox()).filter(({ to }) => to.includes(address));

  async function opened(by: Client = on.rita, title = 'Outlook slow'): Promise<string> {
    const { status, body } = await by.post('/v1/incidents', { title, category: 'email' });
    expect([status, body]).toMatchObject([201, { title }]);
    await on.world.settled();
    return body.id;
  }

  async function started(id: string): Promise<void> {
    await on.ada.act(path(id), 'assign', { group: 'first-line', user: 'ada' });
    await on.ada.act(path(id), 'accept', {});
  }

  return { on, path, stateOf, commentsOf, incidents, mailTo, opened, started };
}
