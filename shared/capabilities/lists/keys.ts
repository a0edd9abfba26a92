/** Saved views. */
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, tenantKey } from '#shared/store/keys';

/** Saved views: a person's own, or shared ones. */
export type ViewPlace = { readonly owner: string } | 'shared';
export const viewsOf = (place: ViewPlace): string => (place === 'shared' ? place : `of#${place.owner}`);
export const viewPk = (tenant: TenantId, place: ViewPlace): string => tenantKey(tenant, 'view', viewsOf(place));
export const viewKey = (tenant: TenantId, place: ViewPlace, id: string): Key => ({ pk: viewPk(tenant, place), sk: id });
