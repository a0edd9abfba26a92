/** `helmdesk export`: every record of a collection as CSV, JSON lines, or one JSON list. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { type Command, Option } from 'commander';
import { quoted } from '#infra/cli/import-report';
import { clientOf } from '#infra/cli/session';
import { notFormula } from '#shared/text/spreadsheet';

interface Options {
  readonly format: 'csv' | 'ndjson';
  readonly out?: string;
  readonly state?: string;
  readonly fields: string;
}

const FIELDS = 'id,state,title,priority,serviceId,requesterId,assignedGroup,assignedTo,openedAt,updatedAt,closedAt';

export function addExport(program: Command): void {
  program
    .command('export')
    .description('write every record that you may see')
    .argument('[collection]', 'such as incidents or changes', 'incidents')
    .addOption(new Option('--format <format>', 'how').choices(['csv', 'ndjson']).default('csv'))
    .option('--fields <names>', 'columns of the CSV', FIELDS)
    .option('--state <states>', 'only in these states, joined by commas')
    .option('--out <file>', 'where to; standard output by default')
    .action(async (collection: string, { format, out, state, fields }: Options, command: Command) => {
      const client = await clientOf(command);
      const records = client.each(`GET /v1/${collection}`, { query: { state, limit: 200 } });
      // The first page comes before anything is written: what is refused leaves no file and no header behind.
      const first = await records.next();
      const to = out === undefined ? process.stdout : createWriteStream(out);
      const columns = fields.split(',');
      const write = async (line: string): Promise<void> => {
        if (!to.write(line)) await once(to, 'drain');
      };
      if (format === 'csv') await write(`${columns.join(',')}\r\n`);
      let count = 0;
      for (let next = first; !next.done; next = await records.next()) {
        await write(format === 'csv' ? csvLine(Object(next.value), columns) : `${JSON.stringify(next.value)}\n`);
        count += 1;
        if (process.stderr.isTTY) process.stderr.write(`\r${count} records`);
      }
      if (to !== process.stdout) await new Promise<void>((resolve, reject) => to.once('error', reject).end(resolve));
      process.stderr.write(
        `${process.stderr.isTTY ? '\r' : ''}${count} records${out === undefined ? '' : `: ${out}`}\n`,
      );
    });
}

/** A line of CSV. Text that a spreadsheet would take for a formula is kept from being one by an apostrophe. */
function csvLine(of: Readonly<Record<string, unknown>>, columns: readonly string[]): string {
  const cells = columns.map((column) => {
    const value = of[column];
    const text =
      value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    return quoted(typeof value === 'string' ? notFormula(text) : text);
  });
  return `${cells.join(',')}\r\n`;
}
