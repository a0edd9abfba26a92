/** Sends a file to the API as a client does. */
import { createHash } from 'node:crypto';
import type { Asking, Stage } from '#test/platform/stage';

export const PART = 900 * 1024;

/** Parts of a file: text that is plain ASCII, or bytes. */
export function partsOf(csv: string | Buffer, size: number = PART): readonly (string | Buffer)[] {
  return Array.from({ length: Math.ceil(csv.length / size) }, (_, index) =>
    csv.slice(index * size, (index + 1) * size),
  );
}

/** What announces a file. */
export function announcementOf(csv: string | Buffer): Readonly<Record<string, unknown>> {
  return {
    mapping: 'servicenow-incidents',
    fileName: 'log.csv',
    bytes: Buffer.byteLength(csv),
    sha256: createHash('sha256').update(csv).digest('hex'),
  };
}

/** Announces a file and sends its parts. @returns the import's id. */
export async function sent(
  stage: Stage,
  csv: string | Buffer,
  announced: object = {},
  asking: Asking = {},
): Promise<string> {
  const { status, body } = await stage.ask('POST /v1/imports', {
    ...asking,
    body: { ...announcementOf(csv), ...announced },
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  for (const [index, part] of partsOf(csv).entries()) {
    const answer = await stage.ask(`PUT /v1/imports/${body.id}/parts/${index + 1}`, {
      ...asking,
      type: 'text/csv',
      body: part,
    });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }
  return body.id;
}

/** Sends, starts and finishes. @returns the import as it stands then. */
// biome-ignore lint/suspicious/noExplicitAny: as the API answers
export async function importedFile(stage: Stage, csv: string | Buffer, announced: object = {}): Promise<any> {
  const id = await sent(stage, csv, announced);
  const { status, body } = await stage.ask(`POST /v1/imports/${id}/start`);
  if (status !== 202) throw new Error(JSON.stringify(body));
  await stage.drive(id);
  return (await stage.ask(`GET /v1/imports/${id}`)).body;
}

/** Every row outcome of an import, page after page. */
// biome-ignore lint/suspicious/noExplicitAny: as the API answers
export async function rowsOf(stage: Stage, id: string, outcome?: string): Promise<readonly any[]> {
  const found = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = [outcome && `outcome=${outcome}`, 'limit=200', cursor && `cursor=${cursor}`]
      .filter(Boolean)
      .join('&');
    const { body, status } = await stage.ask(`GET /v1/imports/${id}/rows?${query}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    found.push(...body.items);
    cursor = body.nextCursor;
  }
  return found;
}
