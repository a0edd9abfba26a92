/** From a write through stream, bus and delivery to the consumer: filters, attempts, dead letters, redrive, live events. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Stack } from '#infra/local/start';
import { consumed, listed, put, startFixture, TENANT, tool, writeEvents } from '#test/local/fixtures/stack';

let stack: Stack;
beforeAll(async () => {
  stack = await startFixture();
});
afterAll(() => stack.stop());

it('an event is delivered at once, and listed', async () => {
  await writeEvents(stack, ['one', 'two']);
  await stack.settled();

  expect(await consumed(stack, 'one')).toEqual(['2026-03-27T10:00:00.000Z']);
  expect(await consumed(stack, 'two')).toHaveLength(1);
  const items = await listed(stack, '/events');
  expect(items).toMatchObject([
    { seq: 1, source: 'itsm.event-management', detailType: 'alert.response_selected', detail: { eventId: 'one' } },
    { seq: 2, time: '2026-03-27T10:00:00.000Z', bus: 'helmdesk-local', detail: { tenantId: TENANT } },
  ]);
  expect(await listed(stack, '/events?after=1')).toHaveLength(1);
  expect(await listed(stack, `/events?after=${items[0]?.id}&tenant=${TENANT}`)).toHaveLength(1);
  expect(await listed(stack, '/events?tenant=zzzzzzzzzzzz')).toHaveLength(0);
  expect(await listed(stack, '/events?detailType=alert.closed')).toHaveLength(0);
});

it('the live stream tells events as they come', async () => {
  const abort = new AbortController();
  const headers = { accept: 'text/event-stream' };
  const response = await fetch(`${stack.url}/_local/events`, { headers, signal: abort.signal });
  let text = '';
  const reading = (async () => {
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.includes('"live"')) return;
    }
  })();

  await writeEvents(stack, ['live']);
  await reading;
  abort.abort();

  expect(text).toMatch(/id: \d+\nevent: alert\.response_selected\ndata: \{.*"eventId":"live"/);
  expect(text).not.toContain('"one"');
});

it('an event whose consumer fails comes again after a minute, and after two more', async () => {
  await writeEvents(stack, ['twice'], 2);
  await stack.settled();
  expect(await consumed(stack, 'twice')).toEqual([]);

  await tool(stack, '/clock', { advance: 'PT5M' });

  expect(await consumed(stack, 'twice')).toEqual(['2026-03-27T10:03:00.000Z']);
  expect(await listed(stack, '/dead-letters')).toEqual([]);
});

it('what fails for good is a dead letter until it is sent again', async () => {
  await writeEvents(stack, ['often'], 4);
  await tool(stack, '/clock', { advance: 'PT1H' });
  const letters = await listed(stack, '/dead-letters?queue=helmdesk-local-dead-letters');

  expect(await consumed(stack, 'often')).toEqual([]);
  expect(letters).toMatchObject([
    {
      function: 'arn:aws:lambda:eu-central-1:000000000000:function:helmdesk-local-incident-management',
      attempts: 3,
      reason: 'RangeError: failure 3 of 4',
      event: { 'detail-type': 'alert.response_selected', detail: { eventId: 'often' } },
    },
  ]);

  const { body } = await tool(stack, '/dead-letters/redrive', {});
  await tool(stack, '/clock', { advance: 'PT2M' });

  expect(body).toEqual({ redriven: 1 });
  expect(await consumed(stack, 'often')).toHaveLength(1);
  expect(await listed(stack, '/dead-letters')).toEqual([]);
});

it('a record that the relay cannot handle is set aside, and the others pass', async () => {
  const item = (id: string, event: string) => ({
    pk: { S: `TENANT#${TENANT}#record#${id}` },
    sk: { S: 'EVENT#00000001' },
    event: { S: event },
  });
  await put(stack, item('poison', 'poison'));
  await writeEvents(stack, ['after']);
  await stack.settled();

  expect(await consumed(stack, 'after')).toHaveLength(1);
  expect(await listed(stack, '/dead-letters')).toMatchObject([
    { queue: 'helmdesk-local-stream-relay-dlq', attempts: 11, event: { Records: [{ eventName: 'INSERT' }] } },
  ]);

  await tool(stack, '/dead-letters/redrive', { queue: 'helmdesk-local-stream-relay-dlq' });
  await tool(stack, '/clock', { advance: 'PT10M' });
  expect(await listed(stack, '/dead-letters')).toMatchObject([
    { queue: 'helmdesk-local-stream-relay-dlq', attempts: 3 },
  ]);
});
