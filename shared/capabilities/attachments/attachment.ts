/** Attachments (A5): what is known of a file before, while and after it was looked at. */
import { attachmentSk } from '#shared/capabilities/attachments/keys';
import { dueShard } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import type { Actor } from '#shared/tenancy/context';
import type { Maker } from '#shared/tenancy/grant';

/**
 * `pending` waits for the upload, `scanning` for the verdict; what is `clean` can be downloaded, and what is `unscanned`, where the deployment has
 * no malware scanner.
 */
export const attachmentStates = [
  'pending',
  'scanning',
  'clean',
  'unscanned',
  'infected',
  'rejected',
  'expired',
  'removed',
] as const;
export type AttachmentState = (typeof attachmentStates)[number];

/** States in which a file is handed out. */
export const DOWNLOADABLE: ReadonlySet<AttachmentState> = new Set(['clean', 'unscanned']);

/** States in which a file counts towards the limit of a record. */
export const COUNTING: ReadonlySet<AttachmentState> = new Set(['pending', 'scanning', ...DOWNLOADABLE]);

export interface Attachment {
  readonly id: string;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly visibility: 'public' | 'internal';
  readonly state: AttachmentState;
  readonly at: string;
  readonly author: Actor;
  /** Why it was rejected, or what was found in it. */
  readonly finding?: string;
  readonly settledAt?: string;
}

/** 25 MiB (A5). */
export const MAX_BYTES = 26_214_400;
export const MAX_ATTACHMENTS = 50;
/** An upload may begin for so long, in seconds; a download for so long. */
export const UPLOAD_SECONDS = 900;
export const DOWNLOAD_SECONDS = 300;
/** S3 does not ask who holds a link: an operator's is over as soon as a delegation that was revoked is. */
export const OPERATORS_DOWNLOAD_SECONDS = 10;

/** What may be attached: documents, pictures, recordings, logs, mail, calendars and archives; nothing that a browser would run. */
export const mediaTypes = [
  'application/gzip',
  'application/json',
  'application/ms-tnef',
  'application/msword',
  'application/pdf',
  'application/vnd.ms-excel',
  'application/vnd.ms-outlook',
  'application/vnd.ms-powerpoint',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.tcpdump.pcap',
  'application/zip',
  'audio/mpeg',
  'audio/wav',
  'image/gif',
  'image/heic',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'image/webp',
  'message/rfc822',
  'text/calendar',
  'text/csv',
  'text/plain',
  'text/vcard',
  'video/mp4',
] as const;

export type MediaType = (typeof mediaTypes)[number];
export const isMediaType = (text: string): text is MediaType => mediaTypes.some((known) => known === text);

/** No separators and no invisible characters: a name is shown, and saved under. */
export const NOT_IN_FILE_NAMES = /[\\/:*?"<>|\p{C}]/u;

/**
 * An announced file, and whose it is where that decides whether it is taken; the service looks after it once the upload can no longer begin, should nothing have told of it before.
 * @param pk the record's partition. @param until epoch milliseconds
 */
export function pendingItem(
  pk: string,
  { uid, type, id }: { readonly uid: string; readonly type: string; readonly id: string },
  attachment: Attachment,
  until: number,
  maker?: Maker,
): Item {
  const due = { process: 'attachments', type, id, duePk: dueShard(uid), dueAt: new Date(until).toISOString() };
  return { pk, sk: attachmentSk(attachment.id), attachment, ...(maker && { maker }), ...due };
}

/** Who announced it, when they have to be there still when it comes. */
export const makerIn = (item: Item): Maker | undefined => item.maker as Maker | undefined;

export const attachmentIn = (item: Item): Attachment => item.attachment as Attachment;
