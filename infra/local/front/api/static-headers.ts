/** Headers that a description states as parameters of an answer, each a static value in single quotes. */
import { asObject } from '#infra/local/machine/json';

/** By name, in small letters. */
export function staticHeaders(parameters: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(asObject(parameters) ?? {}).map(([name, value]) => [
      name.replace(/^(method\.response|gatewayresponse)\.header\./, '').toLowerCase(),
      String(value).replace(/^'(.*)'$/s, '$1'),
    ]),
  );
}
