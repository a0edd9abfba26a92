/** The identity provider of the check, on this machine: an issuer with its own key, and its JWKS where the deployed authorizer can fetch it. */
import { settings } from '#infra/emulator/deploy';
import { createIdentity, type TokenRequest } from '#infra/local/front/identity';
import { anywhere, type HttpServer, sendJson } from '#infra/local/machine/http';

export interface Issuer {
  readonly jwksUri: string;
  token(request: TokenRequest): Promise<string>;
  readonly close: HttpServer['close'];
}

/** Its key is kept in `directory` for as long as that is. */
export async function startIssuer(directory: string): Promise<Issuer> {
  const { issuer, audience } = settings.oidc;
  const keys: { answer: unknown } = { answer: {} };
  const server = await anywhere(async (_, response) => sendJson(response, 200, keys.answer));
  const jwksUri = `${server.url}/jwks.json`;
  const identity = await createIdentity({ directory, issuer, audience, jwksUri });
  keys.answer = identity.keys;
  return { jwksUri, token: (request) => identity.issue(request, Date.now()), close: () => server.close() };
}
