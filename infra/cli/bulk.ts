/** `helmdesk actions bulk`: one action on many records, a hundred in each request, with a result for each. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { collectionOf } from '#infra/cli/collections';
import { exitCodes, UsageError } from '#infra/cli/exit-codes';
import { inputOf } from '#infra/cli/input';
import { print, table } from '#infra/cli/output';
import { clientOf, globalsOf } from '#infra/cli/session';

interface Result {
  readonly id: string;
  readonly status: number;
  readonly problem?: { readonly title?: string; readonly detail?: string };
}

/** Items that the API answers at once. */
const AT_ONCE = 100;

export function addBulk(actions: Command): void {
  actions
    .command('bulk')
    .description('do one on many records, whatever their versions; `-` reads their numbers from standard input')
    .argument('<action>', 'as listed, such as assign; or update, comment')
    .argument('<numbers...>', 'of one kind of record, such as INC0000042 INC0000043')
    .option('--set <field=value...>', 'what it needs; JSON, or text')
    .option('--input <json>', 'the same as a JSON object')
    .option('--dry-run', 'tell what would happen', false)
    .action(async (action: string, given: readonly string[], options, command: Command) => {
      const numbers = given.flatMap((word) => (word === '-' ? wordsOf(readFileSync(0, 'utf8')) : [word]));
      const [first] = numbers;
      if (first === undefined) throw new UsageError('expected numbers of records, was given none');
      const client = await clientOf(command);
      const collection = await collectionOf(client, first);
      const body = inputOf(options);
      const results: Result[] = [];
      for (let from = 0; from < numbers.length; from += AT_ONCE) {
        const items = numbers.slice(from, from + AT_ONCE).map((id) => ({ id }));
        const asked = { body: { command: action, items, body }, dryRun: options.dryRun };
        const { body: done } = await client.ask(`POST /v1/${collection}/bulk`, asked);
        results.push(...(Object(done) as { readonly results: readonly Result[] }).results);
      }
      print(results, globalsOf(command).json, (all) => table(all.map(row), ['id', 'status', 'why not'], 96));
      if (results.some(({ problem }) => problem)) process.exitCode = exitCodes.refused;
    });
}

const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

const row = ({ id, status, problem }: Result): Readonly<Record<string, unknown>> => ({
  ...{ id, status },
  'why not': problem?.detail ?? problem?.title,
});
