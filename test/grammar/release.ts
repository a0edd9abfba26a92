/** A release of the specimen, as its people and its agent see it through the API. */
import { randomUUID } from 'node:crypto';

/** How a test reaches a stack, be it in its own process or another. */
export interface Reach {
  readonly url: string;
  authorization(user: string, roles: string): Promise<string>;
  advance(duration: string): Promise<void>;
  settled(): Promise<void>;
}

export interface Seen {
  readonly state: string;
  readonly deployed?: readonly string[];
  readonly rolledBack?: readonly string[];
  readonly workflow: {
    readonly phase: string;
    readonly step?: string;
    readonly execution: number;
    readonly at: Readonly<Record<string, string>>;
    readonly failures: readonly { readonly step: string; readonly because: string }[];
  };
}

interface Answer {
  readonly status: number;
  readonly etag: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers of every shape, and a wrong guess fails the test.
  readonly body: any;
}

const PATIENCE_MS = 90_000;

/** Its people are not described in the API, as it is no process of ours: requests go out as they are. */
export async function openRelease(reach: Reach, fields: object) {
  const request = async (roles: string, method: string, path: string, body?: object, etag = ''): Promise<Answer> => {
    const response = await fetch(`${reach.url}/v1/releases${path}`, {
      method,
      headers: {
        authorization: await reach.authorization(roles.toLowerCase(), roles),
        ...(body && { 'content-type': 'application/json' }),
        ...(etag && { 'if-match': etag }),
        ...(body && { 'idempotency-key': randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const { status, headers } = response;
    return { status, etag: headers.get('etag') ?? '', body: await response.json() };
  };
  const created = await request('REL', 'POST', '', { title: 'Release 4.2', environments: ['test', 'live'], ...fields });
  if (created.status !== 201) throw new Error(`creating answered ${created.status}: ${JSON.stringify(created.body)}`);
  const uid = String(created.body.uid);
  const read = async (): Promise<Seen> => {
    await reach.settled();
    return (await request('REL', 'GET', `/${uid}`)).body;
  };
  const act = async (command: string, input: object = {}, roles = 'REL'): Promise<number> => {
    const { etag } = await request(roles, 'GET', `/${uid}`);
    const { status, body } = await request(roles, 'POST', `/${uid}/${command}`, input, etag);
    if (status !== 200 && status !== 409) throw new Error(`${command} answered ${status}: ${JSON.stringify(body)}`);
    return status;
  };
  const at = (place: string): object => {
    const [environment, wave] = place.split('/');
    return { environment, wave };
  };
  const place = async (): Promise<string> => {
    const { workflow } = await read();
    return [workflow.step ?? workflow.phase, ...Object.values(workflow.at)].join(' ');
  };
  /** Waits for it to come to a place: what brings it there is somebody else's, and takes its time. */
  const comesTo = async (wanted: string): Promise<string> => {
    const patience = performance.now() + PATIENCE_MS;
    for (;;) {
      const now = await place();
      if (now === wanted || performance.now() > patience) return now;
    }
  };
  return {
    uid,
    read,
    act,
    place,
    comesTo,
    /** The agent says something of a wave, such as `live/10`. */
    report: (what: 'progress' | 'done' | 'failed', of: string) => act(`report-${what}`, at(of), 'INT'),
    /** Accepts, and has the agent deploy, what the release goes through up to and with this wave. */
    async through(waves: readonly string[]): Promise<void> {
      for (const wave of waves) {
        if ((await place()).startsWith('goNoGo')) await act('accept');
        const wanted = `agent ${wave.replace('/', ' ')}`;
        const came = await comesTo(wanted);
        if (came !== wanted) throw new Error(`${wanted} is not waited for, but ${came}`);
        const status = await this.report('done', wave);
        if (status !== 200) throw new Error(`the report answered ${status}`);
        await reach.settled();
      }
    },
    async commands(): Promise<readonly string[]> {
      await reach.settled();
      const { items } = (await request('REL', 'GET', `/${uid}/history`)).body;
      return items.map(({ command }: { command: string }) => command);
    },
  };
}
