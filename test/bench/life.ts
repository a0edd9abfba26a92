/** An incident's life of eight commands through the whole stack, and what each cost: the command itself, and what its consumers did. */
import type { Observation } from '#infra/local/edges/dynamodb/observation';
import type { Ended } from '#infra/local/edges/functions/functions';
import { tenantId } from '#shared/ids/tenant-id';
import { configurationPk } from '#shared/tenancy/keys';
import { type Places, totalOf } from '#test/bench/capacity';
import { added, openLedger } from '#test/bench/ledger';
import { indexesOf, snapshotOf, unitsOf } from '#test/bench/workbench';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

/** Most units that the commands of a life may write. */
export const MOST_UNITS = 150;

export interface Share {
  /** Requests to DynamoDB, configuration that functions cache left out. */
  readonly requests: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** The units of writing by where they go. */
  readonly places: Places;
}

export interface Step {
  readonly command: string;
  /** By the function that the command was sent to, until it is written. */
  readonly own: Share;
  /** By everybody else, and by it as a consumer. */
  readonly consumers: Share;
  /** Functions that were invoked, and how long they ran. */
  readonly invocations: readonly Ended[];
  /** Events on the bus. */
  readonly events: number;
}

/** What people write: neither empty nor long. */
const TEXT =
  'Since this morning nothing arrives in the mailboxes of the second floor; those of the first floor are fine. Restarting Outlook and the ' +
  'machine did not help, the web client shows the same. Ms Ortiz sent a test message at 08:12 which is among the sent ones and was never ' +
  'delivered, and a bounce did not come either.';

/** Each command: its name, who gives it, where it goes, and what it says. Eight, as in the published model of what 100,000 incidents cost. */
export const COMMANDS = [
  [
    'create',
    '',
    { title: 'Mail does not arrive', description: TEXT, requesterId: 'rita', impact: 2, urgency: 2, serviceId: 'mail' },
  ],
  ['assign', 'assign', { group: 'service-desk', user: 'ada' }],
  ['start-work', 'start-work', {}],
  ['comment', 'comments', { body: TEXT, visibility: 'public' }],
  ['hold', 'hold', { reason: 'awaiting_vendor', supplierTicket: 'SUP-4711' }],
  ['resume', 'resume', { reason: 'The supplier answered' }],
  ['resolve', 'resolve', { code: 'solved_permanently', notes: TEXT, category: 'email' }],
  ['close', 'close', {}],
] as const;

/** Runs some lives of incidents, all but the last to warm up. @returns the steps of the last one */
export async function measureLife(warmUp = 2): Promise<readonly Step[]> {
  const world = await openWorld('2026-06-15T08:00:00Z', { routed: false });
  try {
    const agent = await world.as('ada', 'AGT LEAD');
    for (let life = 0; life < warmUp; life++) await liveOnce(world, agent, `warm-${life}`);
    return await liveOnce(world, agent, 'measured');
  } finally {
    await world.close();
  }
}

async function liveOnce(world: World, agent: Client, name: string): Promise<readonly Step[]> {
  const steps: Step[] = [];
  let [path, etag] = ['/v1/incidents', ''];
  for (const [command, target, body] of COMMANDS) {
    // What stands in order of the last change moves with every command; what functions cache for a minute stays.
    await world.advance('PT1S');
    const headers = { 'idempotency-key': `${name}-${command}`, ...(etag && { 'if-match': etag }) };
    const { answer, ...cost } = await observed(world, () =>
      agent.post(target ? `${path}/${target}` : path, body, { headers }),
    );
    if (answer.status >= 300)
      throw new Error(`${command} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    if (command === 'create') path = `${path}/${answer.body.id}`;
    etag = (await agent.get(path)).headers.get('etag') ?? '';
    steps.push({ command, ...cost });
  }
  return steps;
}

/** What a request and all that follows from it did. */
export async function observed(
  world: World,
  work: () => Promise<Answer>,
): Promise<{ readonly answer: Answer } & Omit<Step, 'command'>> {
  await world.settled();
  const { deployment, engine, functions } = world.stack.backend;
  const [table] = deployment.ofType('AWS::DynamoDB::Table');
  if (!table) throw new Error('the templates hold no table');
  const ledger = openLedger(await snapshotOf(engine.endpoint, table.name), indexesOf(table.properties));
  const configuration = configurationPk(tenantId(await world.tenantId('acme')));
  const before = (await world.events()).length;
  const [own, others]: [Seen[], Seen[]] = [[], []];
  const invocations: Ended[] = [];
  // What the function itself consumes it begins once the command is written.
  let written = false;
  const ends = [
    world.stack.observe(
      (observation) => {
        const seen = { observation, places: ledger.charge(observation) };
        if (observation.requests.some(({ leadingKeys }) => leadingKeys?.includes(configuration))) return;
        const isOwn = !written && observation.principal.sessionName.startsWith('incident-management-');
        (isOwn ? own : others).push(seen);
        written ||= isOwn && observation.operation === 'TransactWriteItems' && observation.status === 200;
      },
      { consumedCapacity: true },
    ),
    functions.subscribe((ended) => invocations.push(ended)),
  ];
  const answer = await work();
  await world.settled();
  for (const end of ends) end();
  const events = (await world.events()).length - before;
  return { answer, own: shareOf(own), consumers: shareOf(others), invocations, events };
}

/** A request, and what it was charged for writing. */
interface Seen {
  readonly observation: Observation;
  readonly places: Places;
}

const READING = /^(Get|BatchGet|Query|Scan|TransactGet)/;

function shareOf(seen: readonly Seen[]): Share {
  const places = seen.reduce<Places>((sum, each) => added(sum, each.places), {});
  const reads = seen.filter(({ observation: { operation } }) => READING.test(operation));
  return {
    requests: seen.length,
    readUnits: unitsOf(reads.map(({ observation }) => observation)),
    writeUnits: totalOf(places),
    places,
  };
}

export const sumOf = (steps: readonly Step[], of: (step: Step) => number): number =>
  steps.reduce((sum, step) => sum + of(step), 0);
