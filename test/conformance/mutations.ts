/** What can be wrong with a request: generators of bad values, bodies, queries, paths and headers. */
import fc, { type Arbitrary } from 'fast-check';
import type { Body } from '#shared/grammar/examples';

/** A request to one operation before anything is wrong with it; path segments stand as they go over the wire. */
export interface Plain {
  readonly operation: string;
  readonly method: string;
  readonly path: readonly string[];
  /** Where it is a JSON object. */
  readonly body: Body | undefined;
  /** As it goes over the wire. */
  readonly text?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The same with something wrong, and what that is. */
export interface Bad {
  readonly operation: string;
  readonly wrong: string;
  readonly method: string;
  readonly path: readonly string[];
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or what is not even that. */
  readonly text: string | undefined;
}

/** Names that every JavaScript object answers to. */
const inherited = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'];

const nested = (depth: number): unknown => (depth === 0 ? {} : { a: [nested(depth - 1)] });

const texts: Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\u001b[31m',
    '\u202eabc',
    '\ud800',
    'x\udfffy',
    '👩‍👩‍👧',
    '\r\nX-Evil: 1',
  ),
  fc.constantFrom('x'.repeat(200), 'x'.repeat(40_000), '€'.repeat(31_000), '#', 'a#b', 'TENANT#globex000000#'),
  fc.constantFrom('2026-13-45T25:61:00Z', '2026-02-30T00:00:00Z', '0000-00-00', '9999-12-31T23:59:59Z', 'P1000Y'),
  fc.constantFrom(...inherited, "' OR 1=1 --", '<script>alert(1)</script>', '../../etc/passwd'),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

const numbers: Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -1, 4, 1.5, 1e15, -1e15, 1e16, 1e308, 5e-324, -0, 2 ** 53, 2 ** 63),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** A value that hardly any field accepts. */
const values: Arbitrary<unknown> = fc.oneof(
  texts,
  numbers,
  fc.constantFrom(null, true, false, [], {}, [[]], [null], { constructor: 1 }),
  fc.constantFrom(6, 25, 200).map(nested),
  fc.array(texts, { maxLength: 5 }),
  fc.constantFrom(101, 1001, 20_000).map((length) => Array.from({ length }, (_, i) => `item-${i}`)),
  fc.dictionary(texts, texts, { maxKeys: 3 }),
  fc.jsonValue(),
);

interface Wrong<T> {
  readonly wrong: string;
  readonly value: T;
}

function bodies(body: Body): Arbitrary<Wrong<string>> {
  const fields = Object.keys(body);
  const json = (wrong: string, arbitrary: Arbitrary<unknown>): Arbitrary<Wrong<string>> =>
    arbitrary.map((value) => ({ wrong, value: JSON.stringify(value) }));
  const withField = (name: Arbitrary<string>): Arbitrary<unknown> =>
    fc.tuple(name, values).map(([key, value]) => Object.fromEntries([...Object.entries(body), [key, value]]));
  const broken = fc.constantFrom(
    ...[
      '{',
      '{"title":',
      '[1,',
      'null',
      '"text"',
      '42',
      '[]',
      '{"a":1}}',
      '\ufeff{}',
      "{'a':1}",
      '{"a":NaN}',
      '\u0000',
    ],
    ...['{"title":"a","title":1}', '{"__proto__":{"title":"x"}}', `${'['.repeat(5000)}${']'.repeat(5000)}`],
    'x'.repeat(1_100_000),
  );
  const choices: Arbitrary<Wrong<string>>[] = [
    json(
      'an unknown key',
      withField(fc.oneof(fc.constantFrom('colour', 'state', 'uid', 'tenantId', ...inherited), texts)),
    ),
    json('another value for the whole body', values),
    broken.map((value) => ({ wrong: 'not the JSON of an object', value })),
  ];
  if (fields.length > 0) {
    const name = fc.constantFrom(...fields);
    choices.push(json('a field of a wrong value', withField(name)));
    choices.push(
      json(
        'a field is missing',
        name.map((missing) => Object.fromEntries(Object.entries(body).filter(([key]) => key !== missing))),
      ),
    );
  }
  return fc.oneof(...choices);
}

