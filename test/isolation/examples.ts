/** Bodies to send, as the OpenAPI document that the stack serves gives them. */

/** Bodies that the OpenAPI document gives as examples, by operation. */
export async function examplesOf(url: string): Promise<ReadonlyMap<string, unknown>> {
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  };
  return new Map(
    Object.values(paths)
      .flatMap((path) => Object.values(path))
      .flatMap(({ operationId, requestBody }) =>
        operationId ? [[operationId, Object.values(requestBody?.content ?? {})[0]?.example] as const] : [],
      ),
  );
}
interface OpenApiOperation {
  readonly operationId?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
}
