/** One request to a receiver: guarded, bounded in time, its answer read as far as the log needs it. */
import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { Problem } from '#shared/problems/problems';
import { addressOf, publicLookup } from './address.ts';
import { toLoopback } from './runtime.ts';

/** Characters of the receiver's answer that the log keeps. */
const KEPT = 500;

export interface Sent {
  readonly delivered: boolean;
  /** Of the answer, if there was one. */
  readonly status?: number;
  readonly error?: string;
  /** The beginning of the answer. */
  readonly answer?: string;
  /** What the receiver asked for in `Retry-After`, in milliseconds. */
  readonly retryAfter?: number;
}

export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

/** Any status of 200 to 299 is an acceptance; redirects are not followed. Never rejects. */
export async function send({ url: text, headers, body, timeoutMs }: Outgoing): Promise<Sent> {
  try {
    const url = addressOf(text, toLoopback);
    const connect = url.protocol === 'https:' ? requestTls : requestPlain;
    return await new Promise<Sent>((resolve, reject) => {
      const request = connect(url, {
        method: 'POST',
        // A fresh connection each time: the address that was judged is the one that is spoken to.
        agent: false,
        lookup: publicLookup,
        signal: AbortSignal.timeout(timeoutMs),
        headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'Helmdesk-Webhooks/1' },
      });
      request.on('error', reject);
      request.on('response', (response) => {
        const status = response.statusCode ?? 0;
        const delivered = status >= 200 && status < 300;
        const after = Number(response.headers['retry-after']);
        const outcome = { delivered, status, ...(after > 0 && { retryAfter: after * 1000 }) };
        let answer = '';
        const done = (): void => {
          resolve({ ...outcome, ...(answer && { answer: answer.slice(0, KEPT) }) });
          request.destroy();
        };
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          answer += chunk;
          if (answer.length >= KEPT) done();
        });
        response.on('end', done);
        // The status is what counts: whatever cuts off the rest of the answer changes nothing about it.
        response.on('error', done);
      });
      request.end(body);
    });
  } catch (error) {
    return { delivered: false, error: reasonOf(error, timeoutMs) };
  }
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof Problem) return error.message;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`;
  const { code } = error as NodeJS.ErrnoException;
  return (code && !error.message.includes(code) ? `${code}: ${error.message}` : error.message).slice(0, KEPT);
}
