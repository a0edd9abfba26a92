/** Slugs: a tenant's name in addresses and tokens, for ever. Some names are nobody's, as mail to them at the domain for mail is not a tenant's. */
import * as z from 'zod/mini';
import { problemAt } from '#shared/problems/problems';

export const slugSchema = z
  .string()
  .check(z.minLength(2), z.maxLength(40), z.regex(/^[a-z][a-z0-9-]*$/, 'expected a letter, then a-z, 0-9 and -'));

/** Mailboxes that RFC 2142 gives to roles of an organisation, services and lists included. */
const ROLES_OF_A_DOMAIN = [
  ...['info', 'marketing', 'sales', 'support', 'abuse', 'noc', 'security'],
  ...['postmaster', 'hostmaster', 'usenet', 'news', 'webmaster', 'www', 'uucp', 'ftp', 'list', 'trouble'],
];
/** Whoever reads these is given certificates for the domain (CA/Browser Forum, Baseline Requirements 3.2.2.4.4). */
const VALIDATED = ['admin', 'administrator', 'webmaster', 'hostmaster', 'postmaster'];
/** What some authorities for certificates have written to besides, and others may. */
const GET_CERTIFICATES = [
  ...VALIDATED,
  ...VALIDATED.map((name) => `ssl${name}`),
  ...['is', 'it', 'mis', 'ssl', 'tls', 'pki', 'cert', 'certs', 'certificate', 'certificates', 'certmaster'],
];
/** Addresses that a list has beside its own: RFC 2142 gives it `-request`, mail programs the others. */
const OF_A_LIST = /-(request|owner|bounces?|confirm|join|leave|subscribe|unsubscribe)$/;
/** What mail programs write from and to, and the accounts that machines have. */
const OF_MACHINES = [
  ...['mailer-daemon', 'no-reply', 'noreply', 'do-not-reply', 'donotreply', 'bounce', 'bounces', 'dmarc', 'tlsrpt'],
  ...['root', 'daemon', 'nobody', 'system', 'mail', 'smtp', 'sysadmin', 'helmdesk'],
];

export const reservedSlugs: ReadonlySet<string> = new Set([...ROLES_OF_A_DOMAIN, ...GET_CERTIFICATES, ...OF_MACHINES]);

/** The name of our own address in addresses, where mail is sent from one. */
const ownName = (): string | undefined => process.env.MAIL_FROM?.split('@')[0]?.toLowerCase();

const withoutHyphens = (name: string): string => name.replaceAll('-', '');
const reservedHoweverHyphenated: ReadonlySet<string> = new Set([...reservedSlugs].map(withoutHyphens));

/** @throws Problem validation-failed for a name that nobody can have */
export function refuseReserved(slug: string): void {
  if (!reservedHoweverHyphenated.has(withoutHyphens(slug)) && !OF_A_LIST.test(slug) && slug !== ownName()) return;
  const message = `${slug}@… is reserved for whoever runs the mail domain; expected another slug`;
  throw problemAt('validation-failed', '/slug', message);
}
