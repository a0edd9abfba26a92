/** What the API's description shows of each operation: a body and its media type, and parameters of its path. */
import { isSchema, type Schema } from '#shared/describe/openapi/schema';

export interface Shown {
  readonly mediaType?: string;
  /** The example of the body. */
  readonly body?: unknown;
  /** By name, of the path: its example, or the first value that its schema allows by name or number. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** By operation id. */
export type ShownOperations = ReadonlyMap<string, Shown>;

const objectOf = (value: unknown): Schema => (isSchema(value) ? value : {});

function shownValue({ example, schema }: Schema): unknown {
  const { enum: words, type, minimum } = objectOf(schema);
  return example ?? (Array.isArray(words) ? words[0] : type === 'integer' ? minimum : undefined);
}

function parametersOf(stated: unknown): Shown['parameters'] {
  const inPath = [stated].flat().filter((each): each is Schema => isSchema(each) && each.in === 'path');
  return Object.fromEntries(
    inPath.flatMap((each) => {
      const value = shownValue(each);
      return value === undefined ? [] : [[String(each.name), String(value)]];
    }),
  );
}

/** @param document the OpenAPI description, as JSON has it */
export function shownIn(document: unknown): ShownOperations {
  const operations = Object.values(objectOf(objectOf(document).paths)).flatMap((path) => Object.values(objectOf(path)));
  return new Map(
    operations.map((operation) => {
      const { operationId, requestBody, parameters } = objectOf(operation);
      const [[mediaType, media] = []] = Object.entries(objectOf(objectOf(requestBody).content));
      const body = objectOf(media).example;
      return [
        String(operationId),
        { ...(mediaType !== undefined && { mediaType, body }), parameters: parametersOf(parameters) },
      ];
    }),
  );
}

/** What a running stack shows. */
export const shownBy = async (url: string): Promise<ShownOperations> =>
  shownIn(await (await fetch(`${url}/openapi.json`)).json());
