/** operations.md leads from a deployment to the first incident, says what a deployment changes beside its own, and counts its costs. */
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, textOf } from '#test/architecture/tree';
import { outcome } from '#test/cli/run';
import { openWorld, type World } from '#test/support/world';

const page = textOf('docs/operations.md');

/** The text below a heading, up to the next one of its level or higher. */
function section(heading: string): string {
  const [, level = ''] = /^(#+)/.exec(heading) ?? [];
  const rest = page.slice(page.indexOf(`\n${heading}\n`) + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${level.length}} `, 'm'));
  return end === -1 ? rest : rest.slice(0, end);
}

const onboarding = [
  'run',
  'onboard:msp',
  '--',
  '--slug',
  'contoso',
  '--name',
  'Contoso MSP',
  '--zone',
  'Europe/Berlin',
];

describe('field-report 4 after a deployment', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld('2026-06-15T07:00:00Z');
  });
  afterAll(() => world.close());

  it('the lines of operations.md make the first tenants and log the first incident, with a token of the claims it lists', {}, async () => {
    const [, block = ''] = /```sh\n(npm run onboard:msp[\s\S]*?)```/.exec(section('### The first tenants')) ?? [];
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(section('### Who may come in')) ?? [];
    const claims = JSON.parse(example);
    const issue = `curl -sf ${world.url}/_local/token -d '${JSON.stringify({ tenant: claims.tenant, user: claims.sub, roles: claims.roles })}'`;
    const script = block
      .replace('onboard:msp -- ', `onboard:msp -- --local ${world.url} `)
      .replace(/API=<ApiUrl>.*/, `API=${world.url}`)
      .replace(/TOKEN=<.*>/, `TOKEN=$(${issue} | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')`)
      // The stack of tests has these already.
      .replaceAll('northwind', 'contoso')
      .replaceAll('acme', 'fabrikam');

    const { code, out, err } = await outcome('bash', ['-euo', 'pipefail', '-c', script], process.env);

    expect(code, `${out}\n${err}`).toBe(0);
    expect(out).toContain('"tenant": "contoso", "roles": ["MSP"]');
    expect(out).toContain('"slug":"fabrikam"');
    expect(out).toContain('"id":"INC0000001"');
    for (const claim of ['tenant', 'sub', 'roles', 'name', 'azp'])
      expect(section('### Who may come in')).toContain(`| \`${claim}\` |`);
  });

  it('the command says in one line what was wrong', async () => {
    const at = (zone: string, ...more: readonly string[]) =>
      outcome('npm', ['-s', ...onboarding.slice(0, -1), zone, ...more], process.env, root);

    const wrongZone = await at('Europe/Nowhere', '--local', world.url);
    const nobody = await at('Europe/Berlin', '--local', 'http://127.0.0.1:9');
    const incomplete = await outcome('npm', ['-s', 'run', 'onboard:msp', '--', '--slug', 'contoso'], process.env, root);

    expect([wrongZone.code, nobody.code, incomplete.code]).toEqual([1, 1, 1]);
    expect(wrongZone.err).toContain('expected an IANA time zone');
    expect(nobody.err).toContain('run npm start first');
    expect(incomplete.err).toContain('--zone ZONE');
  });
});

it('field-report 4 in the cloud the command invokes the function of the stage that the configuration names', async () => {
  const asked: { readonly path: string; readonly body: unknown }[] = [];
  const lambda = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      asked.push({ path: decodeURIComponent(request.url ?? ''), body: JSON.parse(body) });
      response.end('null');
    });
  });
  await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
  const address = lambda.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const env = {
    ...process.env,
    ...{
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${port}`,
    },
  };

  const { code, err } = await outcome(
    'npm',
    ['-s', ...onboarding, '-c', 'config=infra/deploy.config.example.json'],
    env,
    root,
  );
  lambda.close();

  expect(code, err).toBe(0);
  expect(asked).toEqual([
    {
      path: '/2015-03-31/functions/helmdesk-prod-tenants/invocations',
      body: {
        source: 'helmdesk.operator',
        'detail-type': 'tenant.onboard',
        detail: { slug: 'contoso', name: 'Contoso MSP', zone: 'Europe/Berlin' },
      },
    },
  ]);
});

it('field-report 30 says what a deployment changes beside its own, what is not versioned, and how to watch the bill', () => {
  const beside = section('### What it changes beside its own');

  for (const said of ['AWS::ApiGateway::Account', 'receipt rule set', 'Concurrency', 'aws budgets create-budget'])
    expect(beside).toContain(said);
  expect(section('### Receive mail')).toContain('tlsPolicy');
  expect(section('## Restore')).toContain('not versioned');
});

/** Write units by what they are for, as the page's table of counts says; a row may name several things that cost the same each. */
const counted: ReadonlyMap<string, number> = new Map(
  [...section('## Costs').matchAll(/^\| ([^|`$]+?) \| \*{0,2}(\d+)(?: each)?\*{0,2} \| /gm)].flatMap(
    ([, what = '', units = '']) =>
      what
        .replaceAll('*', '')
        .split(', ')
        .map((each) => [each, Number(units)] as const),
  ),
);
const LIFE = ['create', 'assign', 'start-work', 'public comment', 'hold', 'resume', 'resolve', 'close'] as const;

it('field-report 31 the write units in the table of costs are those that an incident takes, and add up', {}, async () => {
  const world = await openWorld('2026-06-15T07:00:00Z');
  const ada = await world.as('ada', 'AGT LEAD');
  const spent = new Map<string, number>();
  const subject = {
    title: 'Mail does not arrive',
    description: 'd'.repeat(300),
    serviceId: 'mail',
    requesterId: 'rita',
  };
  const bodies: Readonly<Record<string, object>> = {
    assign: { group: 'service-desk', user: 'ada' },
    hold: { reason: 'awaiting_caller', comment: 'Since when?' },
    resolve: { code: 'solved_permanently', notes: 'Restarted the queue', category: 'mail' },
  };
  let record = '/v1/incidents';
  for (const step of LIFE) {
    const seen = step === 'create' ? {} : { 'if-match': (await ada.get(record)).headers.get('etag') ?? '' };
    await world.settled();
    let units = 0;
    const end = world.stack.observe(
      ({ operation, consumedCapacity = [] }) => {
        if (/Put|Update|Delete|Write/.test(operation))
          units += consumedCapacity.reduce((sum, each) => sum + each.capacityUnits, 0);
      },
      { consumedCapacity: true },
    );
    const headers = { ...seen, 'idempotency-key': `cost-${step}` };
    const body = {
      create: { ...subject, impact: 2, urgency: 2 },
      'public comment': { body: 'More soon.', visibility: 'public' },
    };
    const path = step === 'create' ? record : `${record}/${step === 'public comment' ? 'comments' : step}`;
    const answer = await ada.post(path, Object(body)[step] ?? bodies[step] ?? {}, { headers });
    await world.settled();
    end();
    expect(answer.status, `${step}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    spent.set(step, units);
    if (step === 'create') record = `/v1/incidents/${answer.body.id}`;
  }
  await world.close();

  for (const step of LIFE) {
    const said = counted.get(step) ?? 0;
    expect(
      Math.abs((spent.get(step) ?? 0) - said),
      `${step}: ${spent.get(step)}, and the page says ${said}`,
    ).toBeLessThanOrEqual(said / 4);
  }
  expect(counted.get('a life of these eight')).toBe(LIFE.reduce((sum, step) => sum + (counted.get(step) ?? 0), 0));
});
