/** What the address of the service adds to each request on its way to the API that answers it. */

/** The address that the caller has; what a caller says of it is overwritten. */
export const VIEWER_ADDRESS = 'x-viewer-address';
/** The address that the caller used, so that a function can send its caller's requests the same way; what a caller says of it is overwritten. */
export const FRONT_HOST = 'x-front-host';
/** Shows that a request came over the address of the service, and not to an API behind it. */
export const FRONT_PROOF = 'x-front-proof';