const queries: Arbitrary<string> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        ...['limit', 'cursor', 'sort', 'fields', 'state', 'assignedTo', 'assignedGroup', 'requesterId', 'q', 'tag'],
        ...['createdAt[gte]', 'updatedAt[gte]', 'asOf', 'from', 'to', 'dryRun', 'colour', 'constructor', 'watcher'],
      ),
      fc.oneof(
        fc.constantFrom('', '0', '-1', '1e3', 'NaN', '201', 'me', 'true', 'perhaps', 'x'.repeat(3000), '2026-99-99'),
        texts.filter((text) => text.length < 1000),
      ),
    )
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value.toWellFormed())}`),
  fc.constantFrom(
    'limit=%',
    'limit=%zz',
    '%00=%00',
    '=',
    '&&&',
    '?',
    'limit=1&limit=2',
    'sort=priority,dueAt&assignedTo=%F0%28',
  ),
  fc.constant(`sort=priority,dueAt&assignedTo=${'y'.repeat(2500)}`),
  fc.constant(`requesterId=${'y'.repeat(2500)}`),
);

/** Segments where an id belongs. */
const ids: Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '%00',
    '%ff',
    '%',
    '%zz',
    '%2e%2e',
    '%2F',
    '%23',
    '.',
    '~',
    'INC',
    'INC0',
    'INC99999999999',
    '-1',
    '0',
  ),
  fc.constantFrom(
    ...inherited,
    'z'.repeat(4000),
    '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    '01arz3ndektsv4rrffq69g5fa',
    '%F0%9F%92%A9',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).map((text) => encodeURIComponent(text.toWellFormed())),
);

const headers: Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  fc
    .constantFrom(
      'garbage',
      '""',
      '"',
      '"0"',
      '"-1"',
      'W/"1"',
      '"1',
      '1',
      '*',
      '"99999999999999999999"',
      'x'.repeat(3000),
      ',,,',
    )
    .map((value) => ({ 'if-match': value })),
  fc
    .constantFrom('', 'k'.repeat(256), 'k'.repeat(4000), ' ', '\u00e9'.repeat(100))
    .map((value) => ({ 'idempotency-key': value })),
  fc
    .constantFrom(
      'text/plain',
      'application/xml',
      'multipart/form-data; boundary=x',
      '/',
      '',
      'application/json-patch+json',
    )
    .map((value) => ({ 'content-type': value })),
  fc
    .constantFrom('globex', 'northwind', 'nobody', '../acme', 'x'.repeat(500))
    .map((value) => ({ 'itsm-tenant': value })),
  fc
    .constantFrom('Bearer', 'Bearer x', 'Bearer hd_x', 'Basic YTpi', 'Bearer a.b.c', '')
    .map((value) => ({ authorization: value })),
  fc.constantFrom('gzip', 'br', 'x').map((value) => ({ 'content-encoding': value })),
);

const writes = (method: string): boolean => method !== 'GET' && method !== 'DELETE';

/** The request with one thing wrong. */
export function bad(plain: Plain): Arbitrary<Bad> {
  const text = plain.body === undefined ? undefined : JSON.stringify(plain.body);
  const { operation, method, path } = plain;
  const same = { operation, method, path, query: '', headers: plain.headers, text };
  const at = path.flatMap((_, index) => (index >= 2 ? [index] : []));
  const choices: Arbitrary<Bad>[] = [
    queries.map((query) => ({ ...same, query, wrong: 'the query' })),
    headers.map((more) => ({ ...same, headers: { ...plain.headers, ...more }, wrong: 'a header' })),
    ids.map((segment) => ({ ...same, path: [...path, segment], wrong: 'one segment more' })),
    fc
      .constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE')
      .filter((other) => other !== method)
      .map((other) => ({ ...same, method: other, text: writes(other) ? '{}' : undefined, wrong: 'the method' })),
  ];
  if (at.length > 0) {
    const replaced = fc.tuple(fc.constantFrom(...at), ids);
    choices.push(replaced.map(([index, id]) => ({ ...same, path: path.with(index, id), wrong: 'a segment' })));
  }
  if (writes(method)) {
    const wrongBody = bodies(plain.body ?? {}).map(({ wrong, value }) => ({ ...same, text: value, wrong }));
    choices.push(wrongBody, wrongBody, wrongBody, wrongBody);
  }
  return fc.oneof(...choices);
}
