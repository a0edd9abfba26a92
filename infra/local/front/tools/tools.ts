/** The tools under `/_local/`, which the cloud never has: clock, tokens, an operator's credentials, events, dead letters, executions, outbox, incoming mail. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeadLetters } from '#infra/local/edges/events/dead-letters';
import type { EventLog } from '#infra/local/edges/events/log';
import type { AsyncInvocations } from '#infra/local/edges/functions/async-invocations';
import type { Outbox } from '#infra/local/edges/mail/mail';
import type { Mailbox } from '#infra/local/edges/mail/mailbox';
import type { WorkflowStore } from '#infra/local/edges/workflows/store';
import type { Identity, TokenRequest } from '#infra/local/front/identity';
import { clockState, setClock } from '#infra/local/front/tools/clock';
import { serveEvents } from '#infra/local/front/tools/events';
import { takeMail } from '#infra/local/front/tools/mail';
import type { ClockMoves } from '#infra/local/front/tools/moves';
import { sendProblem, ToolProblem } from '#infra/local/front/tools/problem';
import type { LocalClock } from '#infra/local/machine/clock/clock';
import { readBody, sendJson } from '#infra/local/machine/http';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';

export interface ToolsOptions {
  readonly clock: LocalClock;
  readonly moves: ClockMoves;
  readonly identity: Identity;
  readonly events: EventLog;
  readonly deadLetters: DeadLetters;
  readonly invocations: AsyncInvocations;
  readonly workflows: WorkflowStore;
  readonly outbox: Outbox;
  readonly mailbox: Mailbox;
  /** Credentials of whoever operates the deployment, and where they are used. */
  readonly operator: () => JsonObject;
}

type Tool = (call: {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  readonly body: () => Promise<JsonObject>;
}) => Promise<void> | void;

const MAX_BODY = 1024 * 1024;

/** Answers a request whose path begins with `/_local`. */
export function createTools(
  options: ToolsOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const tools = toolTable(options);
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const methods = tools[url.pathname.slice('/_local'.length).replace(/\/$/, '')];
    const tool = methods?.[request.method ?? 'GET'];
    try {
      refuseStrangers(request);
      if (!methods)
        throw new ToolProblem(404, 'Not found', `there is no ${url.pathname}; GET /_local lists what there is`);
      if (!tool) {
        const known = Object.keys(methods).join(' and ');
        throw new ToolProblem(405, 'Method not allowed', `${url.pathname} knows ${known}, not ${request.method}`);
      }
      await tool({ request, response, query: url.searchParams, body: () => jsonBody(request) });
    } catch (error) {
      if (!(error instanceof ToolProblem)) throw error;
      sendProblem(response, error);
    }
  };
}

/** Names of this machine, as they stand in Host and Origin. */
const OURS = /^(127\.0\.0\.1|localhost)(:\d+)?$/i;

/**
 * Tools need no token, so a page in the developer's browser could use them: blindly from its own origin, or by a name of its own that it lets
 * point to this machine, also reading the answers. A tenant could by a webhook, which may go to this machine.
 */
