/** In which of several media types something is answered (RFC 9110, 12.5.1), and what protects a reader from a picture with people's words in it. */
import type { Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';

export const JSON_TYPE = 'application/json';
export const SVG_TYPE = 'image/svg+xml';

interface Wanted {
  readonly type: string;
  readonly q: number;
}

function wantedBy(accept: string): readonly Wanted[] {
  return accept.split(',').flatMap((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const q = given === undefined ? 1 : Number(given);
    return type === '' ? [] : [{ type, q: Number.isNaN(q) ? 1 : q }];
  });
}

/**
 * What is named outright comes before what only a wildcard allows, which names no preference; of several the one with the greatest weight, then the one
 * that stands first. Without a header it is the first that is offered. @throws Problem not-acceptable
 */
export function typeFor<const T extends string>({ accept }: Pick<Request, 'accept'>, offered: readonly [T, ...T[]]): T {
  const wanted = wantedBy(accept ?? '');
  if (wanted.length === 0) return offered[0];
  const named = wanted
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q)
    .flatMap(({ type }) => offered.find((each) => each === type) ?? [])[0];
  const allowed = (type: T): boolean => {
    const ranges = [type, `${type.split('/')[0]}/*`, '*/*'];
    const closest = ranges.flatMap((range) => wanted.find((each) => each.type === range) ?? [])[0];
    return closest !== undefined && closest.q > 0;
  };
  const found = named ?? offered.find(allowed);
  if (found !== undefined) return found;
  throw new Problem('not-acceptable', `this is answered as ${offered.join(', ')}; Accept names none of them`, {
    offered,
  });
}

/** Said wherever the answer's type depends on the request. */
export const VARIES = { vary: 'Accept' } as const;

/** A picture. Opened by itself it is a document of our origin: it runs nothing, loads nothing, and stands in no frame of others. */
export function pictureResponse(text: string): Response {
  const headers = {
    ...VARIES,
    'content-type': SVG_TYPE,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
  };
  return { status: 200, headers, text };
}
