/** Who somebody is: an id is compared, never taken apart or put together, but for the one module that says what an operator is called. */
import { at, importsRefused, type Rule } from '#test/architecture/rule';

const HOME = 'shared/ids/person.ts';
/**
 * Where a caller is made: from a token, for each client of a view across clients, and of an operator who changes a client from home; and
 * where a client learns that an operator left.
 */
const WAYS_IN: ReadonlySet<string> = new Set([
  'functions/platform/access/tenants/clients.ts',
  'functions/platform/access/authorizer/handler.ts',
  'functions/platform/access/msp/clients.ts',
  'functions/platform/access/configuration/operator-mark.ts',
]);
/** An `@` stands in mail addresses, and between a document or schedule and its version. */
const OTHERS: readonly string[] = [
  'functions/platform/access/tenants/slug.ts',
  'functions/platform/exchange/inbound-mail/',
  'functions/platform/exchange/notifications/conversation.ts',
  'shared/capabilities/mail/',
  'shared/capabilities/recurrence/scheduled.ts',
  'shared/capabilities/templates/template-versions.ts',
  'shared/tenancy/configuration.ts',
];

const isOther = (path: string): boolean =>
  !/^(shared|functions)\//.test(path) || path === HOME || OTHERS.some((other) => path.startsWith(other));

export const peopleAreNamedOnce: Rule = {
  says: 'only shared/ids/person.ts makes the id of an operator, and only where a caller is made it is asked to',
  violations: (sources) => [
    ...sources
      .filter(({ path }) => !isOther(path))
      .flatMap((source) =>
        source.strings
          .filter(({ text }) => text.endsWith('@'))
          .map((fact) => at(source, fact, 'puts an id together or takes it apart; compare ids as they are')),
      ),
    ...importsRefused(sources, ({ path }, { specifier, names }) =>
      specifier === '#shared/ids/person' && names.includes('operatorId') && !WAYS_IN.has(path)
        ? 'makes an operator’s id; a caller has it already'
        : undefined,
    ),
  ],
  refuses: [
    { 'shared/engine/access.ts': "export const bare = (id: string) => id.split('@')[0];" },
    {
      'functions/platform/insight/views/views.ts': `export const of = (id: string, msp: string) => \`\${id}@\${msp}\`;`,
    },
    { 'shared/engine/access.ts': "import { operatorId } from '#shared/ids/person';" },
  ],
  accepts: [
    { [HOME]: `export const operatorId = (id: string, slug: string) => \`\${id}@\${slug}\`;` },
    { 'functions/platform/access/authorizer/handler.ts': "import { operatorId } from '#shared/ids/person';" },
    { 'shared/capabilities/mail/thread.ts': "export const domain = (address: string) => address.split('@')[1];" },
    { 'functions/platform/exchange/notifications/rules-render.ts': "export const text = 'Write to help@example.com';" },
  ],
};
