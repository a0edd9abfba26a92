/** Bodies that name other records: an example names one that there may not be, a test makes it first. */
import type { Body } from '#shared/grammar/examples';
import type { Fields } from '#shared/grammar/fields';

/** The body with records that there are wherever it names some that are looked up. @param make one of the type, answering its number */
export async function withReferred(fields: Fields, body: Body, make: (type: string) => Promise<string>): Promise<Body> {
  const there: Record<string, unknown> = {};
  for (const [name, { options }] of Object.entries(fields)) {
    const { refersTo } = options;
    if (!refersTo || refersTo.orWord || !(name in body)) continue;
    const number = await make(refersTo.type);
    there[name] = Array.isArray(body[name]) ? [number] : number;
  }
  return { ...body, ...there };
}
