/** Pure: whether a mail is from whom it says, by what SES found; and which addresses are our own. */
import type { SESReceipt } from 'aws-lambda';
import type { Ignored } from '#shared/capabilities/mail/received';
import type { Letter } from './letter.ts';

/** What SES found out about the mail. */
export type Verdicts = Pick<SESReceipt, 'spfVerdict' | 'dkimVerdict' | 'dmarcVerdict' | 'spamVerdict' | 'virusVerdict'>;

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
/** The same domain, or one below it, which only its owner can make. */
const isWithin = (domain: string, owner: string): boolean => domain === owner || domain.endsWith(`.${owner}`);

/**
 * DMARC decides where the author's domain has a policy. Where it has none, SPF counts for the envelope's sender and DKIM for the signer,
 * each only if that is of the author's own domain (RFC 7489, identifier alignment): otherwise anybody's own domain would do for any other.
 * An address that stands nowhere plainly is not what DMARC has passed.
 */
export function isAuthentic(
  { spfVerdict, dkimVerdict, dmarcVerdict }: Partial<Verdicts>,
  { from, named, signedBy }: Pick<Letter, 'from' | 'named' | 'signedBy'>,
  envelopeSender: string,
): boolean {
  if (!from) return false;
  if (dmarcVerdict?.status === 'PASS' && named === 'plainly') return true;
  if (dmarcVerdict?.status === 'FAIL') return false;
  const author = domainOf(from.address);
  const bySender = spfVerdict?.status === 'PASS' && isWithin(domainOf(envelopeSender), author);
  const bySigner =
    dkimVerdict?.status === 'PASS' && signedBy.length > 0 && signedBy.every((each) => isWithin(each, author));
  return bySender || bySigner;
}

/** Whether the envelope's sender may stand for an author whom the mail does not name: SPF proves it, and nothing speaks against it. */
export const isSenderProved = ({ spfVerdict, dmarcVerdict }: Partial<Verdicts>): boolean =>
  spfVerdict?.status === 'PASS' && dmarcVerdict?.status !== 'FAIL';

/** How we know our own mail. */
export interface Ourselves {
  /** The address that notifications come from. */
  readonly sender: string | undefined;
  /** The domain that mail is received for. */
  readonly domain: string;
}

/** @param address in lower case */
export const isOurAddress = (address: string, { sender, domain }: Ourselves): boolean =>
  address === sender?.toLowerCase() || domainOf(address) === domain;

/** What no person should have to look at. */
export function harmful({ virusVerdict, spamVerdict }: Partial<Verdicts>): Ignored | undefined {
  if (virusVerdict?.status === 'FAIL') return 'virus';
  return spamVerdict?.status === 'FAIL' ? 'spam' : undefined;
}
