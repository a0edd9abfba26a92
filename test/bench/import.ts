/** Section `import`: the ServiceNow log through the imports service, row by row into records with their history. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Schemas } from '#generated/client-api.ts';
import { localToken } from '#infra/cli/session';
import { createClient } from '#shared/client/client';
import { fact, type Section } from '#test/bench/section';
import { startRunner } from '#test/faults/runner';

const FILE = join(import.meta.dirname, '..', 'fixtures', 'servicenow-incidents', 'incident_event_log.first-2000.csv');

export const importSection: Section = {
  name: 'import',
  title: 'rows a second of the ServiceNow log through the imports service',
  async run(progress) {
    const directory = mkdtempSync(join(tmpdir(), 'helmdesk-bench-'));
    const runner = await startRunner({ directory, unlimited: true });
    try {
      const content = readFileSync(FILE);
      const { url } = runner;
      const token = await localToken(url, { tenant: 'acme', user: 'import', roles: ['TAD'] });
      const client = createClient({ url, token });
      const sha256 = createHash('sha256').update(content).digest('hex');
      const body = { mapping: 'servicenow-incidents', fileName: 'log.csv', bytes: content.length, sha256 } as const;
      const began = performance.now();
      let job: Schemas['ImportJob'] = (await client.call('POST /v1/imports', { body })).body;
      const { id, partBytes } = job;
      for (let at = 0, part = 1; at < content.length; at += partBytes, part++) {
        await client.call('PUT /v1/imports/{id}/parts/{number}', {
          path: { id, number: String(part) },
          mediaType: 'text/csv',
          body: content.subarray(at, at + partBytes).toString('utf8'),
        });
      }
      await client.call('POST /v1/imports/{id}/start', { path: { id } });
      do {
        await sleep(100);
        job = (await client.call('GET /v1/imports/{id}', { path: { id } })).body;
        progress('importing', job.progress.groupsDone, job.progress.groups);
      } while (job.state === 'running' || job.state === 'receiving');
      const seconds = (performance.now() - began) / 1000;
      const { rows, records, rejected } = job.progress;
      return [
        fact('rows, records, rejected rows', `${rows}, ${records}, ${rejected}`),
        fact('time', `${seconds.toFixed(1)} s`),
        fact('rows a second', (rows / seconds).toFixed(0)),
        fact('records a second', (records / seconds).toFixed(0)),
      ];
    } finally {
      await runner.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
