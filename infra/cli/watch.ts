/** `helmdesk watch`: tells of every change to a collection as it happens, by asking for what is newer than the last answer. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { integer } from '#infra/cli/input';
import { cell } from '#infra/cli/output';
import { clientOf, globalsOf } from '#infra/cli/session';
import { localTime } from '#infra/cli/times';

interface Options {
  readonly state?: string;
  readonly interval: number;
  readonly times?: number;
}

interface Seen {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly title?: string;
  readonly updatedAt: string;
  readonly updatedBy?: string;
}

export function addWatch(program: Command): void {
  program
    .command('watch')
    .description('tell of every change as it happens, until it is interrupted')
    .argument('[collection]', 'such as incidents or changes', 'incidents')
    .option('--state <states>', 'only in these states, joined by commas')
    .option('--interval <seconds>', 'how often to ask', integer, 2)
    .option('--times <count>', 'ask so often, then end', integer)
    .action(async (collection: string, { state, interval, times = Infinity }: Options, command: Command) => {
      const { json } = globalsOf(command);
      const client = await clientOf(command);
      const known = new Map<string, number>();
      let since: string | undefined;
      for (let turn = 1; ; turn += 1) {
        const query = { state, sort: '-updatedAt', limit: since === undefined ? 20 : 200, 'updatedAt[gte]': since };
        const news: Seen[] = [];
        for await (const each of client.each(`GET /v1/${collection}`, { query })) {
          const record = Object(each) as Seen;
          if (known.get(record.id) !== record.version) news.unshift(record);
          if (since === undefined && news.length === 20) break; // at first only what is newest
        }
        for (const record of news) {
          known.set(record.id, record.version);
          process.stdout.write(`${json ? JSON.stringify(record) : line(record)}\n`);
        }
        since = news.at(-1)?.updatedAt ?? since;
        if (turn >= times) return;
        await sleep(interval * 1_000);
      }
    });
}

const line = ({ updatedAt, id, version, state, updatedBy, title }: Seen): string =>
  [localTime(updatedAt), id, `v${version}`, state.padEnd(12), cell(updatedBy).padEnd(10), cell(title)].join('  ');
