/** IAM patterns: wildcards `*` and `?`, policy variables `${key}`, literal escapes `${*}` `${?}` `${$}`. */
import { type Context, cardinalityOf } from '#infra/local/edges/iam/context';

/** Compares a value with a compiled pattern. Throws UnresolvedVariable when a policy variable has no usable value. */
export type Matcher = (value: string, context: Context) => boolean;

/**
 * What a pattern is written in. `equals`: no wildcards. `string`: `*` matches anything. `resource`: `*` stays within a
 * colon-separated segment unless it ends one. `arn`: as ArnLike, the first five of six components are compared one by one.
 */
export type Dialect = 'equals' | 'string' | 'resource' | 'arn';

export interface PatternOptions {
  readonly ignoreCase?: boolean;
  /** Policy variables exist since policy version 2012-10-17; before, `${` is plain text. */
  readonly variables?: boolean;
}

/** A statement whose variable has no value does not apply, neither to allow nor to deny (as AWS documents). */
export class UnresolvedVariable extends Error {
  readonly key: string;
  constructor(key: string, why: string) {
    super(`policy variable \${${key}} ${why}`);
    this.key = key;
  }
}

/** A policy that cannot be evaluated as written. */
export class PolicyProblem extends Error {}

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' | 'one' }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback: string | undefined };

/** Parses a pattern once. Throws PolicyProblem when a variable is malformed or is not one the local edges supply. */
export function compilePattern(text: string, dialect: Dialect, options: PatternOptions = {}): Matcher {
  const { ignoreCase = false, variables = true } = options;
  const tokens = parse(text, dialect !== 'equals', variables);
  if (!tokens.some((token) => token.kind === 'variable')) {
    const expression = toRegExp(tokens, dialect, ignoreCase);
    return (value) => expression.test(value);
  }
  const cache = new Map<string, RegExp>();
  return (value, context) => {
    const resolved = tokens.map((token) => resolve(token, context));
    const cacheKey = resolved.map((token) => (token.kind === 'text' ? token.text : token.kind)).join('\0');
    let expression = cache.get(cacheKey);
    if (!expression) {
      if (cache.size >= 1000) cache.clear();
      expression = toRegExp(resolved, dialect, ignoreCase);
      cache.set(cacheKey, expression);
    }
    return expression.test(value);
  };
}

function parse(text: string, wildcards: boolean, variables: boolean): readonly Token[] {
  const tokens: Token[] = [];
  for (const [part, inner] of text.matchAll(variables ? /\$\{([^}]*)\}|\*|\?|[^*?$]+|\$/g : /\*|\?|[^*?]+/g)) {
    if (inner !== undefined) tokens.push(parseVariable(inner));
    else if (part === '*' && wildcards) tokens.push({ kind: 'any' });
    else if (part === '?' && wildcards) tokens.push({ kind: 'one' });
    else tokens.push({ kind: 'text', text: part });
  }
  return tokens;
}

function parseVariable(inner: string): Token {
  if (inner === '*' || inner === '?' || inner === '$') return { kind: 'text', text: inner };
  const [, key, fallback] = /^\s*([^,'\s]+)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inner) ?? [];
  if (!key) throw new PolicyProblem(`malformed policy variable \${${inner}}`);
  if (cardinalityOf(key) !== 'single') {
    throw new PolicyProblem(`policy variable \${${key}} is not a single-valued key that the local edges supply`);
  }
  return { kind: 'variable', key, fallback };
}

function resolve(token: Token, context: Context): Exclude<Token, { kind: 'variable' }> {
  if (token.kind !== 'variable') return token;
  const value = context.get(token.key.toLowerCase())?.[0] ?? token.fallback;
  if (value === undefined) throw new UnresolvedVariable(token.key, 'has no value in this request');
  // A value must never widen a pattern. STS refuses such tags, so this is a second wall.
  if (/[*?]/.test(value)) throw new UnresolvedVariable(token.key, `has a wildcard in its value '${value}'`);
  return { kind: 'text', text: value };
}

function toRegExp(tokens: readonly Token[], dialect: Dialect, ignoreCase: boolean): RegExp {
  let source = '';
  let colons = 0;
  const alone = tokens.length === 1;
  tokens.forEach((token, at) => {
    if (token.kind === 'text') {
      source += token.text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
      colons += token.text.split(':').length - 1;
      return;
    }
    const next = tokens[at + 1];
    const endsSegment = next === undefined || (next.kind === 'text' && next.text.startsWith(':'));
    const crosses =
      dialect === 'string' || (dialect === 'resource' && endsSegment) || (dialect === 'arn' && (colons >= 5 || alone));
    const unit = crosses ? '.' : '[^:]';
    source += token.kind === 'any' ? `${unit}*` : unit;
  });
  return new RegExp(`^${source}$`, ignoreCase ? 'isu' : 'su');
}
