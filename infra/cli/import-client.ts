/** The API of imports as the command line uses it. */
import * as z from 'zod/mini';

const counts = z.object({
  rows: z.number(),
  groups: z.number(),
  groupsDone: z.number(),
  imported: z.number(),
  merged: z.number(),
  rejected: z.number(),
  rejectedByCode: z.record(z.string(), z.number()),
  records: z.number(),
});

const importJob = z.object({
  id: z.string(),
  mapping: z.string(),
  zone: z.string(),
  dryRun: z.boolean(),
  state: z.enum(['receiving', 'running', 'finished', 'canceled']),
  partBytes: z.number(),
  progress: counts,
});
export type ImportJob = z.infer<typeof importJob>;

const rejectedRow = z.object({
  row: z.number(),
  column: z.string(),
  value: z.string(),
  code: z.string(),
  reason: z.string(),
});
export type RejectedRow = z.infer<typeof rejectedRow>;

const problem = z.object({ title: z.string(), detail: z.string() });
const token = z.object({ token: z.string() });

export interface Announcement {
  readonly mapping: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly zone?: string;
  readonly dryRun: boolean;
}

export interface ImportClient {
  find(sha256: string): Promise<readonly ImportJob[]>;
  announce(announcement: Announcement): Promise<ImportJob>;
  sendPart(id: string, number: number, part: Buffer): Promise<void>;
  start(id: string): Promise<ImportJob>;
  read(id: string): Promise<ImportJob>;
  rejected(id: string): AsyncGenerator<RejectedRow>;
}

/** A token for the administrator of the seeded tenant acme; only a local stack gives one. @throws Error when it does not */
export async function localToken(url: string): Promise<string> {
  const { hostname } = new URL(url);
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    throw new Error(`${hostname} needs a token: give --token or set HELMDESK_TOKEN`);
  }
  const body = { tenant: 'acme', user: 'import', roles: ['TAD'] };
  return token.parse(await json(`${url}/_local/token`, { method: 'POST', body: JSON.stringify(body) })).token;
}

export function importClient(url: string, bearer: string): ImportClient {
  const call = (path: string, init: RequestInit = {}): Promise<unknown> =>
    json(`${url}/v1/imports${path}`, { ...init, headers: { authorization: `Bearer ${bearer}`, ...init.headers } });
  const post = async (path: string, body: unknown = {}): Promise<ImportJob> =>
    importJob.parse(
      await call(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      }),
    );
  return {
    find: async (sha256) => z.object({ items: z.array(importJob) }).parse(await call(`?sha256=${sha256}`)).items,
    announce: (announcement) => post('', announcement),
    async sendPart(id, number, part) {
      await call(`/${id}/parts/${number}`, {
        method: 'PUT',
        body: new Uint8Array(part),
        headers: { 'content-type': 'text/csv; charset=utf-8' },
      });
    },
    start: (id) => post(`/${id}/start`),
    read: async (id) => importJob.parse(await call(`/${id}`)),
    async *rejected(id) {
      const page = z.object({ items: z.array(rejectedRow), nextCursor: z.nullable(z.string()) });
      let cursor: string | null = '';
      while (cursor !== null) {
        const query: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
        const { items, nextCursor }: z.infer<typeof page> = page.parse(
          await call(`/${id}/rows?outcome=rejected&limit=200${query}`),
        );
        yield* items;
        cursor = nextCursor;
      }
    },
  };
}

/** @throws Error with what the API said was wrong. */
async function json(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, {
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  }).catch((error: unknown) => {
    throw new Error(`${new URL(url).origin} does not answer; is it running?`, { cause: error });
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  const said = problem.safeParse(body);
  throw new Error(said.success ? `${said.data.title}: ${said.data.detail}` : `${url} answered ${response.status}`);
}
