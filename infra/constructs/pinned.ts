/** Logical ids that never change, so that moving a construct in the tree cannot replace what it made. */
import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Pins the CloudFormation logical id of the resource behind `construct`.
 * @throws TypeError when there is not exactly one such resource.
 */
export function pinLogicalId(construct: IConstruct, logicalId: string): void {
  resourceOf(construct).overrideLogicalId(logicalId);
}

/** The CloudFormation resource behind an L2 construct. */
export function resourceOf(construct: IConstruct): CfnResource {
  const child = construct.node.defaultChild ?? construct;
  if (CfnResource.isCfnResource(child)) return child;
  throw new TypeError(`${construct.node.path} has no single CloudFormation resource`);
}
