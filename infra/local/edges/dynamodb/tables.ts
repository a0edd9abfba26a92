/** The tables of the deployment on the engine, and the streams that functions read. */
import type { Engine } from '#infra/local/edges/dynamodb/engine';
import { type TableKeys, tableKeys } from '#infra/local/edges/dynamodb/table';
import { authorize, type Principal } from '#infra/local/edges/iam/principal';
import type { Deployment, Resource } from '#infra/local/machine/template/template';

export interface Tables {
  /** The table with the timers' index. */
  readonly main: Resource;
  readonly keys: ReadonlyMap<string, TableKeys>;
  /** The engine's own ARN of the stream that the template knows by this ARN. Throws when there is none. */
  engineStream(templateArn: string): string;
}

/** Brings every table of the deployment into being. Throws when there is none with an index `due`. */
export async function createTables(deployment: Deployment, engine: Engine): Promise<Tables> {
  const tables = deployment.ofType('AWS::DynamoDB::Table');
  const keys = new Map(tables.map(({ name, properties }) => [name, tableKeys(properties)]));
  const main = tables.find(({ name }) => keys.get(name)?.indexes.has('due'));
  if (!main) throw new Error('no table of the templates has an index "due"');
  const streams = new Map<string, string>();
  for (const { arn, properties } of tables) {
    const { streamArn } = await engine.ensureTable(properties);
    if (streamArn !== undefined) streams.set(arn, streamArn);
  }
  return {
    main,
    keys,
    engineStream(templateArn) {
      const stream = streams.get(templateArn.replace(/\/stream\/.*$/, ''));
      if (stream === undefined) throw new Error(`${templateArn} is not the stream of a table in the templates`);
      return stream;
    },
  };
}

const READING = ['DescribeStream', 'GetRecords', 'GetShardIterator'];

/** Throws unless the function's role may read the stream: Lambda polls it with that role. */
export function requireStreamAccess(principal: Principal, streamArn: string): void {
  for (const action of READING.map((name) => `dynamodb:${name}`)) {
    const decision = authorize(principal, { action, resource: streamArn });
    if (!decision.allowed) throw new Error(`${principal.arn} may not ${action} on ${streamArn} ${decision.reason}`);
  }
}
