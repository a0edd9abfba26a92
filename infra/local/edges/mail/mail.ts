/** SES: mail that functions send goes to an outbox that can be read, and nowhere else. */
import { randomUUID } from 'node:crypto';
import type { AwsCaller } from '#infra/local/edges/aws/caller';
import { AwsError } from '#infra/local/edges/aws/error';
import { parse, type RestAnswer, type RestService } from '#infra/local/edges/aws/server';
import type { LocalClock } from '#infra/local/machine/clock/clock';
import { integer, type Journal, type Row, text } from '#infra/local/machine/journal';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';
import { arn, REGION } from '#infra/local/machine/template/physical';

export interface Mail {
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly replyTo?: readonly string[];
  /** As SES makes it: an answer names it. */
  readonly messageId: string;
  readonly subject: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly html?: string;
}

export interface Outbox {
  readonly service: RestService;
  /** Has a mail come back for good, as SES tells it; false when there is no such mail. */
  bounce(id: string): boolean;
  /** The mail sent so far, oldest first. */
  list(): readonly Mail[];
}

/** The outbox in the journal, and the service behind SES v2's SendEmail that fills it. */
export function createOutbox({
  journal,
  clock,
  emit,
}: {
  readonly journal: Journal;
  readonly clock: LocalClock;
  /** Puts an event on the default bus. */
  readonly emit: (source: string, detailType: string, detail: JsonObject) => void;
}): Outbox {
  const send = (input: JsonObject, caller: AwsCaller): string => {
    const sender = asString(input.FromEmailAddress);
    if (!sender) throw new AwsError('BadRequestException', 'FromEmailAddress is required');
    const domain = sender.replace(/^.*@|>.*$/g, '');
    caller.require('ses:SendEmail', arn('ses', `identity/${domain}`));
    const recipients = Object.values(asObject(input.Destination) ?? {}).flatMap((list) => asArray(list).map(String));
    const replyTo = asArray(input.ReplyToAddresses).map(String);
    const tags = tagsOf(input);
    const message = { ...messageOf(asObject(input.Content) ?? {}), tags, ...(replyTo.length > 0 && { replyTo }) };
    const id = randomUUID();
    journal
      .sql('INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, clock.now(), sender, JSON.stringify(recipients), message.subject, JSON.stringify(message));
    return id;
  };
  return {
    service: ({ method, path, body }, caller) =>
      method === 'POST' && path === '/v2/email/outbound-emails' ? answer(() => send(parse(body), caller)) : undefined,
    bounce(id) {
      const row = journal.sql('SELECT * FROM outbox WHERE id = ?').get(id);
      if (row) emit('aws.ses', 'Email Bounced', bounceOf(mailOf(row)));
      return row !== undefined;
    },
    list: () => journal.sql('SELECT * FROM outbox ORDER BY at, rowid').all().map(mailOf),
  };
}

async function answer(send: () => string): Promise<RestAnswer> {
  return { status: 200, body: JSON.stringify({ MessageId: send() }) };
}

interface Message {
  readonly subject: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly replyTo?: readonly string[];
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  readonly text?: string;
  readonly html?: string;
}

function messageOf(content: JsonObject): Message {
  const simple = asObject(content.Simple);
  if (!simple) throw new AwsError('BadRequestException', 'the local outbox takes simple messages: Content.Simple');
  const body = asObject(simple.Body) ?? {};
  const [plain, html] = [body.Text, body.Html].map((part) => asString(asObject(part)?.Data));
  const headers = asArray(simple.Headers).map((header) => asObject(header) ?? {});
  return {
    subject: asString(asObject(simple.Subject)?.Data) ?? '',
    headers: Object.fromEntries(headers.map(({ Name: name, Value: value }) => [String(name), String(value)])),
    ...(plain === undefined ? {} : { text: plain }),
    ...(html === undefined ? {} : { html }),
  };
}

function tagsOf({ EmailTags: tags }: JsonObject): Readonly<Record<string, readonly string[]>> {
  const pairs = asArray(tags).map((tag) => asObject(tag) ?? {});
  return Object.fromEntries(pairs.map(({ Name: name, Value: value }) => [String(name), [String(value)]]));
}

/** What SES puts on the default bus of a mail that bounced. */
function bounceOf({ id, at, from, to, tags = {} }: Mail): JsonObject {
  const bounce = {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    timestamp: at,
    bouncedRecipients: to.map((emailAddress) => ({ emailAddress })),
  };
  const mail = { messageId: id, timestamp: at, source: from, destination: to, tags };
  return { eventType: 'Bounce', bounce, mail };
}

function mailOf(row: Row): Mail {
  const message: Message = JSON.parse(text(row, 'message'));
  return {
    id: text(row, 'id'),
    messageId: `<${text(row, 'id')}@${REGION}.amazonses.com>`,
    at: new Date(integer(row, 'at')).toISOString(),
    from: text(row, 'sender'),
    to: JSON.parse(text(row, 'recipients')),
    ...message,
  };
}
