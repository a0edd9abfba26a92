/** Says why a rule of the security checks does not apply to a construct; kept beside the construct it is about. */
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Acknowledges `rule` (such as `AwsSolutions-SF2`) on `construct` and what it contains, for `reason`. */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: rule, reason });
}
