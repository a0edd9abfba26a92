/** POST /_local/mail: a message as it would come from outside, with what SES would say of it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Incoming, type Mailbox, verdictNames } from '#infra/local/edges/mail/mailbox';
import { ToolProblem } from '#infra/local/front/tools/problem';
import { readBody, sendJson } from '#infra/local/machine/http';
import { mailboxesIn } from '#shared/capabilities/mail/message/addresses';
import { fieldOf } from '#shared/capabilities/mail/message/field';
import { messageOf } from '#shared/capabilities/mail/message/parts';

/** What SES takes. */
const MAX_MAIL = 40 * 1024 * 1024;

/**
 * Recipients are those of `?to=`, else of the message's To and Cc; the envelope's sender that of `?from=`, else of Return-Path or From. Verdicts are
 * PASS unless the query says otherwise (`?dmarc=fail`), or an Authentication-Results header, as SES adds one.
 */
export async function takeMail(
  mailbox: Mailbox,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const raw = await readBody(request, MAX_MAIL);
  if (!raw) throw new ToolProblem(413, 'The message is too large', `expected at most ${MAX_MAIL} bytes`);
  const incoming = incomingOf(raw, query);
  const messageId = await mailbox.receive(incoming);
  if (messageId === undefined) {
    const domains = mailbox.domains.join(' and ') || 'no domain';
    throw new ToolProblem(
      422,
      'Nobody receives this',
      `mail is received for ${domains}, such as acme@${mailbox.domains[0] ?? 'mail.example'}; this is to ${incoming.recipients.join(', ') || 'nobody'}`,
    );
  }
  sendJson(response, 202, { messageId, recipients: incoming.recipients });
}

function incomingOf(raw: Buffer, query: URLSearchParams): Incoming {
  const { fields } = messageOf(raw).root;
  const addressesIn = (...names: readonly string[]): readonly string[] =>
    names.flatMap((name) =>
      fields.flatMap((field) => (field.name === name ? mailboxesIn(field.value).map(({ address }) => address) : [])),
    );
  const given = query.getAll('to').flatMap((text) => text.split(','));
  const told = fieldOf(fields, 'authentication-results') ?? '';
  const verdicts = verdictNames.flatMap((name) => {
    const status = query.get(name) ?? new RegExp(`\\b${name}=([a-z]+)`, 'i').exec(told)?.[1];
    return status === undefined ? [] : [[name, status.toUpperCase()] as const];
  });
  const [from = ''] = addressesIn('from');
  const returnPath = fieldOf(fields, 'return-path')?.replace(/^<|>$/g, '');
  return {
    raw,
    sender: query.get('from') ?? returnPath ?? from,
    recipients: (given.length > 0 ? given : addressesIn('to', 'cc'))
      .map((address) => address.trim())
      .filter((address) => address !== ''),
    verdicts: Object.fromEntries(verdicts),
  };
}
