/** Who may assume a role, as its trust policy says. */
import { describe, expect, it } from 'vitest';
import { contextOf } from '#infra/local/edges/iam/context';
import { type Caller, defineTrustPolicy, evaluateTrust } from '#infra/local/edges/iam/trust';

const CALLER: Caller = {
  arn: 'arn:aws:sts::123456789012:assumed-role/helmdesk-local-process-x/run',
  roleArn: 'arn:aws:iam::123456789012:role/helmdesk-local-process-x',
  account: '123456789012',
};

function decide(statement: Readonly<Record<string, unknown>>) {
  const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }];
  const trust = defineTrustPolicy('tenant', { Version: '2012-10-17', Statement });
  const context = contextOf({ 'aws:PrincipalArn': CALLER.roleArn });
  return evaluateTrust(trust, CALLER, {
    action: 'sts:AssumeRole',
    resource: 'arn:aws:iam::123456789012:role/tenant',
    context,
  });
}

describe('principals', () => {
  it.each([
    ['the role of the caller', { AWS: CALLER.roleArn }, true, false],
    ['one of a list', { AWS: ['arn:aws:iam::123456789012:role/other', CALLER.roleArn] }, true, false],
    ['the session itself', { AWS: CALLER.arn }, true, false],
    ['the root of the account: the caller needs a policy too', { AWS: 'arn:aws:iam::123456789012:root' }, true, true],
    ['the bare number of the account', { AWS: '123456789012' }, true, true],
    ['everybody', '*', true, false],
    ['another account', { AWS: 'arn:aws:iam::999999999999:root' }, false, false],
    ['another role', { AWS: 'arn:aws:iam::123456789012:role/other' }, false, false],
    ['a service', { Service: 'lambda.amazonaws.com' }, false, false],
  ])('%s', (_name, principal, allowed, delegated) => {
    expect(decide({ Principal: principal })).toMatchObject({ allowed, delegated });
  });
});

it('a deny wins', () => {
  const trust = defineTrustPolicy('tenant', {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'sts:*', Principal: '*' },
      { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: { AWS: CALLER.roleArn } },
    ],
  });

  const decision = evaluateTrust(trust, CALLER, { action: 'sts:AssumeRole', resource: '*', context: contextOf({}) });

  expect(decision).toMatchObject({ allowed: false, by: 'tenant/statement 2' });
});

it('conditions hold for the caller', () => {
  const Principal = { AWS: '123456789012' };
  const like = (pattern: string) => ({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::123456789012:role/${pattern}` } });

  expect(decide({ Principal, Condition: like('helmdesk-local-process-*') }).allowed).toBe(true);
  expect(decide({ Principal, Condition: like('other-*') })).toMatchObject({
    allowed: false,
    reason: expect.stringContaining('ArnLike'),
  });
});

it.each([
  ['a wildcard within a principal', { Principal: { AWS: 'arn:aws:iam::123456789012:role/*' } }, 'no wildcards'],
  ['NotPrincipal', { NotPrincipal: { AWS: '*' } }, 'NotPrincipal is not supported'],
  ['no principal', {}, 'Principal must be'],
])('%s cannot be evaluated and is denied', (_name, statement, reason) => {
  expect(decide(statement)).toMatchObject({ allowed: false, reason: expect.stringContaining(reason) });
});
