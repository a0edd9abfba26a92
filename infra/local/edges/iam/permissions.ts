/** Which service may invoke which function: AWS::Lambda::Permission, a function's resource policy. */

import { compilePattern } from '#infra/local/edges/iam/pattern';
import { asString } from '#infra/local/machine/json';
import type { Deployment } from '#infra/local/machine/template/template';

export interface InvokePermissions {
  /** Throws, naming what is missing, unless the service may invoke the function on behalf of the source. */
  require(service: string, functionArn: string, sourceArn: string): void;
}

const NO_CONTEXT: ReadonlyMap<string, readonly string[]> = new Map();

/** Reads the permissions of the deployment, so that one that is missing is noticed here and not in the cloud. */
export function invokePermissions(deployment: Deployment): InvokePermissions {
  const permissions = deployment.ofType('AWS::Lambda::Permission').map(({ properties }) => {
    const source = asString(properties.SourceArn);
    const pattern = source === undefined ? undefined : compilePattern(source, 'arn', { variables: false });
    return {
      service: String(properties.Principal),
      functionName: nameOf(String(properties.FunctionName)),
      covers: (sourceArn: string) => pattern === undefined || pattern(sourceArn, NO_CONTEXT),
    };
  });
  return {
    require(service, functionArn, sourceArn) {
      const found = permissions.some(
        (permission) =>
          permission.service === service &&
          permission.functionName === nameOf(functionArn) &&
          permission.covers(sourceArn),
      );
      if (!found) throw new Error(`${sourceArn}: no AWS::Lambda::Permission lets ${service} invoke ${functionArn}`);
    },
  };
}

const nameOf = (nameOrArn: string): string => nameOrArn.replace(/^.*:function:/, '');
