/** What a function behind a proxy integration answers, as an HTTP response. */
import { asArray, asObject, isObject } from '#infra/local/machine/json';

export interface ProxyResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** Reads a function's answer; undefined when API Gateway would call it malformed. */
export function proxyResult(payload: string, decodesBase64: boolean): ProxyResult | undefined {
  const result = asObject(JSON.parse(payload));
  const status = Number(result?.statusCode);
  const { body = '', headers, multiValueHeaders, isBase64Encoded } = result ?? {};
  if (!result || !Number.isInteger(status) || status < 100 || status > 599) return undefined;
  if (typeof body !== 'string' && body !== null) return undefined;
  if ([headers, multiValueHeaders].some((each) => each !== undefined && each !== null && !isObject(each)))
    return undefined;
  const single = Object.entries(asObject(headers) ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  const multiple = Object.entries(asObject(multiValueHeaders) ?? {}).map(([name, values]) => [
    name.toLowerCase(),
    asArray(values).map(String),
  ]);
  return {
    status,
    headers: { 'content-type': 'application/json', ...Object.fromEntries([...single, ...multiple]) },
    body: Buffer.from(body ?? '', isBase64Encoded === true && decodesBase64 ? 'base64' : 'utf8'),
  };
}
