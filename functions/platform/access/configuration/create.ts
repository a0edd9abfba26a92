/** A document under a name of its own, given with it: what `PUT /v1/{path}/{id}` sets, for who would rather post. */
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import type { DocumentForm } from '#shared/tenancy/document-form';
import { DOCUMENT_ID, placeOf, write } from './documents.ts';

/** The body of a POST: the document with its id. @throws Error when the kind's documents are no objects */
export function postedSchema({ kind, schema }: DocumentForm): z.ZodMiniObject {
  if (!(schema instanceof z.ZodMiniObject)) throw new Error(`a ${kind} is no object, so that it cannot bear its id`);
  return z.extend(schema, {
    id: z.string().check(z.maxLength(80), z.regex(DOCUMENT_ID, 'expected up to 80 characters of a-z, 0-9 and -')),
  });
}

/** POST /v1/{path}. The same once more, after a lost answer, is answered as before. @throws Problem duplicate, validation-failed */
export const create =
  (form: DocumentForm) =>
  async (call: Call<Readonly<Record<string, unknown>>>): Promise<Response> => {
    const { id: named, ...document } = call.body;
    const id = String(named);
    const { documents } = await placeOf(call.request.caller.tenant);
    const own = documents.find((each) => each.kind === form.kind && each.id === id && each.origin === 'own');
    if (own && !isDeepStrictEqual(own.body, document)) {
      const noun = form.title.toLowerCase();
      throw new Problem('duplicate', `there is a ${noun} ${id} of your own; change it by PUT, or choose another id`);
    }
    const ifMatch = own ? `"${own.version}"` : call.request.ifMatch;
    const request = { ...call.request, ifMatch };
    const answer = await write(form)({ ...call, request, body: document, parameters: { id } });
    return {
      ...answer,
      status: call.dryRun ? 200 : 201,
      headers: { ...answer.headers, location: `/v1/${form.path}/${id}` },
    };
  };
