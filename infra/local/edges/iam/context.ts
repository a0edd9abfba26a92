/** The request context of IAM: condition keys and their values. Key names are case-insensitive, also those of tags. */

/** Values by lower-case key. A key without values is as good as absent (IAM's "null data set"). */
export type Context = ReadonlyMap<string, readonly string[]>;

/** Builds a context; undefined values and empty lists leave the key out. */
export function contextOf(
  entries: Readonly<Record<string, string | readonly string[] | undefined>>,
  base?: Context,
): Context {
  const context = new Map(base);
  for (const [key, value] of Object.entries(entries)) {
    const values = typeof value === 'string' ? [value] : (value ?? []);
    if (values.length > 0) context.set(key.toLowerCase(), values);
  }
  return context;
}

const SINGLE = [
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:userid',
  'aws:requestedregion',
  'sts:rolesessionname',
  'sts:externalid',
  'dynamodb:enclosingoperation',
  'dynamodb:returnconsumedcapacity',
  'dynamodb:returnvalues',
  'dynamodb:select',
];
const MULTIPLE = [
  'aws:tagkeys',
  'sts:transitivetagkeys',
  'dynamodb:leadingkeys',
  'dynamodb:firstpartitionkeyvalues', // a synonym of LeadingKeys
];
const TAG_PREFIXES = ['aws:principaltag/', 'aws:requesttag/'];

const CARDINALITY = new Map<string, 'single' | 'multiple'>([
  ...SINGLE.map((key) => [key, 'single'] as const),
  ...MULTIPLE.map((key) => [key, 'multiple'] as const),
]);

/**
 * Whether the local edges supply this condition key, and whether it may have many values. Undefined for a key that they
 * do not supply: a policy that depends on it cannot be judged here, and the evaluator denies and says so.
 */
export function cardinalityOf(key: string): 'single' | 'multiple' | undefined {
  const name = key.toLowerCase();
  if (TAG_PREFIXES.some((prefix) => name.startsWith(prefix) && name.length > prefix.length)) return 'single';
  return CARDINALITY.get(name);
}
