/** Pure: whether a mail is from whom it says, by what SES found; and whether a machine sent it. */
import type { SESReceipt } from 'aws-lambda';
import type { Ignored } from '#shared/mail/received';
import type { Letter } from './letter.ts';

/** What SES found out about the mail. */
export type Verdicts = Pick<SESReceipt, 'spfVerdict' | 'dkimVerdict' | 'dmarcVerdict' | 'spamVerdict' | 'virusVerdict'>;

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
/** The same domain, or one below it, which only its owner can make. */
const isWithin = (domain: string, owner: string): boolean => domain === owner || domain.endsWith(`.${owner}`);

/**
 * DMARC decides where the author's domain has a policy. Where it has none, SPF counts for the envelope's sender and DKIM for the signer,
 * each only if that is of the author's own domain (RFC 7489, identifier alignment): otherwise anybody's own domain would do for any other.
 */
export function isAuthentic(
  { spfVerdict, dkimVerdict, dmarcVerdict }: Partial<Verdicts>,
  { from, signedBy }: Pick<Letter, 'from' | 'signedBy'>,
  envelopeSender: string,
): boolean {
  if (!from) return false;
  if (dmarcVerdict?.status === 'PASS') return true;
  if (dmarcVerdict?.status === 'FAIL') return false;
  const author = domainOf(from.address);
  const bySender = spfVerdict?.status === 'PASS' && isWithin(domainOf(envelopeSender), author);
  const bySigner =
    dkimVerdict?.status === 'PASS' && signedBy.length > 0 && signedBy.every((each) => isWithin(each, author));
  return bySender || bySigner;
}

/** How we know our own mail. */
export interface Ourselves {
  /** The address that notifications come from. */
  readonly sender: string | undefined;
  /** The domain that mail is received for. */
  readonly domain: string;
}

/** Why nobody waits for what becomes of it: a machine's answer, bulk mail, our own mail that has come back (RFC 3834, section 2). */
export function automatic(
  { header, from, messageId }: Pick<Letter, 'header' | 'from' | 'messageId'>,
  envelopeSender: string,
  { sender, domain }: Ourselves,
): Ignored | undefined {
  const submitted = header('auto-submitted')?.trim().toLowerCase();
  if (submitted !== undefined && !/^no\b/.test(submitted)) return 'auto-reply';
  if (['bulk', 'junk', 'list'].includes(header('precedence')?.trim().toLowerCase() ?? '')) return 'bulk';
  if (/^(<\s*>)?$/.test(envelopeSender.trim()) || /^<\s*>$/.test(header('return-path')?.trim() ?? ''))
    return 'no-return-path';
  const addresses = [from?.address ?? '', envelopeSender.toLowerCase()];
  const isOurs = (address: string): boolean => address === sender?.toLowerCase() || domainOf(address) === domain;
  if (addresses.some(isOurs) || messageId?.endsWith(`@${domain}>`)) return 'our-own';
  return from ? undefined : 'no-sender';
}

/** What no person should have to look at. */
export function harmful({ virusVerdict, spamVerdict }: Partial<Verdicts>): Ignored | undefined {
  if (virusVerdict?.status === 'FAIL') return 'virus';
  return spamVerdict?.status === 'FAIL' ? 'spam' : undefined;
}
