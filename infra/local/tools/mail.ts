/** POST /_local/mail: a message as it would come from outside, with what SES would say of it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import PostalMime, { type Address } from 'postal-mime';
import { readBody, sendJson } from '#infra/local/http';
import { type Incoming, type Mailbox, verdictNames } from '#infra/local/mailbox';
import { ToolProblem } from '#infra/local/tools/problem';

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
  const incoming = await incomingOf(raw, query);
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

async function incomingOf(raw: Buffer, query: URLSearchParams): Promise<Incoming> {
  const email = await PostalMime.parse(raw).catch(() => undefined);
  const given = query.getAll('to').flatMap((text) => text.split(','));
  const named = [...(email?.to ?? []), ...(email?.cc ?? [])].flatMap(addressesOf);
  const told = email?.headers.find(({ key }) => key === 'authentication-results')?.value ?? '';
  const verdicts = verdictNames.flatMap((name) => {
    const status = query.get(name) ?? new RegExp(`\\b${name}=([a-z]+)`, 'i').exec(told)?.[1];
    return status === undefined ? [] : [[name, status.toUpperCase()] as const];
  });
  const [from = ''] = email?.from ? addressesOf(email.from) : [];
  return {
    raw,
    sender: query.get('from') ?? email?.returnPath ?? from,
    recipients: (given.length > 0 ? given : named).map((address) => address.trim()).filter((address) => address !== ''),
    verdicts: Object.fromEntries(verdicts),
  };
}

function addressesOf(address: Address): readonly string[] {
  if (address.group) return address.group.flatMap(addressesOf);
  return address.address ? [address.address] : [];
}
