/** Writes docs/coverage.md: which test proves which acceptance scenario, the missing ones in plain sight. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, root, textOf } from '#test/architecture/tree';
import { type Owner, owners, type Scenario, type Section } from '#test/coverage/scenario';
import { scenarios as gathered } from '#test/coverage/scenarios';
import { type NamedTest, testsIn } from '#test/coverage/test-names';

export const COVERAGE = 'docs/coverage.md';

/** Sections of the specification by letter and number, then the others as they are gathered. */
export const sections: readonly Section[] = gathered.toSorted((a, b) => {
  const [[, letter = '~', number = 0] = [], [, other = '~', its = 0] = []] = [a, b].map(
    ({ id }) => /^([A-Z]+)(\d*)$/.exec(id) ?? [],
  );
  return letter === other ? Number(number) - Number(its) : letter < other ? -1 : 1;
});

const OWNERS: readonly Owner[] = [2, 3, 6, 9, 10, 11, 12, 13, 14, 'later'];

/** A test that claims scenarios, and where it is. */
export type Claim = NamedTest & { readonly file: string };

/** Every test, below test/ or beside what it tests, whose name begins with a scenario's id. */
export function claimsInTree(): readonly Claim[] {
  return ['test', 'functions', 'shared']
    .flatMap(filesIn)
    .filter((file) => file.endsWith('.test.ts') && !/^test\/(bench|fixtures)\//.test(file))
    .flatMap((file) => testsIn(textOf(file)).map((test) => ({ ...test, file })))
    .filter(({ scenarios }) => scenarios.length > 0);
}

/** `D2` of `D2.3`, `security` of `security 3`. */
const sectionOf = (id: string): string => id.slice(0, id.search(/[. ]/));

/** Claims of a known section whose number no scenario has: a slip of the pen. */
export function unknownClaims(claims: readonly Claim[]): readonly string[] {
  const known = new Set(sections.flatMap(({ scenarios }) => scenarios.map(({ id }) => id)));
  const sectionIds = new Set(sections.map(({ id }) => id));
  return claims.flatMap(({ file, scenarios }) =>
    scenarios
      .filter((id) => sectionIds.has(sectionOf(id)) && !known.has(id))
      .map((id) => `${file} names ${id}, which is no scenario`),
  );
}

const proofsOf = ({ id }: Scenario, claims: readonly Claim[]): readonly Claim[] =>
  claims.filter(({ scenarios }) => scenarios.includes(id));
const isProved = (scenario: Scenario, claims: readonly Claim[]): boolean =>
  proofsOf(scenario, claims).some(({ skipped }) => !skipped);
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function proofCell(scenario: Scenario, claims: readonly Claim[]): string {
  const proofs = proofsOf(scenario, claims);
  if (proofs.length === 0) return '— missing';
  return proofs
    .map(({ file, name, skipped }) => `${skipped ? '— skipped: ' : ''}\`${file}\` ${cell(name)}`)
    .sort()
    .join('<br>');
}

function sectionText({ id, title, slice, scenarios }: Section, claims: readonly Claim[]): string {
  const proved = scenarios.filter((scenario) => isProved(scenario, claims)).length;
  return [
    `## ${id} ${title}: ${proved} of ${scenarios.length}`,
    ...(slice ? ['', 'A thin slice of this process exists; scenarios beyond it belong to later work.'] : []),
    '',
    '| scenario | what it shows | owed by | proved by |',
    '|---|---|---|---|',
    ...scenarios.map(
      (each) => `| ${each.id} | ${cell(each.title)} | ${owners[each.issue]} | ${proofCell(each, claims)} |`,
    ),
  ].join('\n');
}

function summary(claims: readonly Claim[]): string {
  const all = sections.flatMap(({ scenarios }) => scenarios);
  const row = (name: string, scenarios: readonly Scenario[]): string => {
    const proved = scenarios.filter((scenario) => isProved(scenario, claims)).length;
    return `| ${name} | ${scenarios.length} | ${proved} | ${scenarios.length - proved} |`;
  };
  const owed = OWNERS.flatMap((owner) => {
    const its = all.filter(({ issue }) => issue === owner);
    return its.length === 0 ? [] : [row(owners[owner], its)];
  });
  return ['| owed by | scenarios | with a test | missing |', '|---|---|---|---|', ...owed, row('**all**', all)].join(
    '\n',
  );
}

/** The text of docs/coverage.md for these claims. */
export function coverageText(claims: readonly Claim[]): string {
  const intro = `# Acceptance coverage

Generated from the names of the tests by \`npm run docs:coverage\`; a test fails when it is out of date. A test proves a scenario
when its name begins with the scenario's id; whether it passes, \`npm test\` says. Skipped tests prove nothing.`;
  return `${[intro, summary(claims), ...sections.map((section) => sectionText(section, claims))].join('\n\n')}\n`;
}

if (import.meta.main) {
  writeFileSync(join(root, COVERAGE), coverageText(claimsInTree()));
  console.log(`wrote ${COVERAGE}`);
}
