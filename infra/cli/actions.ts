/** `helmdesk actions`: what can be done with a record and why not the rest, and doing one of it. */
import type { Command } from 'commander';
import type { Schemas } from '#generated/client-api.ts';
import { addBulk } from '#infra/cli/bulk';
import { collectionOf } from '#infra/cli/collections';
import { inputOf } from '#infra/cli/input';
import { print, record, table } from '#infra/cli/output';
import { clientOf, globalsOf } from '#infra/cli/session';

type Action = Schemas['ActionList']['items'][number];

/** Why it is not possible now, in one line. */
function why({ illegal, unmetGuards = [], missingPermission }: Action): string {
  return [
    ...(illegal ? [`not in ${illegal.state}; possible in ${illegal.possibleIn.join(', ')}`] : []),
    ...unmetGuards.map(({ detail }) => detail),
    ...(missingPermission ? [`for ${missingPermission.anyOf.join(', ')}`] : []),
  ].join('; ');
}

const rowOf = (action: Action): Readonly<Record<string, string>> => ({
  action: action.action,
  possible: action.allowed ? 'yes' : 'no',
  'leads to': action.to,
  needs: action.requires.join(', '),
  'why not': why(action),
});

export function addActions(program: Command): void {
  const actions = program.command('actions').description('what can be done with a record, and doing it');
  addBulk(actions);
  actions
    .command('list')
    .description('every action: possible now or not, and why not')
    .argument('<number>', 'of any record, such as INC0000042')
    .action(async (id: string, _: unknown, command: Command) => {
      const client = await clientOf(command);
      const collection = await collectionOf(client, id);
      const { body } = await client.ask(`GET /v1/${collection}/{id}/actions`, { path: { id } });
      print(body as Schemas['ActionList'], globalsOf(command).json, ({ state, items }) =>
        [`${id} is ${state}`, table(items.map(rowOf), Object.keys(rowOf(items[0] ?? NONE)), 72)].join('\n'),
      );
    });
  actions
    .command('run')
    .description('do one, on the version that was just read or the one you name')
    .argument('<number>', 'of any record, such as INC0000042')
    .argument('<action>', 'as listed, such as resolve')
    .option('--set <field=value...>', 'what it needs; JSON, or text')
    .option('--input <json>', 'the same as a JSON object')
    .option('--if-match <etag>', 'only on this version, such as \'"7"\'')
    .option('--dry-run', 'tell what would happen', false)
    .action(async (id: string, action: string, options, command: Command) => {
      const client = await clientOf(command);
      const collection = await collectionOf(client, id);
      const path = { id, action };
      const body = inputOf(options);
      const seen: string | undefined =
        options.ifMatch ?? (await client.ask(`GET /v1/${collection}/{id}`, { path: { id } })).etag;
      const { body: done } = await client.ask(`POST /v1/${collection}/{id}/{action}`, {
        path,
        body,
        ...(seen !== undefined && { ifMatch: seen }),
        dryRun: options.dryRun,
      });
      print(done, globalsOf(command).json, (of) => record(Object(of)));
    });
}

const NONE: Action = { action: '', summary: '', allowed: false, to: '', requires: [], accepts: [] };
