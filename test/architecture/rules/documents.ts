/** Kinds of configuration documents are stated by their owners: what sets, inherits and compiles all of them names none but its own. */
import { documentForms } from '#functions/document-forms';
import { configurationDocumentForms } from '#functions/platform/access/configuration/document-forms';
import { at, type Rule } from '#test/architecture/rule';

const own: readonly string[] = configurationDocumentForms.map(({ kind }) => kind);
const others: ReadonlySet<string> = new Set(
  documentForms.map(({ kind }) => kind).filter((kind) => !own.includes(kind)),
);

export const documentsStandAtHome: Rule = {
  says: 'shared/tenancy and the configuration service name no kind of document that another room owns',
  violations: (sources) =>
    sources
      .filter(({ path }) => /^(shared\/tenancy|functions\/platform\/access\/configuration)\//.test(path))
      .flatMap((source) =>
        source.strings
          .filter(({ text }) => others.has(text))
          .map((fact) => at(source, fact, `names ${fact.text}; its owner's document-forms.ts says so`)),
      ),
  refuses: [
    { 'functions/platform/access/configuration/documents.ts': "if (kind === 'approval-policy') refuse();" },
    { 'shared/tenancy/configuration.ts': "const periods = one('retention');" },
  ],
  accepts: [
    {
      'functions/platform/access/configuration/group.ts': "const kind = 'group';",
      'shared/tenancy/configuration.ts': "const calendars = of('calendar');",
      'shared/capabilities/retention/documents.ts': "const kind = 'retention';",
    },
  ],
};
