/** One mail through SES; what its errors mean for trying again. */
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { TenantId } from '#shared/ids/tenant-id';
import { htmlOf } from './rules-render.ts';

let client: SESv2Client | undefined;

export interface Letter {
  readonly tenant: TenantId;
  /** The notification, or the digest: told again by SES when the mail comes back. */
  readonly id: string;
  readonly to: string;
  /** Where answers go, when mail is received. */
  readonly replyTo?: string;
  /** What it goes with: Message-IDs, and what answers to it will name. */
  readonly references?: string;
  readonly inReplyTo?: string;
  /** Whether a mail of its recipient led to it. */
  readonly answers?: boolean;
  readonly subject: string;
  readonly text: string;
  readonly language: string;
}

export type Posted =
  | { readonly sent: true; readonly messageId: string }
  /** `again`: it may succeed later. */
  | { readonly sent: false; readonly again: boolean; readonly error: string };

/** The address that mail comes from; undefined when the deployment sends none. */
export const sender = (): string | undefined => process.env.MAIL_FROM || undefined;

/** Errors that another attempt would only repeat. */
const FINAL: ReadonlySet<string> = new Set([
  'MessageRejected',
  'BadRequestException',
  'MailFromDomainNotVerifiedException',
  'NotFoundException',
  'AccountSuspendedException',
  'SendingPausedException',
]);

/** Never rejects: what went wrong is an outcome. */
export async function post(letter: Letter): Promise<Posted> {
  const { tenant, id, to, replyTo, subject, text, language } = letter;
  client ??= new SESv2Client({ maxAttempts: 1 });
  const part = (Data: string) => ({ Data, Charset: 'UTF-8' });
  try {
    const { MessageId } = await client.send(
      new SendEmailCommand({
        FromEmailAddress: sender(),
        Destination: { ToAddresses: [to] },
        ...(replyTo !== undefined && { ReplyToAddresses: [replyTo] }),
        ...(process.env.MAIL_CONFIGURATION_SET && { ConfigurationSetName: process.env.MAIL_CONFIGURATION_SET }),
        EmailTags: [
          { Name: 'tenant', Value: tenant },
          { Name: 'notification', Value: id },
        ],
        Content: {
          Simple: {
            Subject: part(subject),
            Body: { Text: part(text), Html: part(htmlOf({ subject, text, language })) },
            Headers: headersOf(letter),
          },
        },
      }),
    );
    return { sent: true, messageId: MessageId ?? '' };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { sent: false, again: !FINAL.has(name), error: `${name}: ${message}`.slice(0, 400) };
  }
}

/** Our mail wants no answer by a machine, and says whether it is one (RFC 3834, 3.1.6 and 3.1.7). */
function headersOf({ answers, references, inReplyTo }: Letter): { readonly Name: string; readonly Value: string }[] {
  return [
    { Name: 'Auto-Submitted', Value: answers ? 'auto-replied' : 'auto-generated' },
    ...(inReplyTo === undefined ? [] : [{ Name: 'In-Reply-To', Value: inReplyTo }]),
    ...(references === undefined ? [] : [{ Name: 'References', Value: references }]),
  ];
}
