/** Sends a request exactly as it is given: no URL is tidied up, no header added but the caller's. */
import { request } from 'node:http';
import { checkAnswer } from '#test/contract/check';

export interface RawRequest {
  readonly method: string;
  /** Path and query as they go over the wire. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** @param url of the API, without a path */
export function sendRaw(url: string, { method, target, headers, body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const bytes = body === undefined ? undefined : Buffer.from(body);
  return new Promise((resolve, reject) => {
    const length = bytes === undefined ? {} : { 'content-length': String(bytes.length) };
    const sent = request({ hostname, port, method, path: target, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        const text = Buffer.concat(chunks).toString('utf8');
        const named = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        try {
          checkAnswer({ method, target, status, headers: Object.fromEntries(named), text });
          resolve({ status, contentType: String(response.headers['content-type'] ?? ''), text });
        } catch (error) {
          reject(error);
        }
      });
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}
