/** Names of processes and of their records are said in their folders: what serves all of them names none. */
import { processes } from '#functions/registry';
import { at, type Rule } from '#test/architecture/rule';
import type { Source } from '#test/architecture/source';

const types = processes.flatMap(({ records }) => records.map(({ type }) => type));

/** Ids, types and collections; sources and names of events. */
const NAMES: ReadonlySet<string> = new Set([
  ...processes.map(({ id }) => id),
  ...types,
  ...processes.flatMap(({ records }) => records.map(({ path }) => path)),
  ...processes.map(({ id }) => `itsm.${id}`),
]);
const EVENT = new RegExp(`^(${types.map((type) => type.replaceAll('-', '_')).join('|')})\\.[a-z]+(_[a-z]+)*$`);

/** What HTTP calls its own, and contexts after it: as a type of record it is told by its prefix and its collection. */
const OF_HTTP = 'request';

const names = (text: string): boolean => (text !== OF_HTTP && NAMES.has(text)) || EVENT.test(text);
/** A specimen stands in for a process, and may bear the name of one that runs; an example shows what callers send about one. */
const servesAll = (path: string): boolean =>
  /^(shared\/|functions\/platform\/(?!records\/))/.test(path) && !/\/(specimen|examples)\.ts$/.test(path);

/** The same word in another sense: of HTML, of a template's path, of a kind of document, of what is counted or written. */
const OTHER_SENSE: ReadonlySet<string> = new Set([
  'shared/capabilities/approvals/built-in.ts approvals',
  'shared/capabilities/approvals/capability.ts approvals',
  'shared/capabilities/approvals/document-forms.ts approvals',
  'shared/capabilities/approvals/payload.ts approvals',
  'shared/capabilities/approvals/round.ts approval',
  'shared/capabilities/templates/capability.ts templates',
  'shared/capabilities/templates/documents.ts template',
  'shared/capabilities/cloning/requests.ts changes',
  'shared/capabilities/records/write.ts changes',
  'shared/engine/settable.ts changes',
  'shared/grammar/contract.ts events',
  'shared/grammar/retention-classes.ts change',
  'shared/imports/built-in/servicenow-incidents.ts knowledge',
  'shared/kit/approval/round.ts approvals',
  'shared/kit/approval/rule.ts approvals',
  'shared/kit/kpi/definition.ts incidents',
  'shared/kit/service-levels/clock.ts approval',
  'shared/text/active-content.ts template',
  'functions/platform/exchange/inbound-mail/html.ts template',
  'functions/platform/exchange/notifications/template-documents.ts event',
  'functions/platform/exchange/notifications/template.ts event',
  'functions/platform/exchange/notifications/values.ts event',
  'functions/platform/exchange/webhooks/known.ts event',
  'functions/platform/exchange/webhooks/known.ts events',
]);

/** Words in another sense that nothing needs any more. */
export function atHome(sources: readonly Source[]): readonly string[] {
  const said = new Set(sources.flatMap(({ path, strings }) => strings.map(({ text }) => `${path} ${text}`)));
  return [...OTHER_SENSE].filter((exception) => !said.has(exception));
}

export const namesStandAtHome: Rule = {
  says: 'shared/ and functions/platform, but for records/, name no process and no type of record',
  violations: (sources) =>
    sources
      .filter(({ path }) => servesAll(path))
      .flatMap((source) =>
        source.strings
          .filter(({ text }) => names(text))
          .filter(({ text }) => !OTHER_SENSE.has(`${source.path} ${text}`))
          .map((fact) => at(source, fact, `names ${fact.text}; its letterbox says so, or a table that is made of all`)),
      ),
  refuses: [
    { 'shared/engine/consume.ts': "if (type === 'major-incident') open();" },
    { 'functions/platform/insight/search/find.ts': "const heard = 'incident.resolved';" },
    { 'functions/platform/care/retention/walk.ts': "const source = 'itsm.change-management';" },
  ],
  accepts: [
    {
      'functions/platform/records/approvals/process.ts': "const id = 'approvals';",
      'functions/service-operation/incident-management/contract.ts': "const process = 'incident-management';",
      'shared/engine/consume.ts': "const text = 'an incident in prose is no name';",
    },
  ],
};