function refuseStrangers({ headers: { host = '', origin, ...others } }: IncomingMessage): void {
  if (!OURS.test(host))
    throw new ToolProblem(403, 'Not for this host', `the tools answer to 127.0.0.1 and localhost, not to ${host}`);
  if (others['webhook-id'] !== undefined)
    throw new ToolProblem(
      403,
      'Not for webhooks',
      'a webhook may go to this machine, and not to the tools of the stack',
    );
  if (origin !== undefined && !OURS.test(origin.replace(/^https?:\/\//, '')))
    throw new ToolProblem(403, 'Not for this page', `the tools answer to no page of ${origin}`);
}

function toolTable(options: ToolsOptions): Readonly<Record<string, Readonly<Record<string, Tool>>>> {
  const { clock, moves, identity, events, deadLetters, invocations, workflows, outbox, mailbox, operator } = options;
  const table: Record<string, Record<string, Tool>> = {
    '/clock': {
      GET: ({ response }) => sendJson(response, 200, clockState(clock)),
      POST: async ({ response, body }) => sendJson(response, 200, await setClock(clock, moves, await body())),
    },
    '/token': {
      POST: async ({ response, body }) => {
        sendJson(response, 200, { token: await identity.issue(tokenRequest(await body()), clock.now()) });
      },
    },
    '/operator': { POST: ({ response }) => sendJson(response, 200, operator()) },
    '/events': { GET: ({ request, response, query }) => serveEvents(events, request, response, query) },
    '/dead-letters': {
      GET: ({ response, query }) =>
        sendJson(response, 200, { items: deadLetters.list(query.get('queue') ?? undefined) }),
    },
    '/dead-letters/redrive': {
      POST: async ({ response, body }) => {
        const { queue, id } = await body();
        const which = { ...(typeof queue === 'string' ? { queue } : {}), ...(typeof id === 'number' ? { id } : {}) };
        const redriven = deadLetters.redrive(which, (letter) => invocations.enqueue([letter]));
        invocations.start();
        sendJson(response, 200, { redriven });
      },
    },
    '/executions': { GET: ({ response, query }) => sendJson(response, 200, { items: executions(workflows, query) }) },
    '/outbox': { GET: ({ response }) => sendJson(response, 200, { items: outbox.list() }) },
    '/outbox/bounce': {
      POST: async ({ response, body }) => {
        const { id } = await body();
        if (!outbox.bounce(String(id)))
          throw new ToolProblem(404, 'No such mail', 'expected {"id": …} of a mail that GET /_local/outbox lists');
        sendJson(response, 200, { bounced: id });
      },
    },
    '/mail': { POST: ({ request, response, query }) => takeMail(mailbox, request, response, query) },
    '/.well-known/openid-configuration': { GET: ({ response }) => sendJson(response, 200, identity.configuration) },
    '/.well-known/jwks.json': { GET: ({ response }) => sendJson(response, 200, identity.keys) },
  };
  const paths = Object.entries(table).map(([path, methods]) => ({
    path: `/_local${path}`,
    methods: Object.keys(methods),
  }));
  return { ...table, '': { GET: ({ response }) => sendJson(response, 200, { items: paths }) } };
}

function executions(store: WorkflowStore, query: URLSearchParams) {
  const status = query.get('status');
  return store.list(status === null ? {} : { status }).map(({ startedAt, stoppedAt, input, output, ...execution }) => ({
    ...execution,
    startedAt: new Date(startedAt).toISOString(),
    ...(stoppedAt === undefined ? {} : { stoppedAt: new Date(stoppedAt).toISOString() }),
    input: JSON.parse(input),
    ...(output === undefined ? {} : { output: JSON.parse(output) }),
    tasks: store.tasks(execution.arn).map(({ state, enteredAt, token, result }) => ({
      state,
      enteredAt: new Date(enteredAt).toISOString(),
      ...(result === undefined ? { waiting: true, token } : { ok: result.ok }),
    })),
  }));
}

function tokenRequest({ tenant, user, roles, name }: JsonObject): TokenRequest {
  const given = asArray(roles).map(asString);
  const complete = given.every((role) => role !== undefined);
  if (typeof tenant !== 'string' || typeof user !== 'string' || !Array.isArray(roles) || !complete) {
    throw new ToolProblem(
      400,
      'No token for this',
      'expected {"tenant":"acme","user":"ada","roles":["AGT"]}: the id or slug of a tenant, a user id, a list of roles',
    );
  }
  const list = given.filter((role) => role !== undefined);
  return { tenant, user, roles: list, ...(typeof name === 'string' ? { name } : {}) };
}

async function jsonBody(request: IncomingMessage): Promise<JsonObject> {
  const body = await readBody(request, MAX_BODY);
  try {
    const value = asObject(JSON.parse(body?.toString('utf8') || '{}'));
    if (body && value) return value;
  } catch {
    // answered below
  }
  throw new ToolProblem(400, 'The request cannot be parsed', 'expected a JSON object of at most 1 MB');
}
