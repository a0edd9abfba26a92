/** SES as it receives mail: the receipt rules of the templates keep a mail in their bucket and invoke their function. */
import { randomBytes } from 'node:crypto';
import type { AsyncInvocations } from '#infra/local/edges/functions/async-invocations';
import { invokePermissions } from '#infra/local/edges/iam/permissions';
import type { ObjectStore } from '#infra/local/edges/objects/objects';
import type { Journal } from '#infra/local/machine/journal';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';
import { arn } from '#infra/local/machine/template/physical';
import type { Deployment } from '#infra/local/machine/template/template';

/** What SES finds out about a mail that it receives. */
export const verdictNames = ['spam', 'virus', 'spf', 'dkim', 'dmarc'] as const;
export type VerdictName = (typeof verdictNames)[number];

export interface Incoming {
  readonly raw: Buffer;
  /** Of the envelope; empty for mail that nobody is to answer. */
  readonly sender: string;
  readonly recipients: readonly string[];
  /** PASS where none is given. */
  readonly verdicts: Readonly<Partial<Record<VerdictName, string>>>;
}

export interface Mailbox {
  /** Durable when it returns. @returns SES's id of the mail; undefined when no rule takes mail for any of the recipients */
  receive(mail: Incoming): Promise<string | undefined>;
  /** Domains that mail is received for. */
  readonly domains: readonly string[];
}

interface Rule {
  readonly arn: string;
  readonly domains: readonly string[];
  readonly bucket: string;
  readonly prefix: string;
  readonly function: string;
}

/** Throws when a rule cannot be honoured here, or may not do what it says. */
export function createMailbox({
  deployment,
  objects,
  invocations,
  journal,
  now,
}: {
  readonly deployment: Deployment;
  readonly objects: ObjectStore;
  readonly invocations: AsyncInvocations;
  readonly journal: Journal;
  readonly now: () => number;
}): Mailbox {
  const rules = readRules(deployment);
  return {
    domains: rules.flatMap(({ domains }) => domains),
    async receive(mail) {
      const messageId = randomBytes(20).toString('hex');
      let isTaken = false;
      for (const rule of rules) {
        const recipients = mail.recipients.filter((address) => rule.domains.includes(domainOf(address)));
        if (recipients.length === 0) continue;
        isTaken = true;
        await objects.keep(rule.bucket, `${rule.prefix}${messageId}`, mail.raw);
        const payload = JSON.stringify(eventOf({ ...mail, recipients }, messageId, now()));
        journal.transaction(() => invocations.enqueue([{ function: rule.function, payload, origin: rule.arn }]));
      }
      invocations.start();
      return isTaken ? messageId : undefined;
    },
  };
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** What SES invokes a function with (SES Developer Guide, "Contents of events for the Lambda action"), as far as ours reads it. */
function eventOf({ raw, sender, recipients, verdicts }: Incoming, messageId: string, now: number): JsonObject {
  const found = verdictNames.map((name) => [`${name}Verdict`, { status: verdicts[name] ?? 'PASS' }] as const);
  const timestamp = new Date(now).toISOString();
  const receipt = { timestamp, recipients: [...recipients], ...Object.fromEntries(found) };
  const mail = { timestamp, source: sender, messageId, destination: [...recipients], headers: headersOf(raw) };
  return { Records: [{ eventSource: 'aws:ses', eventVersion: '1.0', ses: { mail, receipt } }] };
}

/** Header lines, unfolded. */
function headersOf(raw: Buffer): JsonObject[] {
  const [head = ''] = raw
    .subarray(0, 256 * 1024)
    .toString('latin1')
    .split(/\r?\n\r?\n/, 1);
  return head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const at = line.indexOf(':');
      return at < 1 ? [] : [{ name: line.slice(0, at), value: line.slice(at + 1).trim() }];
    });
}

function readRules(deployment: Deployment): readonly Rule[] {
  const permissions = invokePermissions(deployment);
  return deployment.ofType('AWS::SES::ReceiptRule').map(({ properties }) => {
    const { Name: name, Recipients: recipients, Actions: actions } = asObject(properties.Rule) ?? {};
    const ruleArn = arn('ses', `receipt-rule-set/${properties.RuleSetName}:receipt-rule/${name}`);
    const steps = asArray(actions).map((action) => asObject(action) ?? {});
    const [kept, invoked] = [asObject(steps[0]?.S3Action), asObject(steps[1]?.LambdaAction)];
    if (!kept || !invoked || steps.length !== 2 || invoked.InvocationType !== 'Event')
      throw new Error(`${ruleArn}: the local runner keeps mail in a bucket, then invokes a function by an event`);
    permissions.require('ses.amazonaws.com', String(invoked.FunctionArn), ruleArn);
    return {
      arn: ruleArn,
      domains: asArray(recipients).map((domain) => String(domain).toLowerCase()),
      bucket: String(kept.BucketName),
      prefix: asString(kept.ObjectKeyPrefix) ?? '',
      function: String(invoked.FunctionArn),
    };
  });
}
