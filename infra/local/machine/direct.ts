/** Asking an edge without HTTP: a message becomes the request that its handler reads, and what it answers a message again. */
import type { OutgoingHttpHeaders } from 'node:http';
import type { EdgeHandler, EdgeResponse } from '#infra/local/machine/http';

/** A request, its header names in lower case. */
export interface DirectMessage {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface DirectAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text: no edge that is asked so answers anything else. */
  readonly body: string;
}

/** Has a handler answer. Rejects with what it throws. */
export async function answerDirectly(handler: EdgeHandler, message: DirectMessage): Promise<DirectAnswer> {
  const { method, url, headers, body } = message;
  let status = 500;
  let answered: Record<string, string> = {};
  let text = '';
  let headersSent = false;
  const response: EdgeResponse = {
    get headersSent() {
      return headersSent;
    },
    writeHead(code, given: OutgoingHttpHeaders = {}) {
      status = code;
      answered = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), String(value)]));
      headersSent = true;
      return response;
    },
    end(given = '') {
      text = typeof given === 'string' ? given : given.toString('utf8');
    },
  };
  const whole = Buffer.from(body);
  const request = {
    ...{ method, url, headers },
    async *[Symbol.asyncIterator]() {
      yield whole;
    },
  };
  await handler(request, response);
  return { status, headers: answered, body: text };
}
