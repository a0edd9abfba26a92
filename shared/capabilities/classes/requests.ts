/** What a class asks of its records, all that it inherits included, as it is published. */
import { lineageOf } from '#shared/capabilities/classes/lineage';
import type { Context } from '#shared/engine/context';
import { loadSeen } from '#shared/engine/load';
import { knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';

/** GET …/{id}/schema. @throws Problem not-found where it was not published yet */
export async function readSchema(context: Context): Promise<Response> {
  const { store, request, definition } = context;
  knownParameters(request, []);
  const { record } = await loadSeen(context);
  const lineage = await lineageOf({ store, tenant: request.caller.tenant }, definition.type, record.uid);
  if ('broken' in lineage) throw new Problem('not-found', `${record.id} was not published yet`);
  const own = lineage.classes.at(-1);
  return {
    status: 200,
    body: {
      id: record.id,
      key: own?.key,
      version: own?.version,
      abstract: own?.abstract,
      lineage: lineage.classes.map(({ id, key, version }) => ({ id, key, version })),
      attributes: lineage.classes.flatMap(({ key, attributes }) =>
        attributes.map((attribute) => ({ ...attribute, from: key })),
      ),
    },
  };
}
