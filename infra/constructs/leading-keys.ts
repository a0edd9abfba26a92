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

/** Those that change nothing. */
export const readActions = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'] as const;

/**
 * `actions` on `resources`, if every partition key that the request addresses is like one of `patterns` and it addresses one at all.
 * `ForAllValues` alone is true of a request without keys (IAM User Guide, "Multivalued context keys"), hence `Null: false`.
 */
export function withLeadingKeys(
  patterns: readonly string[],
  actions: readonly string[],
  resources: readonly string[],
): PolicyStatement {
  return new PolicyStatement({
    actions: [...actions],
    resources: [...resources],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...patterns] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}

/** Item actions on the table and queries on its tenant indexes, for keys like one of `patterns`. */
export function itemAccess(arns: Arns, patterns: readonly string[]): readonly PolicyStatement[] {
  return [
    withLeadingKeys(patterns, itemActions, [arns.table]),
    withLeadingKeys(patterns, ['dynamodb:Query'], tenantIndexes.map(arns.index)),
  ];
}
