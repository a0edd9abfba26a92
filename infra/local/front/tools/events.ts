/** `/_local/events`: the events on the bus as a list, or live as server-sent events. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EventFilter, EventLog, LoggedEvent } from '#infra/local/edges/events/log';
import { sendJson } from '#infra/local/machine/http';

/** A comment this often keeps the connection, in milliseconds. */
const HEARTBEAT = 15_000;

/** Answers `?after=&detailType=&tenant=&limit=`: `{items, next}`, or a stream for `Accept: text/event-stream`. */
export function serveEvents(
  log: EventLog,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): void {
  const value = (name: string): string | undefined => query.get(name) ?? undefined;
  const limit = value('limit');
  const filter: EventFilter = {
    after: value('after'),
    detailType: value('detailType'),
    tenant: value('tenant'),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
  };
  if (request.headers.accept?.includes('text/event-stream')) {
    const seen = request.headers['last-event-id'];
    stream(log, { ...filter, after: seen === undefined ? filter.after : String(seen) }, response);
    return;
  }
  const items = log.list(filter);
  sendJson(response, 200, { items, next: items.at(-1)?.seq ?? null });
}

/** Without `after` the stream begins at the present; with it, at what came after. */
function stream(log: EventLog, filter: EventFilter, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': the events on the bus, as they come\n\n');
  let after = filter.after ?? String(log.last());
  const send = (): void => {
    for (;;) {
      const events = log.list({ ...filter, after });
      for (const event of events) response.write(framed(event));
      const last = events.at(-1);
      if (!last) return;
      after = String(last.seq);
    }
  };
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT);
  const unfollow = log.follow(send);
  response.once('close', () => {
    clearInterval(heartbeat);
    unfollow();
  });
  send();
}

const framed = (event: LoggedEvent): string =>
  `id: ${event.seq}\nevent: ${event.detailType}\ndata: ${JSON.stringify(event)}\n\n`;
