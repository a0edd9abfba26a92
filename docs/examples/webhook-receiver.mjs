/** A receiver of webhooks that believes nothing unsigned, old or twice: `WEBHOOK_SECRET=whsec_… PORT=9000 node webhook-receiver.mjs`. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { WEBHOOK_SECRET = '', PORT = '9000' } = process.env;
const key = Buffer.from(WEBHOOK_SECRET.replace('whsec_', ''), 'base64');
const FIVE_MINUTES = 300;
/** Kept here for as long as the program runs; keep yours where it outlives a restart. */
const seen = new Set();

/** Why not to believe it; undefined when one of the signatures is that of this very body, and was made just now. */
function faultOf({ 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures }, body) {
  if (!id || !timestamp || !signatures) return 'it is not signed: webhook-id, -timestamp or -signature is missing';
  const ahead = Math.round(Number(timestamp) - Date.now() / 1000);
  if (!(Math.abs(ahead) <= FIVE_MINUTES))
    return `webhook-timestamp ${timestamp} is ${ahead} s ahead of this machine's clock, expected 5 minutes at most either way`;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  const isGenuine = signatures.split(' ').some((signature) => {
    const [version, value = ''] = signature.split(',');
    const given = Buffer.from(value, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
  return isGenuine ? undefined : 'no signature is that of this body with WEBHOOK_SECRET';
}

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const fault = faultOf(request.headers, body);
  if (fault) {
    console.error(`refused: ${fault}`);
    return response.writeHead(401).end();
  }
  response.writeHead(204).end(); // first the answer, then the work: the sender does not wait long
  const event = JSON.parse(body.toString('utf8'));
  if (seen.has(event.id)) return;
  seen.add(event.id);
  console.log(`${event.type} ${event.subject} ${event.data.data.title}`);
}).listen(Number(PORT), '127.0.0.1', () => console.log(`listening on ${PORT}`));
