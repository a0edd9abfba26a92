/** What people type, as the API takes it. */
import { InvalidArgumentError } from 'commander';
import { UsageError } from '#infra/cli/exit-codes';

/** A whole number above zero. @throws InvalidArgumentError */
export function integer(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('expected a whole number above zero.');
  return Number(text);
}

/** `--input '{"group":"network"}'` and `--set group=network`, the latter winning. @throws UsageError */
export function inputOf(given: { readonly input?: string; readonly set?: readonly string[] }): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...object(given.input) };
  for (const pair of given.set ?? []) {
    const [, name, value] = /^([A-Za-z]\w*)=([\s\S]*)$/.exec(pair) ?? [];
    if (name === undefined || value === undefined)
      throw new UsageError(`expected --set field=value, was given ${pair}`);
    fields[name] = jsonOrText(value);
  }
  return fields;
}

function object(text: string | undefined): object {
  if (text === undefined) return {};
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new UsageError(`expected --input with a JSON object, was given ${text.slice(0, 80)}`);
}

/** JSON where it is JSON, otherwise the text itself: `2` is a number, `network` a text. */
const jsonOrText = (text: string): unknown => parsed(text) ?? text;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The first so many. */
export async function take<T>(items: AsyncIterable<T>, limit: number): Promise<readonly T[]> {
  const taken: T[] = [];
  for await (const item of items) {
    taken.push(item);
    if (taken.length >= limit) break;
  }
  return taken;
}
