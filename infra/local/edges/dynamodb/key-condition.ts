/** The partition key value that a Query addresses, out of its key condition in either of its two notations. */
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';

/** A key attribute value as IAM sees it: the text of an S, N or B; undefined for anything else. */
export function keyText(value: unknown): string | undefined {
  const entries = Object.entries(asObject(value) ?? {});
  const [entry] = entries;
  if (entries.length !== 1 || !entry) return undefined;
  const [type, text] = entry;
  return type === 'S' || type === 'N' || type === 'B' ? asString(text) : undefined;
}

/**
 * The one value that the query's partition key must equal. Undefined when that cannot be told with certainty, such as a
 * condition that names the key twice, or uses anything but ANDed comparisons.
 */
export function partitionKeyValue(query: JsonObject, partitionKey: string): string | undefined {
  const expression = asString(query.KeyConditionExpression);
  const conditions = asObject(query.KeyConditions);
  if (expression !== undefined && conditions !== undefined) return undefined;
  return expression === undefined
    ? ofConditions(conditions, partitionKey)
    : ofExpression(
        expression,
        asObject(query.ExpressionAttributeNames),
        asObject(query.ExpressionAttributeValues),
        partitionKey,
      );
}

function ofConditions(conditions: JsonObject | undefined, partitionKey: string): string | undefined {
  const condition = asObject(conditions?.[partitionKey]);
  const values = asArray(condition?.AttributeValueList);
  return condition?.ComparisonOperator === 'EQ' && values.length === 1 ? keyText(values[0]) : undefined;
}

const TOKEN = /\s*(?:([#:]?[A-Za-z0-9_][A-Za-z0-9_.\-[\]#]*)|(<>|<=|>=|[=<>(),]))/y;

function ofExpression(
  expression: string,
  names: JsonObject | undefined,
  values: JsonObject | undefined,
  partitionKey: string,
): string | undefined {
  const tokens = tokenize(expression);
  if (!tokens || tokens.some((token) => /^(?:or|not|in)$/i.test(token) || token === '<>')) return undefined;
  const isPartitionKey = (token: string | undefined): boolean =>
    token !== undefined && (token.startsWith('#') ? names?.[token] : token) === partitionKey;

  const places = tokens.flatMap((token, at) => (isPartitionKey(token) ? [at] : []));
  const [at] = places;
  if (places.length !== 1 || at === undefined) return undefined;
  const placeholder = tokens[at + 1] === '=' ? tokens[at + 2] : tokens[at - 1] === '=' ? tokens[at - 2] : undefined;
  return placeholder?.startsWith(':') ? keyText(values?.[placeholder]) : undefined;
}

function tokenize(expression: string): readonly string[] | undefined {
  const text = expression.trim();
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    const token = match?.[1] ?? match?.[2];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}
