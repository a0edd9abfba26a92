/** Reads a message as RFC 5322 and MIME have it. Whatever the bytes are, there is a letter: what cannot be read is said. */
import PostalMime, { type Email } from 'postal-mime';
import { oneLine, readable } from '#shared/text/readable';
import { textOfHtml } from './html.ts';

export interface Enclosure {
  readonly fileName: string | undefined;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Letter {
  /** The one author, in lower case; absent when there is none, or more than one. */
  readonly from?: { readonly address: string; readonly name?: string };
  readonly subject: string;
  readonly messageId?: string;
  /** What it answers: Message-IDs, the nearest first. */
  readonly answers: readonly string[];
  readonly text: string;
  readonly enclosures: readonly Enclosure[];
  /** The first header of this name, in lower case. */
  header(name: string): string | undefined;
  /** Domains that claim to have signed it. */
  readonly signedBy: readonly string[];
  /** Why it could not be read. */
  readonly unreadable?: string;
}

const MAX_ADDRESS = 320;
const MAX_ANSWERS = 50;
const IDS = /<[^<>\s]{1,900}>/g;

/** Never rejects. */
export async function readLetter(bytes: Uint8Array): Promise<Letter> {
  try {
    const parser = { forceRfc822Attachments: true, maxNestingDepth: 100 };
    return letterOf(await PostalMime.parse(bytes, parser));
  } catch (error) {
    return { ...letterOf({ headers: [], headerLines: [], attachments: [] }), unreadable: oneLine(String(error), 200) };
  }
}

function letterOf(email: Email): Letter {
  const header = (name: string): string | undefined => email.headers.find(({ key }) => key === name)?.value;
  const from = authorOf(email);
  const messageId = ids(email.messageId)[0];
  const plain = readable(email.text ?? '');
  const isEmpty = plain.trim() === '';
  return {
    ...(from && { from }),
    subject: oneLine(email.subject ?? '', 160),
    ...(messageId !== undefined && { messageId }),
    answers: [...new Set([...ids(email.inReplyTo), ...ids(email.references).toReversed()])].slice(0, MAX_ANSWERS),
    text: isEmpty && email.html !== undefined ? readable(textOfHtml(email.html)) : plain,
    enclosures: email.attachments.map(({ filename, mimeType, content }) => ({
      fileName: filename ?? undefined,
      mediaType: mimeType.toLowerCase(),
      bytes: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
    })),
    header,
    signedBy: email.headers.flatMap(({ key, value }) => (key === 'dkim-signature' ? signer(value) : [])),
  };
}

const ids = (text: string | undefined): readonly string[] => (text ?? '').match(IDS) ?? [];

function authorOf({ from, headers }: Email): Letter['from'] {
  const address = from && 'address' in from ? from.address?.trim().toLowerCase() : undefined;
  const lines = headers.filter(({ key }) => key === 'from').length;
  if (address === undefined || lines !== 1 || address.length > MAX_ADDRESS) return undefined;
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) return undefined;
  const name = oneLine(from?.name ?? '', 100);
  return { address, ...(name !== '' && { name }) };
}

/** The domain of a DKIM-Signature (RFC 6376, `d=`). */
function signer(value: string): readonly string[] {
  const [, domain] = /(?:^|;)\s*d=\s*([^;\s]+)/i.exec(value) ?? [];
  return domain === undefined ? [] : [domain.toLowerCase()];
}
