/** Stands in for the address of the deployment, as the emulator's CloudFront reaches no API Gateway: it runs the function that is deployed, and hands on to the API that it names. */
import { createContext, runInContext } from 'node:vm';
import { deployables } from '#functions/deployables';
import { frontCode } from '#infra/constructs/front-code';
import { anywhere, type HttpServer, readBody } from '#infra/local/machine/http';
import { asObject } from '#infra/local/machine/json';
import { FRONT_PROOF } from '#shared/http/front';

/** What of a request and an answer is about the connection, and goes no further. */
const OF_CONNECTION = ['connection', 'content-length', 'content-encoding', 'host', 'keep-alive', 'transfer-encoding'];
const LARGEST_BODY = 10 * 1024 * 1024;

/**
 * Listens on a free port.
 * @param apis where each origin answers, by its id
 * @param proof what the distribution adds to each request
 */
export async function startFront(apis: ReadonlyMap<string, string>, proof: string): Promise<HttpServer> {
  let chosen = 'platform';
  const world: { cf: object; handler?: unknown } = {
    cf: {
      selectRequestOriginById(id: string) {
        chosen = id;
      },
    },
  };
  runInContext(frontCode(deployables).replace(/^import .*$/m, ''), createContext(world));
  const { handler } = world;
  if (typeof handler !== 'function') throw new Error('the function of the distribution has no handler');
  return anywhere(async (request, response) => {
    chosen = 'platform';
    const url = request.url ?? '/';
    const [uri] = url.split('?');
    const ip = request.socket.remoteAddress ?? '';
    const after = asObject(asObject(handler({ viewer: { ip }, request: { uri, headers: {} } }))?.headers) ?? {};
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers))
      if (!OF_CONNECTION.includes(name)) headers.set(name, [value].flat().join(', '));
    for (const [name, header] of Object.entries(after)) headers.set(name, String(asObject(header)?.value));
    headers.set(FRONT_PROOF, proof);
    const body = await readBody(request, LARGEST_BODY);
    const { method = 'GET' } = request;
    const answer = await fetch(`${apis.get(chosen)}${url}`, {
      ...{ method, headers, redirect: 'manual' },
      ...(body && body.length > 0 && { body: new Uint8Array(body) }),
    });
    const kept = [...answer.headers].filter(([name]) => !OF_CONNECTION.includes(name));
    response.writeHead(answer.status, Object.fromEntries(kept)).end(Buffer.from(await answer.arrayBuffer()));
  });
}
