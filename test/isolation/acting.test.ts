/** Everything that is stored, timed, stepped through, signed or asked for by a write has an answer: whose it is, and who asks. */
import { expect, it } from 'vitest';
import { documentForms } from '#functions/document-forms';
import { owners } from '#functions/platform/exchange/webhooks/readable';
import { schedule } from '#functions/platform/records/schedules/schedule/schedule';
import { processes, services } from '#functions/registry';
import { type Acting, acting as ofServices } from '#shared/tenancy/acting';
import { filesIn, textOf } from '#test/architecture/tree';
import { atRest, recordsThatAct } from '#test/isolation/at-rest';

/** Of services, and of records whose letterbox says so. */
const acting: Readonly<Record<string, Acting>> = { ...ofServices, ...recordsThatAct };
const answered = (kind: string): boolean => kind in acting || kind in atRest;
const sources = [...filesIn('functions'), ...filesIn('shared')].filter((path) => path.endsWith('.ts'));
const unanswered = (found: Iterable<string>): readonly string[] =>
  [...new Set(found)].filter((kind) => !answered(kind));

it('field-report 1 every kind of item in a tenant’s partitions and in the registry is answered for', () => {
  const text = sources
    .filter((path) => path.endsWith('/keys.ts'))
    .map(textOf)
    .join();
  const ofTenants = [...text.matchAll(/tenantKey\((?:tenant|client), '([a-z-]+)'/g)].map(([, kind = '']) => kind);
  const ofPlatform = [...text.matchAll(/platformPrefix\('([a-z-]+)'\)/g)].map(([, kind = '']) => kind);

  expect([ofTenants.length > 30, ofPlatform.length > 4]).toEqual([true, true]);
  expect(unanswered([...ofTenants, ...ofPlatform])).toEqual([]);
});

it('field-report 1 every record type, document and job is answered for', () => {
  const types = processes.flatMap(({ records }) => records.map(({ type }) => type));
  const documents = documentForms.map(({ kind }) => kind);
  const jobs = sources.flatMap((path) =>
    [...textOf(path).matchAll(/: JobKind<\w+> = \{\s*type: '([a-z-]+)'/g)].map(([, type = '']) => type),
  );

  expect(jobs.sort()).toEqual(['erasure', 'import', 'operation', 'retiming']);
  expect(unanswered([...types, ...documents, ...jobs])).toEqual([]);
});

it('field-report 1 what acts by the clock is known: a service or a record with timers is answered for here', () => {
  const timed = processes.flatMap(({ records }) => records.flatMap(({ type, timers }) => (timers ? [type] : [])));
  const ticking = services.flatMap(({ id, tick }) => (tick ? [id] : []));

  expect(timed.sort()).toEqual([
    'alert',
    'approval',
    'incident',
    'knowledge',
    'major-incident',
    'request',
    'request-task',
    'schedule',
    'service-notice',
  ]);
  expect(ticking.sort()).toEqual(['attachments', 'notifications', 'retention', 'webhooks']);
});

/** What each file signs that somebody holds in their hand. */
const SIGNED: Readonly<Record<string, string>> = {
  'shared/kit/approval/token.ts': 'decision-token',
  'functions/platform/exchange/webhooks/sign.ts': 'webhook',
  'shared/capabilities/attachments/requests.ts': 'download-link',
  'shared/http/cursor.ts': 'cursor',
};
/** Requests of our own, gone before anybody sees them; digests; and what opens nothing to who has no grant of their own, such as a task's token (ADR 75). */
const SIGNS_FOR_NOBODY = [
  'shared/capabilities/task-kinds/kinds.ts',
  'functions/platform/exchange/imports/chain.ts',
  'shared/aws/json-signature.ts',
  'shared/aws/signature.ts',
  'shared/engine/history.ts',
  'shared/engine/sightings.ts',
  'shared/objects/signer.ts',
  'shared/objects/objects.ts',
];

it('field-report 1 whatever is signed is answered for', () => {
  const signing = sources.filter((path) => /createHmac\('sha256'|await sign\(|presign\(/.test(textOf(path)));

  expect(signing.filter((path) => !(path in SIGNED) && !SIGNS_FOR_NOBODY.includes(path))).toEqual([]);
  expect(unanswered(Object.values(SIGNED))).toEqual([]);
});

/** What a write of a service leaves behind, by its first segment. */
const LEAVES: Readonly<Record<string, string>> = {
  tenants: 'tenant',
  'access-keys': 'access-key',
  delegations: 'delegation',
  users: 'user',
  calendars: 'calendar',
  erasures: 'erasure',
  imports: 'import',
  'notification-preferences': 'notification-preferences',
  'notification-settings': 'notification-text',
  'notification-templates': 'notification-text',
  notifications: 'notification',
  operations: 'operation',
  views: 'view',
  webhooks: 'webhook',
  'approval-delegations': 'approval-delegation',
  'approval-tokens': 'decision-token',
  ...Object.fromEntries(documentForms.map(({ path, kind }) => [path, kind])),
};

it('field-report 1 whatever somebody can ask a service to write is answered for', () => {
  const writes = services.flatMap(({ operations }) => operations.filter(({ method }) => method !== 'GET'));

  expect(writes.length).toBeGreaterThan(50);
  const unknown = writes.filter(({ path: [first = ''] }) => unanswered([LEAVES[first] ?? first]).length > 0);
  expect(unknown.map(({ id }) => id)).toEqual([]);
});

it('field-report 1 the file that is to ask does ask, of the kind that it is named for', () => {
  const asks = (path: string, kind: string): boolean => {
    const text = textOf(path);
    const byNeeds = [`acting.${kind}.needs`, `acting['${kind}'].needs`, `${kind}.acts.needs`].some((said) =>
      text.includes(said),
    );
    return text.includes('endOf(') ? byNeeds || text.includes('goesOn.needs(') || kind === 'decision-token' : false;
  };
  const without = Object.entries(acting).filter(([kind, { asked }]) => !asks(asked, kind));
  // A link asks nobody, and a notification is for who is there.
  expect(without.map(([kind]) => kind).sort()).toEqual(['download-link', 'notification']);
});

it('field-report 1 what a maker needs is what making it needs', () => {
  expect(ofServices.webhook.needs.roles).toEqual(owners);
  expect(schedule.acts?.needs.roles).toEqual(schedule.create.by);
  const keys = services.flatMap(({ operations }) => operations).find(({ id }) => id === 'createAccessKey');
  expect(ofServices['access-key'].needs.roles).toEqual(keys?.by);
});
