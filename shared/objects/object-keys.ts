/** Keys of objects: area, tenant, record, attachment. IAM lets a tenant's session reach its own and no other's, so the tenant comes second. */
import { isTenantId, type TenantId } from '#shared/ids/tenant-id';

/** `incoming` takes uploads, `attachments` holds what was found clean, `quarantine` what was not; in `mail` wait files of mail for their record. */
export type Area = 'incoming' | 'attachments' | 'quarantine' | 'mail';

/** Which attachment of which record. */
export interface AttachmentRef {
  readonly tenant: TenantId;
  readonly type: string;
  readonly uid: string;
  readonly id: string;
}

export const objectKey = (area: Area, { tenant, type, uid, id }: AttachmentRef): string =>
  `${area}/${tenant}/${type}/${uid}/${id}`;

/** Where a file of a mail waits until the mail's record has announced it. @param at which of the mail's files, from 0 */
export const mailFileKey = (tenant: TenantId, mail: string, at: number): string => `mail/${tenant}/${mail}/${at}`;

/** The attachment whose upload has this key; undefined for any other object. */
export function uploadOf(key: string): AttachmentRef | undefined {
  const [area, tenant = '', type, uid, id, ...more] = key.split('/');
  if (area !== 'incoming' || !isTenantId(tenant) || !type || !uid || !id || more.length > 0) return undefined;
  return { tenant, type, uid, id };
}
