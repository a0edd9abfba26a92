/** Statements on the table that hold only for partition keys of a given shape. */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Arns } from '#infra/names';
import { type IndexName, indexes } from '#shared/store/keys';

/** The index over what is due next in all tenants: for the clock worker alone. */
export const dueIndex = 'due' satisfies IndexName;

/** Every other index: their keys begin with a tenant, or with the registry's prefix. */
export const tenantIndexes: readonly string[] = Object.keys(indexes).filter((index) => index !== dueIndex);

/** Every action on single items. No Scan, no PartiQL, no streams, no table management. */
export const itemActions = [
  'dynamodb:GetItem',
  'dynamodb:BatchGetItem',
  'dynamodb:Query',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
] as const;

/**
 * `actions` on `resources`, if every partition key that the request addresses is like `pattern` and it addresses one at all.
 * `ForAllValues` alone is true of a request without keys (IAM User Guide, "Multivalued context keys"), hence `Null: false`.
 */
export function withLeadingKeys(
  pattern: string,
  actions: readonly string[],
  resources: readonly string[],
): PolicyStatement {
  return new PolicyStatement({
    actions: [...actions],
    resources: [...resources],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [pattern] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}

/** Item actions on the table and queries on its tenant indexes, for keys like `pattern`. */
export function itemAccess(arns: Arns, pattern: string): readonly PolicyStatement[] {
  return [
    withLeadingKeys(pattern, itemActions, [arns.table]),
    withLeadingKeys(pattern, ['dynamodb:Query'], tenantIndexes.map(arns.index)),
  ];
}
