/** Where webhooks may go: https to public addresses. Names are judged by every address that they resolve to, at creation and again at sending. */
import { type LookupAddress, lookup } from 'node:dns';
import { lookup as resolve } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Problem } from '#shared/problems/problems';

/** Of IPv4 everything but what the IANA special-purpose registry sets aside: private, loopback, link-local (metadata services), … */
const notPublic = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(net, bits, 'ipv4');
/** Of IPv6 global unicast only, without documentation and what wraps an IPv4 address (Teredo, 6to4). */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  notPublic.addSubnet(net, bits, 'ipv6');

/** Whether an address in its usual text form is a public one. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !notPublic.check(address, 'ipv4');
    case 6:
      return globalUnicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
    default:
      return false;
  }
}

const bare = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

const refuse = (why: string): never => {
  throw new Problem('webhook-address-refused', why, {
    errors: [{ pointer: '/url', code: 'webhook-address-refused', message: why }],
  });
};

/** Names that never lead to the internet: set aside (RFC 2606, 6761, 6762, 7686, 8375, ICANN's .internal), and what networks use inside. */
const SET_ASIDE = ['localhost', 'local', 'internal', 'invalid', 'test', 'example', 'onion', 'alt', 'arpa'];
const USED_INSIDE = ['localdomain', 'intranet', 'private', 'corp', 'home', 'mail', 'lan'];
const INSIDE = new RegExp(`(^|\\.)(${[...SET_ASIDE, ...USED_INSIDE].join('|')})$`);

/** Nothing below but the port of https itself: mail, logins and the like listen there (RFC 6335, system ports). */
const isPort = (port: string): boolean => port === '' || Number(port) >= 1024;

/**
 * @param loopback whether http://127.0.0.1 is allowed too, on a port
 * @throws Problem webhook-address-refused for anything but https to a host that can be public
 */
export function addressOf(text: string, loopback: (port: string) => boolean): URL {
  const url = URL.parse(text) ?? refuse('expected an absolute URL such as https://example.com/hook');
  if (url.username || url.password)
    refuse('a URL with a user or password in it is not kept: the signature is what tells that it is us');
  if (url.hash) refuse('a URL with a fragment is refused: fragments are not sent');
  if (url.protocol === 'http:' && url.hostname === '127.0.0.1' && loopback(url.port)) return url;
  if (url.protocol !== 'https:') refuse(`expected https, was given ${url.protocol.slice(0, -1)}`);
  if (!isPort(url.port)) refuse(`expected port 443, or one from 1024 on, was given ${url.port}`);
  const host = bare(url);
  if (isIP(host) !== 0 && !isPublic(host)) refuse(`${host} is not a public address`);
  if (isIP(host) === 0 && (INSIDE.test(host) || !host.includes('.'))) refuse(`${host} is not a public name`);
  return url;
}

/** Judges a name by what it resolves to now. One that does not resolve at all may yet; sending judges it again. @throws Problem webhook-address-refused */
export async function judgeName(url: URL): Promise<void> {
  const host = bare(url);
  if (isIP(host) !== 0) return;
  const found = await resolve(host, { all: true }).catch((): LookupAddress[] => []);
  const bad = found.find(({ address }) => !isPublic(address));
  if (bad) refuse(`${host} leads to ${bad.address}, which is not a public address`);
}

/** The name's addresses for a connection; refused as a whole when one is not public. What is judged is what is connected to. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error || !first) return callback(error ?? new Error(`${hostname} does not resolve`), '', 4);
    const bad = addresses.find(({ address }) => !isPublic(address));
    if (bad) return callback(new Error(`${hostname} leads to ${bad.address}, which is not a public address`), '', 4);
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};
