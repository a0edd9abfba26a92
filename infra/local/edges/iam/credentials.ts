/** The temporary credentials that the local edges know: issued to function roles and by STS, looked up by access key id. */
import { randomBytes } from 'node:crypto';
import type { Principal } from '#infra/local/edges/iam/principal';
import { isSigned, type ReceivedRequest } from '#infra/local/edges/iam/signature';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export type Identification =
  | { readonly ok: true; readonly principal: Principal }
  | {
      readonly ok: false;
      readonly code:
        | 'MissingAuthenticationTokenException'
        | 'UnrecognizedClientException'
        | 'ExpiredTokenException'
        | 'InvalidSignatureException';
      readonly message: string;
    };

export interface CredentialRegistry {
  /** Issues credentials for the principal; without `expiresAt` (milliseconds, by the injected clock) they do not expire. */
  issue(principal: Principal, expiresAt?: number): Credentials;
  /** Who sent the request: by the access key id in its Authorization header, the session token, and a signature by the secret of both. */
  identify(request: ReceivedRequest): Identification;
  /** Whose access key id and session token these are, with the secret that a signature can be checked with. */
  find(accessKeyId: string, sessionToken: string | undefined): Identification & { readonly secretAccessKey?: string };
}

interface Entry extends Credentials {
  readonly principal: Principal;
  readonly expiresAt: number;
}

const HOUR = 3_600_000;

/** A registry of credentials, expiring by the given clock. */
export function createCredentialRegistry({ now }: { readonly now: () => number }): CredentialRegistry {
  const entries = new Map<string, Entry>();
  let nextSweep = 0;

  return {
    issue(principal, expiresAt = Number.POSITIVE_INFINITY) {
      if (now() > nextSweep) {
        for (const [id, entry] of entries) if (entry.expiresAt < now() - HOUR) entries.delete(id);
        nextSweep = now() + HOUR;
      }
      const credentials = {
        accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: randomBytes(48).toString('base64'),
      };
      entries.set(credentials.accessKeyId, { ...credentials, principal, expiresAt });
      return credentials;
    },

    identify(request) {
      const { headers } = request;
      const accessKeyId = /\bCredential=([^/,\s]+)\//.exec(String(headers.authorization ?? ''))?.[1];
      if (!accessKeyId) {
        const message = 'Request is missing Authentication Token';
        return { ok: false, code: 'MissingAuthenticationTokenException', message };
      }
      const token = headers['x-amz-security-token'];
      const found = this.find(accessKeyId, typeof token === 'string' ? token : undefined);
      if (!found.ok) return found;
      if (found.secretAccessKey !== undefined && isSigned(request, found.secretAccessKey))
        return { ok: true, principal: found.principal };
      const message =
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.';
      return { ok: false, code: 'InvalidSignatureException', message };
    },

    find(accessKeyId, sessionToken) {
      const entry = entries.get(accessKeyId);
      if (!entry || entry.sessionToken !== sessionToken) {
        const message = 'The security token included in the request is invalid.';
        return { ok: false, code: 'UnrecognizedClientException', message };
      }
      if (entry.expiresAt <= now()) {
        const message = 'The security token included in the request is expired';
        return { ok: false, code: 'ExpiredTokenException', message };
      }
      return { ok: true, principal: entry.principal, secretAccessKey: entry.secretAccessKey };
    },
  };
}
