/** What a fresh stack is filled with before anyone sees it: an MSP and two clients, furnished through the API. */

/** What seeding may use: the stack as its users and its operator reach it. */
export interface SeedContext {
  /** Where the API answers. */
  readonly url: string;
  /** A token for a tenant (id or slug), a user and roles. */
  token(tenant: string, user: string, roles: readonly string[]): Promise<string>;
  /** Invokes a function by its name, as an operator does with `aws lambda invoke`; throws with the function's error. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** Resolves when everything that the last request set off has come to rest. */
  settled(): Promise<void>;
}

export interface SeededTenant {
  /** Its name in tokens and in `Itsm-Tenant`. */
  readonly slug: string;
  readonly name: string;
  readonly zone: string;
  /** Somebody to try it as. */
  readonly user: string;
  readonly roles: readonly string[];
}

const msp: SeededTenant = {
  slug: 'northwind',
  name: 'Northwind MSP',
  zone: 'Europe/Berlin',
  user: 'olga',
  roles: ['MSP'],
};

const clients: readonly SeededTenant[] = [
  { slug: 'acme', name: 'Acme', zone: 'Europe/Berlin', user: 'ada', roles: ['AGT', 'LEAD'] },
  { slug: 'globex', name: 'Globex', zone: 'America/New_York', user: 'gus', roles: ['AGT', 'LEAD'] },
];

/** The tenants that `seed` creates, and as whom to try them. */
export const seededTenants: readonly SeededTenant[] = [...clients, msp];

const office = [{ open: '08:00', close: '18:00' }];
const weekly = { mon: office, tue: office, wed: office, thu: office, fri: office };

/** Business calendars: Acme keeps the Easter holidays of 2026, Globex is closed on Thanksgiving. */
const calendars: Readonly<Record<string, unknown>> = {
  acme: {
    zone: 'Europe/Berlin',
    weekly,
    exceptions: [
      { date: '2026-04-03', closed: true },
      { date: '2026-04-06', closed: true },
      { date: '12-25', closed: true },
      { date: '01-01', closed: true },
    ],
  },
  globex: {
    zone: 'America/New_York',
    weekly,
    exceptions: [
      { date: '2026-11-26', closed: true },
      { date: '12-25', closed: true },
    ],
  },
};

const groups: Readonly<Record<string, unknown>> = {
  'service-desk': {
    name: 'Service desk',
    active: true,
    members: ['ada', 'bob', 'gus', 'lea', 'olga@northwind'],
    lead: 'lea',
  },
  network: { name: 'Network', active: true, members: ['ned', 'ada'] },
  databases: { name: 'Databases', active: true, members: ['dana'] },
  'retired-group': { name: 'Former group', active: false, members: [] },
  'change-advisory-board': { name: 'Change advisory board', active: true, members: ['vera', 'walt', 'ada'] },
};

/** Where the demonstration's new work goes: no ticket is left to nobody. */
const routing = {
  categories: [
    { category: 'network', group: 'network' },
    { category: 'database', group: 'databases' },
  ],
  services: [],
  defaultGroup: 'service-desk',
};

/**
 * Fills an empty stack. It is called again when it was interrupted, so each of its steps bears being repeated.
 * @param routes whether new work goes to groups by itself
 */
export async function seed({ url, token, invoke, settled }: SeedContext, routes: boolean): Promise<void> {
  const { slug, name, zone } = msp;
  await invoke('helmdesk-local-tenants', {
    source: 'helmdesk.operator',
    'detail-type': 'tenant.onboard',
    detail: { slug, name, zone },
  });
  const operator = await token(msp.slug, msp.user, ['MSP']);
  for (const client of clients) {
    await call(url, operator, 'POST', '/v1/tenants', { slug: client.slug, name: client.name, zone: client.zone });
    const administrator = await token(client.slug, 'tina', ['TAD']);
    await call(url, administrator, 'PUT', '/v1/calendars/business', calendars[client.slug]);
    for (const [id, group] of Object.entries(groups)) await call(url, administrator, 'PUT', `/v1/groups/${id}`, group);
    if (routes) await call(url, administrator, 'PUT', '/v1/routing', routing);
  }
  await settled();
}

/** @throws Error unless it succeeds, or was done before an interruption: then the document is there and asks for its version. */
async function call(url: string, token: string, method: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok || response.status === 428) return;
  throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
}
