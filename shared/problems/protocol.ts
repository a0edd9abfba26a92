/** Problems of requests as such: of their form, their caller, their version and what answers them. */
import { defineProblems } from '#shared/problems/row';

export const protocol = defineProblems({
  'malformed-request': {
    status: 400,
    title: 'The request cannot be parsed',
    when: 'The body is not JSON in UTF-8, names a key twice, is nested deeper than 20 levels, or path or header cannot be read; `If-Match` is no ETag in its quotes.',
    remedy: 'Mend the request; sending it again as it is gives the same answer.',
  },
  'unknown-parameter': {
    status: 400,
    title: 'The query parameter, or its value, is not known',
    when: 'A query parameter, filter or sort that the operation does not know, or a value that it cannot read.',
    remedy: "Use one of `known`; each operation's parameters are in the OpenAPI description.",
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor is not valid for this request',
    when: 'The cursor is of another list, query or caller, is older than 24 hours, or was changed.',
    remedy: 'Begin again without a cursor; keep query and order while following one.',
  },
  'idempotency-key-required': {
    status: 400,
    title: 'A machine client must send an Idempotency-Key',
    when: 'A machine client sent a POST without the header.',
    remedy: 'Send a fresh key of up to 255 characters for each new request, and the same one when repeating it.',
  },
  unauthenticated: {
    status: 401,
    title: 'The caller is not authenticated',
    when: '`detail` says which: none given, unreadable, not signed by the issuer of this deployment, for another audience, incomplete, from the future, expired, of no known tenant or person; access keys that do not work have one sentence.',
    remedy: "Get a new token, or ask the tenant's administrator for a key; send it as `Authorization: Bearer …`.",
  },
  forbidden: {
    status: 403,
    title: 'The caller may not do this',
    when: "None of the caller's roles allows it; an auditor never writes.",
    remedy: "`GET …/actions` names the roles that may; ask the tenant's administrator for one.",
  },
  'segregation-of-duties': {
    status: 403,
    title: 'The same person may not do both',
    when: 'The caller asked for, carries out or has decided what now needs somebody else.',
    remedy: 'Let another eligible person do it; there is no exception.',
  },
  'tenant-suspended': {
    status: 403,
    title: 'The tenant is suspended',
    when: 'The tenant was suspended by its provider.',
    remedy: 'Ask the provider; data is kept, and everything goes on once the suspension ends.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    when: "It does not exist, is another tenant's, or the caller may not know of it: the answers are the same.",
    remedy: "Check number, tenant and path; an MSP's operator checks `Itsm-Tenant` and the delegation.",
  },
  'method-not-allowed': {
    status: 405,
    title: 'The resource does not know this method',
    when: 'The path exists, the method on it does not.',
    remedy: 'Use a method named in `allow` and in the header `Allow`.',
  },
  'not-acceptable': {
    status: 406,
    title: 'There is no such form of the answer',
    when: '`Accept` names only media types that this is not answered in; `offered` has those that it is.',
    remedy: 'Name one of them, or `*/*`.',
  },
  'request-in-progress': {
    status: 409,
    title: 'A request with this idempotency key is still running',
    when: 'The same key came again before the first request was answered.',
    remedy: 'Wait a second and repeat it with the same key.',
  },
  'write-conflict': {
    status: 409,
    title: 'Others kept changing the record; try again',
    when: 'Other writes were under way on the same record each time it was tried.',
    remedy: 'Send it again, with the same idempotency key.',
  },
  'version-mismatch': {
    status: 412,
    title: 'The record has changed since it was read',
    when: '`If-Match` names another version than `currentEtag`.',
    remedy: 'Read the record again, decide anew, and send the new ETag.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The request body is too large',
    when: 'The body has more than 1 MiB, or a batch more items than the operation takes.',
    remedy: 'Send less at once.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The media type is not supported',
    when: '`Content-Type` is not one that the operation takes, or its charset is not UTF-8.',
    remedy: 'Send `application/json`; for PATCH `application/merge-patch+json`.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The idempotency key was used for another request',
    when: 'The key was sent within 24 hours with another body or path.',
    remedy: 'Use a fresh key for a new request.',
  },
  'precondition-required': {
    status: 428,
    title: 'If-Match is required',
    when: 'A change or action without `If-Match`.',
    remedy: 'Send the ETag of the version that was seen.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    when: "More requests in a short time than the tenant's tier allows.",
    remedy: 'Wait as long as `Retry-After` says, then go on more slowly.',
  },
  'quota-exceeded': {
    status: 429,
    title: 'The quota is used up',
    when: "More requests in this month than the tenant's tier includes.",
    remedy: 'Wait for the next month, or ask the provider for another tier.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong on our side',
    when: 'A fault of ours; it was logged with the request id.',
    remedy: 'Repeat the request with its idempotency key; if it stays, report `instance`.',
  },
  'dependency-unavailable': {
    status: 503,
    title: 'A service that we depend on did not answer',
    when: 'An outage behind us, or 29 seconds went by; nothing was stored by a request that did not get as far.',
    remedy: 'Wait as long as `Retry-After` says and repeat with the same idempotency key.',
  },
});
