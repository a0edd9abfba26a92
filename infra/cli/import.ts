/** `npm run import -- <file>`: sends a file, follows its import, and lists the rows that were rejected. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type ImportClient, type ImportJob, importClient, localToken } from '#infra/cli/import-client';
import { openBar, REJECTED_HEADER, rejectedLine, table } from '#infra/cli/import-report';

const USAGE = `npm run import -- <file> [options]

  --mapping <name>    what the file is; servicenow-incidents by default
  --dry-run           find out what would become of every row, and make no records
  --zone <zone>       time zone of the file's dates, such as Europe/Berlin; the tenant's own by default
  --url <url>         where the API is; http://127.0.0.1:8080 by default
  --token <token>     who asks; HELMDESK_TOKEN by default, and on this machine the administrator of acme
  --rejected <file>   where rejected rows go, as CSV; standard output by default

Interrupted? The same command goes on where it stopped.`;

/** How often progress is asked for, and after how long without any the next step is asked for again. */
const POLL_MS = 400;
const STANDSTILL_MS = 60_000;

interface Options {
  readonly file: string;
  readonly mapping: string;
  readonly dryRun: boolean;
  readonly zone: string | undefined;
  readonly url: string;
  readonly token: string | undefined;
  readonly rejected: string | undefined;
}

function optionsOf(argv: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      mapping: { type: 'string', default: 'servicenow-incidents' },
      'dry-run': { type: 'boolean', default: false },
      zone: { type: 'string' },
      url: { type: 'string', default: 'http://127.0.0.1:8080' },
      token: { type: 'string', default: process.env.HELMDESK_TOKEN },
      rejected: { type: 'string' },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Error(`expected one file\n\n${USAGE}`);
  const { mapping, zone, url, token, rejected } = values;
  return { file, mapping, dryRun: values['dry-run'], zone, url: url.replace(/\/+$/, ''), token, rejected };
}

async function main(options: Options): Promise<void> {
  const content = readFileSync(options.file);
  if (!isUtf8(content)) throw new Error(`${options.file} is not UTF-8; convert it first (iconv -f latin1 -t utf-8)`);
  const client = importClient(options.url, options.token ?? (await localToken(options.url)));
  const job = await announced(client, options, content);
  process.once('SIGINT', () => {
    process.stderr.write('\nThe import goes on; the same command shows it again.\n');
    process.exit(130);
  });
  if (job.state === 'receiving') await send(client, job, content);
  if (job.state !== 'finished') await client.start(job.id);
  const end = await follow(client, job.id);
  process.stderr.write(`\n${table(end)}\n`);
  if (end.state === 'canceled') throw new Error('the import was canceled; what it had made until then stays');
  await writeRejected(client, end, options.rejected);
}

/** The unfinished import of the same file, or a new one. */
async function announced(client: ImportClient, options: Options, content: Buffer): Promise<ImportJob> {
  const { mapping, dryRun, zone, file } = options;
  const sha256 = createHash('sha256').update(content).digest('hex');
  const unfinished = (await client.find(sha256)).find(
    (job) =>
      ['receiving', 'running'].includes(job.state) &&
      job.mapping === mapping &&
      job.dryRun === dryRun &&
      (zone === undefined || job.zone === zone),
  );
  if (unfinished) {
    process.stderr.write(`Going on with import ${unfinished.id}\n`);
    return unfinished;
  }
  const fileName = basename(file);
  return client.announce({ mapping, fileName, bytes: content.byteLength, sha256, dryRun, ...(zone && { zone }) });
}

/** Parts end between characters, because each travels as text of its own. */
function* partsOf(content: Buffer, size: number): Generator<Buffer> {
  for (let from = 0; from < content.byteLength; ) {
    let to = Math.min(from + size, content.byteLength);
    while (to < content.byteLength && ((content[to] ?? 0) & 0b1100_0000) === 0b1000_0000) to -= 1;
    yield content.subarray(from, to);
    from = to;
  }
}

async function send(client: ImportClient, { id, partBytes }: ImportJob, content: Buffer): Promise<void> {
  const bar = openBar('Sending', 'KiB');
  let [number, sent] = [0, 0];
  for (const part of partsOf(content, partBytes)) {
    number += 1;
    await client.sendPart(id, number, part);
    sent += part.byteLength;
    bar.show(Math.ceil(sent / 1024), Math.ceil(content.byteLength / 1024));
  }
  bar.end();
}

async function follow(client: ImportClient, id: string): Promise<ImportJob> {
  const bar = openBar('Importing', 'records');
  let moved = { at: Date.now(), groupsDone: -1 };
  for (;;) {
    const job = await client.read(id);
    const { groups, groupsDone } = job.progress;
    bar.show(groupsDone, groups);
    if (job.state !== 'running') {
      bar.end();
      return job;
    }
    if (groupsDone !== moved.groupsDone) moved = { at: Date.now(), groupsDone };
    if (Date.now() - moved.at > STANDSTILL_MS) {
      await client.start(id);
      moved = { at: Date.now(), groupsDone };
    }
    await sleep(POLL_MS);
  }
}

async function writeRejected(
  client: ImportClient,
  { id, progress }: ImportJob,
  file: string | undefined,
): Promise<void> {
  if (progress.rejected === 0) return;
  const out = file === undefined ? process.stdout : createWriteStream(file);
  out.write(REJECTED_HEADER);
  for await (const row of client.rejected(id)) out.write(rejectedLine(row));
  if (file === undefined) return;
  await new Promise<void>((resolve, reject) => out.once('error', reject).end(resolve));
  process.stderr.write(`Rejected rows: ${file}\n`);
}

try {
  await main(optionsOf(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
