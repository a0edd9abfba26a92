/** What processes and services tell is typed by their letterboxes: the type of any event at all is for what serves every record. */
import { importsRefused, type Rule } from '#test/architecture/rule';

/** What takes any event, by where it stands. */
const UNTYPED: ReadonlyMap<string, readonly string[]> = new Map([
  ['#shared/grammar/definition', ['Emission']],
  ['#shared/events/new-event', ['newEvent']],
]);

export const emissionsArePromised: Rule = {
  says: 'functions/ tells what a letterbox promises (Emits, serviceEvent): what takes any event is for shared/',
  violations: (sources) =>
    importsRefused(sources, ({ path }, { specifier, names }) =>
      path.startsWith('functions/') && UNTYPED.get(specifier)?.some((name) => names.includes(name))
        ? 'may tell anything; name the letterbox: Emits<typeof contract, …> of a record, serviceEvent of a service'
        : undefined,
    ),
  refuses: [
    { 'functions/s/p/record/rules.ts': "import type { Decision, Emission } from '#shared/grammar/definition';" },
    { 'functions/platform/access/tenants/tell.ts': "import { newEvent } from '#shared/events/new-event';" },
  ],
  accepts: [
    {
      'functions/s/p/record/rules.ts':
        "import type { Emits } from '#shared/grammar/contract';\nimport type { Decision, Outcome } from '#shared/grammar/definition';",
      'shared/engine/plan.ts': "import type { Emission } from '#shared/grammar/definition';",
    },
  ],
};
