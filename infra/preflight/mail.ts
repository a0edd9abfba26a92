/** Will SES send from, and receive for, the addresses of the configuration? */
import { GetAccountCommand, GetEmailIdentityCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import type { DeployConfig } from '#infra/config';
import { type Check, unseen } from '#infra/preflight/check';

/** Nothing, when the deployment neither sends nor receives mail. */
export async function mailChecks({ mailFrom, inboundMail }: DeployConfig, region: string): Promise<readonly Check[]> {
  const ses = new SESv2Client({ region });
  const sender = mailFrom === undefined ? [] : [senderCheck(ses, mailFrom, region), sandboxCheck(ses, region)];
  const receiver = inboundMail === undefined ? [] : [identityCheck(ses, 'Incoming mail', [inboundMail.domain], region)];
  return Promise.all([...sender, ...receiver]);
}

/** Either the address or its domain may be what SES has verified. */
const senderCheck = (ses: SESv2Client, address: string, region: string): Promise<Check> =>
  identityCheck(ses, 'Sender of mail', [address, address.slice(address.indexOf('@') + 1)], region);

async function identityCheck(
  ses: SESv2Client,
  what: string,
  identities: readonly string[],
  region: string,
): Promise<Check> {
  try {
    for (const identity of identities)
      if (await isVerified(ses, identity)) return { what, result: 'ok', detail: `${identity} is verified in SES` };
  } catch (error) {
    return unseen(what, error);
  }
  const detail =
    `SES in ${region} has not verified ${identities.join(' or ')}: ` +
    `aws sesv2 create-email-identity --region ${region} --email-identity ${identities.at(-1)}, then publish its DKIM records`;
  return { what, result: 'warning', detail };
}

async function isVerified(ses: SESv2Client, EmailIdentity: string): Promise<boolean> {
  try {
    return (await ses.send(new GetEmailIdentityCommand({ EmailIdentity }))).VerifiedForSendingStatus === true;
  } catch (error) {
    if (error instanceof NotFoundException) return false;
    throw error;
  }
}

async function sandboxCheck(ses: SESv2Client, region: string): Promise<Check> {
  const what = 'SES';
  try {
    const { ProductionAccessEnabled: open = false, SendingEnabled: sending = false } = await ses.send(
      new GetAccountCommand({}),
    );
    if (!sending)
      return { what, result: 'warning', detail: `sending is switched off in ${region}; see the SES console` };
    if (open) return { what, result: 'ok', detail: `may send to anybody from ${region}` };
    return {
      what,
      result: 'warning',
      detail: `is in its sandbox in ${region}: it sends to verified addresses only, 200 mails a day; ask for production access in the SES console`,
    };
  } catch (error) {
    return unseen(what, error);
  }
}
