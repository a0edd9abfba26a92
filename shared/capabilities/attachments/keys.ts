/** Where files of a record stand within its partition. */
export const ATTACHMENT = 'ATTACHMENT#';
export const attachmentSk = (ulid: string): string => `${ATTACHMENT}${ulid}`;
