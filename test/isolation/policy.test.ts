/** The synthesised policies: who may do what with the table; and policies with a hole, which the proof must notice. */
import { beforeAll, describe, expect, it } from 'vitest';
import { deployables } from '#functions/deployables';
import { assumeRole } from '#infra/local/edges/iam/assume-role';
import { sessionOf } from '#infra/local/edges/iam/principal';
import { type SynthesisedRoles, synthesiseRoles } from '#test/isolation/deployment';
import { holesIn } from '#test/isolation/judge';
import { rights } from '#test/isolation/principals';
import { holesOf } from '#test/isolation/probes';
import { rightsOf } from '#test/isolation/rights';

let synthesised: SynthesisedRoles;
beforeAll(() => {
  synthesised = synthesiseRoles();
});

describe('who may do what with the table', () => {
  it('the list of principals is complete, and each may do exactly what it says', () => {
    const { roles, table } = synthesised;

    const found = [...roles].map(([label, role]) => [label, [...rightsOf(role, table)].sort()] as const);

    const sorted = Object.entries(rights).map(([label, lines]) => [label, [...lines].sort()] as const);
    const having = found.filter(([, lines]) => lines.length > 0);
    expect(Object.fromEntries(having)).toEqual(Object.fromEntries(sorted));
  });

  it('the table lets nobody in by a policy of its own, and is copied nowhere', () => {
    const { properties } = synthesised.table;

    expect(properties).not.toHaveProperty('ResourcePolicy');
    expect(properties).not.toHaveProperty('KinesisStreamSpecification');
    expect(properties.StreamSpecification).not.toHaveProperty('ResourcePolicy');
  });

  it('the tenant role is assumed by the functions of processes and by nobody else', () => {
    const { roles, tenant } = synthesised;
    const byArn = new Map([[tenant.arn, tenant]]);
    const assumes = (label: string) => {
      const role = roles.get(label);
      if (!role) throw new Error(`no role ${label}`);
      const input = {
        roleArn: tenant.arn,
        sessionName: 'test',
        durationSeconds: 3600,
        tags: [['tenantId', 'abcdefghijkl'] as const],
        transitiveTagKeys: [],
        sessionPolicies: false,
      };
      try {
        assumeRole(sessionOf(role, label), input, { roles: byArn, now: Date.now });
        return true;
      } catch {
        return false;
      }
    };

    expect([...roles.keys()].filter(assumes).sort()).toEqual(deployables.map(({ id }) => id).sort());
  });

  it.each([
    ['no tag', []],
    ['an empty tag', [['tenantId', '']]],
    ['a wildcard', [['tenantId', '*']]],
    ['a wildcard that is long enough', [['tenantId', '????????????']]],
    ['a delimiter', [['tenantId', 'abcdefghijkl#x']]],
    [
      'another tag beside it',
      [
        ['tenantId', 'abcdefghijkl'],
        ['role', 'admin'],
      ],
    ],
  ] as const)('a session with %s is not to be had', (_name, tags) => {
    const { roles, tenant } = synthesised;
    const [caller] = deployables.flatMap(({ id }) => roles.get(id) ?? []);
    if (!caller) throw new Error('no process function');
    const input = {
      roleArn: tenant.arn,
      sessionName: 'test',
      durationSeconds: 3600,
      tags,
      transitiveTagKeys: [],
      sessionPolicies: false,
    };

    const assume = () =>
      assumeRole(sessionOf(caller, 'x'), input, { roles: new Map([[tenant.arn, tenant]]), now: Date.now });

    expect(assume).toThrow(/tenantId|TagKeys/);
  });
});

