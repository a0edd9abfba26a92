/** What the local tools answer when they cannot do what is asked, in the form of the API's problems (RFC 9457). */
import type { ServerResponse } from 'node:http';
import { sendJson } from '#infra/local/machine/http';

/** The request cannot be served as it is; the message says what would be right. */
export class ToolProblem extends Error {
  readonly status: number;
  readonly title: string;

  constructor(status: number, title: string, detail: string) {
    super(detail);
    this.status = status;
    this.title = title;
  }
}

/** Answers the problem. */
export function sendProblem(response: ServerResponse, { status, title, message }: ToolProblem): void {
  const document = { type: 'about:blank', title, status, detail: message };
  sendJson(response, status, document, { 'content-type': 'application/problem+json' });
}
