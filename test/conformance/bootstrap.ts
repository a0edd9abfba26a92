/** TEMPORARY */
import { marshall } from '@aws-sdk/util-dynamodb';
import { prepareAssembly } from '#infra/local/assembly';
import { callDynamoDb } from '#infra/local/dynamodb/control';
import { startStack } from '#infra/local/start';
import { configurationPk, documentKey, slugKey, tenantRegistryKey } from '#shared/store/keys';
import { tenantId } from '#shared/tenancy/tenant-id';
import { processes, services } from '#test/conformance/definitions';
import { NOW } from '#test/conformance/now';

export async function bootstrap() {
  const deployables = [
    ...processes.map(({ id, stage, records, consumes }) => ({
      id,
      stage,
      paths: records.map(({ path }) => path),
      consumes: consumes.map(({ source, detailType }) => ({ source, detailType })),
    })),
    ...services.map(({ id, stage, operations, consumes }) => ({
      id,
      stage,
      paths: [...new Set(operations.flatMap(({ path: [first] }) => first ?? []))],
      consumes: consumes.map(({ source, detailType }) => ({ source, detailType })),
    })),
  ];
  const assembly = await prepareAssembly(deployables as never);
  const stack = await startStack({ memory: true, quiet: true, frozenAt: NOW, throttle: false, assembly });
  const put = (item: object) =>
    callDynamoDb(stack.backend.engine.endpoint, 'PutItem', {
      TableName: 'helmdesk-local',
      Item: marshall(item, { removeUndefinedValues: true }),
    });
  for (const [slug, zone] of [
    ['acme', 'Europe/Berlin'],
    ['globex', 'America/New_York'],
  ] as const) {
    const id = tenantId(slug.padEnd(12, '0'));
    await put({ ...tenantRegistryKey(id), id, slug, kind: 'client', state: 'active', tier: 'standard' });
    await put({ ...slugKey(slug), tenantId: id });
    const document = (kind: string, docId: string, body: object) =>
      put({ ...documentKey(id, 'own', kind, docId), kind, id: docId, version: 1, body, updatedAt: NOW });
    await document('tenant', 'tenant', {
      slug,
      name: slug,
      zone,
      kind: 'client',
      cursorKey: Buffer.from(slug.repeat(8)).toString('base64url'),
    });
    await document('group', 'service-desk', { name: 'Service desk', active: true, members: ['ada', 'lea', 'gus'] });
    await document('group', 'change-advisory-board', { name: 'CAB', active: true, members: ['vera'] });
  }
  return stack;
}