describe('the proof can fail', () => {
  /** The synthesised policy with something left out or put in. */
  const changed = (change: (text: string) => string): unknown => {
    const text = JSON.stringify(synthesised.tenantPolicy);
    const other = change(text);
    if (other === text) throw new Error('the change did not change the policy');
    return JSON.parse(other);
  };
  const withoutNull = (text: string) => text.replaceAll(/,"Null":\{[^}]*\}/g, '');
  const withScan = (text: string) => text.replace('"dynamodb:Query"', '"dynamodb:Query","dynamodb:Scan"');

  it('the policy as it is has no hole', () => {
    expect(holesOf(synthesised.tenant, synthesised.table)).toEqual([]);
  });

  it.each<[string, (text: string) => string, readonly string[]]>([
    [
      'without the delimiter',
      (text) => text.replaceAll('}#*"', '}*"'),
      ['get of another tenant', 'key without a delimiter'],
    ],
    [
      'without the tenant',
      (text) => text.replaceAll(/TENANT#[^"]*/g, 'TENANT#*'),
      ['get of another tenant', 'check on another tenant'],
    ],
    [
      'without the Null guard',
      withoutNull,
      ['query whose key cannot be told', 'batch with one key that cannot be told'],
    ],
    ['with Scan', withScan, ['scan with keys']],
    [
      'with Scan and without the Null guard',
      (text) => withScan(withoutNull(text)),
      ['scan', 'query whose key cannot be told'],
    ],
    [
      'with ForAnyValue',
      (text) => text.replaceAll('ForAllValues', 'ForAnyValue'),
      ['batch with one key of another tenant'],
    ],
    [
      'with the index of timers and no prefix',
      (text) => text.replace('/index/list"', '/index/due"').replaceAll(/TENANT#[^"]*/g, '*'),
      ['timers of all tenants', 'registry item'],
    ],
  ])('a policy %s is noticed', (_name, change, expected) => {
    const role = synthesised.tenantRoleWith(changed(change));

    expect(holesOf(role, synthesised.table)).toEqual(expect.arrayContaining([...expected]));
  });

  it('a policy without the delimiter is noticed on an ordinary request', () => {
    const { tenant, table, tenantRoleWith } = synthesised;
    const naive = tenantRoleWith(changed((text) => text.replaceAll('}#*"', '}*"')));
    const request = {
      action: 'dynamodb:GetItem',
      resource: table.arn,
      leadingKeys: ['TENANT#abcdefghijkl1#incident#1'],
      context: {},
      items: 1,
    };
    const asked = (role: typeof tenant) => ({
      principal: sessionOf(role, 'test', { tenantId: 'abcdefghijkl1' }),
      operation: 'GetItem',
      requests: [request],
    });

    expect(holesIn(asked(tenant))).toEqual([]);
    expect(holesIn(asked(naive))).toEqual(
      expect.arrayContaining([expect.stringContaining('a session of abcdefghijkl may do')]),
    );
  });

  it.each<[string, string]>([
    ['of another tenant', 'TENANT#abcdefghijkl#incident#1'],
    ['of a tenant whose id begins with its own', 'TENANT#abcdefghijkl12#incident#1'],
    ['of the registry', 'PLATFORM#tenant#abcdefghijkl1'],
  ])('a request for an item %s is noticed', (_name, leadingKey) => {
    const { tenant, table } = synthesised;
    const principal = sessionOf(tenant, 'test', { tenantId: 'abcdefghijkl1' });
    const request = {
      action: 'dynamodb:GetItem',
      resource: table.arn,
      leadingKeys: [leadingKey],
      context: {},
      items: 1,
    };

    expect(holesIn({ principal, operation: 'GetItem', requests: [request] })).not.toEqual([]);
  });

  it('a role with a wildcard on the table is noticed', () => {
    const { table, roles } = synthesised;
    const [clock] = [roles.get('clock')];
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['dynamodb:*Item', 'dynamodb:Sc*'], Resource: '*' }],
    };

    expect(clock && rightsOf(synthesised.tenantRoleWith(policy), table)).toEqual(
      expect.arrayContaining([expect.stringMatching(/Scan.* no key · table/)]),
    );
  });
});
