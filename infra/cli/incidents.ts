/** `helmdesk incidents`: list, get, create, comment. */
import type { Command } from 'commander';
import { UsageError } from '#infra/cli/exit-codes';
import { COLUMNS, incidentRow } from '#infra/cli/incident-rows';
import { inputOf, integer, take } from '#infra/cli/input';
import { print, record, table } from '#infra/cli/output';
import { clientOf, globalsOf } from '#infra/cli/session';
import { localTime } from '#infra/cli/times';
import type { HelmdeskClient } from '#shared/client/client';

interface Filters {
  readonly state?: string;
  readonly priority?: string;
  readonly group?: string;
  readonly assignee?: string;
  readonly mine?: true;
  readonly unassigned?: true;
  readonly words?: string;
  readonly sort: string;
  readonly limit: number;
}

export function addIncidents(program: Command): void {
  const incidents = program.command('incidents').description('list, read, log and comment on incidents');
  incidents
    .command('list')
    .description('list incidents')
    .option('--state <states>', 'in one of these states, joined by commas')
    .option('--priority <priorities>', 'of one of these priorities')
    .option('--group <groups>', 'assigned to one of these groups')
    .option('--assignee <people>', 'assigned to one of these people')
    .option('--mine', 'assigned to you')
    .option('--unassigned', 'assigned to nobody')
    .option('--words <text>', 'with these words in number, title or description')
    .option('--sort <key>', 'order, descending with -', '-updatedAt')
    .option('--limit <count>', 'at most so many', integer, 50)
    .action(async (filters: Filters, command: Command) => {
      const client = await clientOf(command);
      const { items, more } = await listed(client, filters);
      const now = Date.now();
      print(items, globalsOf(command).json, (all) =>
        all.length === 0
          ? 'No incidents.'
          : table(
              all.map((each) => incidentRow(Object(each), now)),
              COLUMNS,
            ),
      );
      if (more !== undefined) process.stderr.write(`${more}\n`);
    });
  incidents
    .command('get')
    .description('read one incident with its comments')
    .argument('<number>', 'such as INC0000042')
    .action(async (id: string, _: unknown, command: Command) => {
      const client = await clientOf(command);
      const path = { id };
      const { body: incident } = await client.call('GET /v1/incidents/{id}', { path });
      const { body: comments } = await client.call('GET /v1/incidents/{id}/comments', { path });
      print({ ...incident, comments: comments.items }, globalsOf(command).json, ({ comments: said, ...of }) =>
        [
          record(of),
          ...said.map(({ at, author, visibility, body }) => `\n${localTime(at)} ${author.id} (${visibility})\n${body}`),
        ].join('\n'),
      );
    });
  incidents
    .command('create')
    .description('log an incident; say what it is about: --service, --category or --set ciIds=…')
    .requiredOption('--title <text>')
    .option('--description <text>')
    .option('--service <id>', 'the service that is affected')
    .option('--category <text>', 'what it is about, where no service is known')
    .option('--requester <person>', 'for whom; yourself by default')
    .option('--impact <1-3>', '1 is highest', integer)
    .option('--urgency <1-3>', '1 is highest', integer)
    .option('--set <field=value...>', 'any other field; JSON, or text')
    .option('--dry-run', 'tell what would happen', false)
    .action(async (given, command: Command) => {
      const { title, description, service: serviceId, category, requester: requesterId, impact, urgency } = given;
      const { set, dryRun } = given;
      const body = { title, description, serviceId, category, requesterId, impact, urgency, ...inputOf({ set }) };
      const client = await clientOf(command);
      const { body: made } = await client.ask('POST /v1/incidents', { body, dryRun });
      print(made, globalsOf(command).json, (of) => record(Object(of)));
    });
  incidents
    .command('comment')
    .description('add a comment')
    .argument('<number>', 'such as INC0000042')
    .argument('<text>')
    .option('--public', 'for the requester to read; agents say which', false)
    .option('--internal', 'a note that the requester never sees', false)
    .action(async (id: string, body: string, readers: Readers, command: Command) => {
      const client = await clientOf(command);
      const said = await client.ask('POST /v1/incidents/{id}/comments', {
        path: { id },
        // Absent, it is the API that decides: a requester's comment is public, an agent has to say.
        body: { body, ...visibilityOf(readers) },
      });
      print(said.body, globalsOf(command).json, (of) => {
        const { id: comment, visibility } = Object(of);
        return `${comment} (${visibility})`;
      });
    });
}

/** So many incidents, and what is to be said of those that are left. @throws UsageError for what excludes each other */
async function listed(client: HelmdeskClient, filters: Filters) {
  const { state, priority, group: assignedGroup, assignee, mine, unassigned, words: q, sort, limit } = filters;
  if ([assignee, mine, unassigned].filter(Boolean).length > 1)
    throw new UsageError('one of --assignee, --mine and --unassigned at a time');
  const query = { state, priority, assignedGroup, assignedTo: mine ? 'me' : assignee, unassigned, q, sort };
  const found = await take(
    client.each('GET /v1/incidents', { query: { ...query, limit: Math.min(limit + 1, PAGE) } }),
    limit + 1,
  );
  if (found.length <= limit) return { items: found };
  const counted = { query: { ...query, fields: 'id', limit: PAGE } };
  const { body } = await client.ask('GET /v1/incidents', counted);
  const { items, nextCursor }: { items: unknown[]; nextCursor: string | null } = Object(body);
  const total = nextCursor === null && items.length > limit ? items.length : `more than ${Math.max(limit, PAGE)}`;
  return { items: found.slice(0, limit), more: `${limit} of ${total}; --limit shows more` };
}

/** The largest page of the API. */
const PAGE = 200;

interface Readers {
  readonly public: boolean;
  readonly internal: boolean;
}

/** @throws UsageError when both are asked for */
function visibilityOf({ public: open, internal }: Readers): { readonly visibility?: 'public' | 'internal' } {
  if (open && internal) throw new UsageError('a comment is --public or --internal, not both');
  if (open) return { visibility: 'public' };
  return internal ? { visibility: 'internal' } : {};
}
