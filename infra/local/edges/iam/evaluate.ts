/** IAM policies of an identity, and the decision on one request: an explicit Deny wins, else an Allow, else denied. */

import { PolicyProblem } from '#infra/local/edges/iam/pattern';
import { compileStatement, type IamRequest, type Statement } from '#infra/local/edges/iam/statement';
import { asArray, asString, isObject } from '#infra/local/machine/json';

export interface Policy {
  readonly name: string;
  readonly statements: readonly Statement[];
  /** What in the document cannot be evaluated; a policy with problems denies everything. */
  readonly problems: readonly string[];
}

export interface Decision {
  readonly allowed: boolean;
  /** Policy and statement that decided: `policy/statement`. Absent when nothing allowed the request. */
  readonly by?: string;
  /** One sentence a person can act on. */
  readonly reason: string;
}

/** Reads a policy document as it stands in a template whose intrinsics are resolved. Never throws; see `problems`. */
export function definePolicy(name: string, document: unknown): Policy {
  return compileDocument(name, document, (statement, id, variables) => compileStatement(statement, id, variables));
}

/** Decides whether the identity that has these policies may do this. Policies that cannot be evaluated deny. */
export function evaluate(policies: readonly Policy[], request: IamRequest): Decision {
  const broken = policies.find((policy) => policy.problems.length > 0);
  if (broken) return { allowed: false, reason: `cannot evaluate policy ${broken.name}: ${broken.problems.join('; ')}` };

  let allowedBy: string | undefined;
  const nearMisses: string[] = [];
  for (const policy of policies) {
    for (const statement of policy.statements) {
      const applies = statement.applies(request);
      if (applies === false) continue;
      const by = `${policy.name}/${statement.id}`;
      if (applies !== true) nearMisses.push(`${by}: ${applies}`);
      else if (statement.effect === 'Deny') return { allowed: false, by, reason: `with an explicit deny in ${by}` };
      else allowedBy ??= by;
    }
  }
  if (allowedBy) return { allowed: true, by: allowedBy, reason: `allowed by ${allowedBy}` };
  const closest = nearMisses.length > 0 ? ` (${nearMisses.join('; ')})` : '';
  return {
    allowed: false,
    reason: `because no identity-based policy allows the ${request.action} action${closest}`,
  };
}

/** Compiles every statement of a document with the given compiler, gathering what it cannot compile as problems. */
export function compileDocument<S extends Statement>(
  name: string,
  document: unknown,
  compile: (statement: Readonly<Record<string, unknown>>, id: string, variables: boolean) => S,
): { readonly name: string; readonly statements: readonly S[]; readonly problems: readonly string[] } {
  if (!isObject(document)) return { name, statements: [], problems: ['the document is not an object'] };
  const problems: string[] = [];
  const statements: S[] = [];
  const variables = document.Version === '2012-10-17';
  const written = Array.isArray(document.Statement) ? asArray(document.Statement) : [document.Statement];
  written.forEach((statement, at) => {
    const id = (isObject(statement) && asString(statement.Sid)) || `statement ${at + 1}`;
    try {
      if (!isObject(statement)) throw new PolicyProblem('is not an object');
      statements.push(compile(statement, id, variables));
    } catch (error) {
      if (!(error instanceof PolicyProblem)) throw error;
      problems.push(`${id}: ${error.message}`);
    }
  });
  return { name, statements, problems };
}
