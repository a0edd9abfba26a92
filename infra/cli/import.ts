/** `helmdesk import <file>`: sends a file, follows its import, and lists the rows that were rejected. */
import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { UsageError } from '#infra/cli/exit-codes';
import { type ImportJob, openBar, outcome, REJECTED_HEADER, rejectedLine } from '#infra/cli/import-report';
import { clientOf, globalsOf } from '#infra/cli/session';
import type { HelmdeskClient } from '#shared/client/client';

/** How often progress is asked for, and after how long without any the next step is asked for again. */
const POLL_MS = 400;
const STANDSTILL_MS = 60_000;

interface Options {
  readonly mapping: string;
  readonly dryRun: boolean;
  readonly zone?: string;
  readonly rejected?: string;
}

export function addImport(program: Command): void {
  program
    .command('import')
    .description('import records with their history from a file; interrupted, the same command goes on')
    .argument('<file>', 'CSV in the encoding of its mapping')
    .option('--mapping <name>', 'how the file is read: one of GET /v1/import-mappings', 'servicenow-incidents')
    .option('--dry-run', 'find out what would become of every row, and make no records', false)
    .option('--zone <zone>', "time zone of the file's dates, such as Europe/Berlin; the tenant's own by default")
    .option('--rejected <file>', 'where rejected rows go, as CSV; standard output by default')
    .action(async (file: string, options: Options, command: Command) => {
      const content = readContent(file);
      // On this machine, the administrator of the seeded tenant, so that a first import needs no login.
      const client = await clientOf(command, { tenant: 'acme', user: 'import', roles: ['TAD'] });
      const job = await announced(client, file, options, content);
      process.once('SIGINT', () => {
        process.stderr.write('\nThe import goes on; the same command shows it again.\n');
        process.exit(130);
      });
      if (job.state === 'receiving') await send(client, job, content);
      if (job.state !== 'finished') await start(client, job.id);
      const end = await follow(client, job.id);
      process.stderr.write(`\n${outcome(end)}\n`);
      if (globalsOf(command).json) process.stdout.write(`${JSON.stringify(end, null, 2)}\n`);
      else await writeRejected(client, end, options.rejected);
      if (end.state === 'canceled') throw new Error('the import was canceled; what it had made until then stays');
    });
}

function readContent(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

/** The unfinished import of the same file, or a new one. */
async function announced(client: HelmdeskClient, file: string, options: Options, content: Buffer): Promise<ImportJob> {
  const { mapping, dryRun, zone } = options;
  const sha256 = createHash('sha256').update(content).digest('hex');
  for await (const job of client.pages('GET /v1/imports', { query: { sha256 } })) {
    const same = job.mapping === mapping && job.dryRun === dryRun && (zone === undefined || job.zone === zone);
    if (!same || !['receiving', 'running'].includes(job.state)) continue;
    process.stderr.write(`Going on with import ${job.id}\n`);
    return job;
  }
  const body = { mapping, fileName: basename(file), bytes: content.byteLength, sha256, dryRun, ...(zone && { zone }) };
  // The API knows which mappings there are, and says so.
  return (await client.ask('POST /v1/imports', { body })).body as ImportJob;
}

const start = (client: HelmdeskClient, id: string) => client.call('POST /v1/imports/{id}/start', { path: { id } });

/** Bytes as they are: the mapping says in which encoding. */
function* partsOf(content: Buffer, size: number): Generator<Buffer> {
  for (let from = 0; from < content.byteLength; from += size) yield content.subarray(from, from + size);
}

async function send(client: HelmdeskClient, { id, partBytes }: ImportJob, content: Buffer): Promise<void> {
  const bar = openBar('Sending', 'KiB');
  let [number, sent] = [0, 0];
  try {
    for (const part of partsOf(content, partBytes)) {
      number += 1;
      await client.ask('PUT /v1/imports/{id}/parts/{number}', {
        path: { id, number },
        mediaType: 'text/csv',
        body: part,
      });
      sent += part.byteLength;
      bar.show(Math.ceil(sent / 1024), Math.ceil(content.byteLength / 1024));
    }
  } finally {
    // A bar that is not ended keeps the process, whatever else has gone wrong.
    bar.end();
  }
}

async function follow(client: HelmdeskClient, id: string): Promise<ImportJob> {
  const bar = openBar('Importing', 'records');
  let moved = { at: Date.now(), groupsDone: -1 };
  try {
    for (;;) {
      const { body: job } = await client.call('GET /v1/imports/{id}', { path: { id } });
      const { groups, groupsDone } = job.progress;
      bar.show(groupsDone, groups);
      if (job.state !== 'running') return job;
      if (groupsDone !== moved.groupsDone) moved = { at: Date.now(), groupsDone };
      if (Date.now() - moved.at > STANDSTILL_MS) {
        await start(client, id);
        moved = { at: Date.now(), groupsDone };
      }
      await sleep(POLL_MS);
    }
  } finally {
    bar.end();
  }
}

async function writeRejected(client: HelmdeskClient, { id, progress }: ImportJob, file?: string): Promise<void> {
  if (progress.rejected === 0) return;
  const out = file === undefined ? process.stdout : createWriteStream(file);
  out.write(REJECTED_HEADER);
  const rows = client.pages('GET /v1/imports/{id}/rows', { path: { id }, query: { outcome: 'rejected', limit: 200 } });
  for await (const row of rows) out.write(rejectedLine(row));
  if (file === undefined) return;
  await new Promise<void>((resolve, reject) => out.once('error', reject).end(resolve));
  process.stderr.write(`Rejected rows: ${file}\n`);
}
