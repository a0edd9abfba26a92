/** Credentials that prove nothing, and what is told to whoever sent them. */

/**
 * What is wrong, as the answer says it. Only of a token that the issuer has signed is more told than that it is not: whoever sends another learns nothing
 * of the keys, the issuer or the tenants here. Access keys have one sentence, whatever became of them. The gateway puts the sentence
 * into its answer as it is, so it has neither quotation marks nor backslashes, and nothing that the caller sent.
 */
export const told = {
  elsewhere: 'Nobody is let in here; call the address that your provider has named.',
  unreadable:
    'Expected Authorization: Bearer with a token or an access key; what was given can be read as neither. Send it whole, and nothing else.',
  foreign: 'The token is not one that the issuer of this deployment has signed; get it from there.',
  audience:
    'The token is from the issuer of this deployment, but for another audience; get one that is for this service.',
  incomplete:
    'The token lacks one of the claims aud, sub and exp, or one of them cannot be read; the issuer must state it.',
  early: 'The token is from the future by our clock; wait until it is valid, or have the clock of its issuer set.',
  expired: 'The token has expired; get a new one.',
  tenant: 'The token names no tenant that is known here; the issuer must state one in the claim tenant.',
  subject:
    'The sub of the token names nobody who can be let in: it is empty, reserved, or written otherwise than the tenant has stored it.',
  key: 'The access key is not known, has expired or was revoked, or whoever made it has lost the access; an administrator of the tenant sees which keys work.',
} as const;

export type Fault = keyof typeof told;

/** The credential proves nothing: 401. The message is for the log, the fault for the caller. */
export class Unauthenticated extends Error {
  readonly fault: Fault;

  constructor(fault: Fault, message: string) {
    super(message);
    this.fault = fault;
  }
}
