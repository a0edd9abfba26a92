/** What `npm start` prints when it is ready: where to look, as whom, and a story to paste that works on every start. */
import { seededTenants } from '#infra/local/seed';
import type { Stack } from '#infra/local/start';

/** A clock that is so many milliseconds ahead of the machine's was moved. */
const AHEAD = 60_000;

/** @param memory whether nothing is kept */
export async function welcome(stack: Stack, memory: boolean): Promise<string> {
  const { url } = stack;
  return [
    '',
    `Helmdesk runs at ${url}`,
    `  API description    ${url}/docs`,
    `  clock              ${url}/_local/clock`,
    `  events             ${url}/_local/events`,
    `  other tools        ${url}/_local`,
    `  data               ${memory ? 'nothing is kept' : stack.dataDir}`,
    ...clockLines(stack.clock.now()),
    '',
    'As whom to try it:',
    ...(await personLines(stack)),
    ...storyLines(url),
    '',
    'A token for somebody else:',
    `  curl -sw '\\n' ${url}/_local/token -d '{"tenant":"acme","user":"rita","roles":["REQ"]}'`,
    '',
    'Each answer is one line of JSON; with jq installed, | jq behind a line shows it nicely.',
    'Ctrl-C ends it.',
  ].join('\n');
}

/** A moved clock stays moved over restarts; webhooks and mail are stamped by it. */
function clockLines(now: number): readonly string[] {
  const ahead = now - Date.now();
  if (ahead < AHEAD) return [];
  const hours = Math.round(ahead / 3_600_000);
  const much = hours < 48 ? `${Math.max(1, hours)} h` : `${Math.round(hours / 24)} days`;
  return [
    '',
    `The clock stands ${much} ahead of this machine's, at ${new Date(now).toISOString()}, as it was moved: webhooks and mail are stamped by it.`,
    'Its way back is npm start -- --fresh, which begins anew.',
  ];
}

async function personLines(stack: Stack): Promise<readonly string[]> {
  const people = seededTenants.map(async ({ slug, name, user, roles }) => [
    `  ${variable(user)}='Authorization: Bearer ${await stack.token(slug, user, roles)}'   # ${user}, ${roles.join(' ')} of ${name} (${slug})`,
  ]);
  return (await Promise.all(people)).flat();
}

/** The life of an incident that is logged anew each time; every write names the version that it saw. */
function storyLines(url: string): readonly string[] {
  const post = (action: string, version: number, body: object): string =>
    `  curl -sw '\\n' $INCIDENT/${action} -H "$ADA" -H "$JSON" -H 'If-Match: "${version}"' -d '${JSON.stringify(body)}'`;
  const incident = { title: 'Mail does not arrive', serviceId: 'mail', requesterId: 'rita', impact: 2, urgency: 2 };
  return [
    '',
    'Log an incident for Acme, and work on it:',
    `  JSON='content-type: application/json'`,
    `  NUMBER=$(curl -s ${url}/v1/incidents -H "$ADA" -H "$JSON" -d '${JSON.stringify(incident)}' | sed 's/^{"id":"\\([^"]*\\)".*/\\1/')`,
    `  INCIDENT=${url}/v1/incidents/$NUMBER`,
    `  curl -sw '\\n' $INCIDENT -H "$ADA"`,
    `  curl -sw '\\n' $INCIDENT/actions -H "$ADA"`,
    post('assign', 1, { group: 'service-desk', user: 'ada' }),
    post('accept', 2, {}),
    post('hold', 3, { reason: 'awaiting_caller', comment: 'Since when is it so?' }),
    `  curl -sw '\\n' ${url}/_local/clock -d '{"advance":"PT4H"}'`,
    `  curl -sw '\\n' $INCIDENT/clocks/resolution/explain -H "$ADA"`,
    '',
    'What is open at all clients, as their provider sees it, and at one of them:',
    `  curl -sw '\\n' ${url}/v1/msp/incidents -H "$OLGA"`,
    `  curl -sw '\\n' ${url}/v1/incidents -H "$OLGA" -H 'Itsm-Tenant: acme'`,
    '',
    'Resolve it:',
    post('resolve', 4, { code: 'solved_permanently', notes: 'The queue was stuck and is restarted', category: 'mail' }),
  ];
}

/** The shell variable that holds somebody's header. */
const variable = (user: string): string => user.toUpperCase();
