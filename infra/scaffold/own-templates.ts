/** What a new process states for itself beside its records: a refusal of its own, and what a tenant may set. */
import { camel, type Extra, type ProcessName, pascal, type RecordName, words } from '#infra/scaffold/process-name';

/** The slug by which a record is refused that nobody takes up again; a guard like any other unless problems are asked for. */
export const tooLate = ({ type }: RecordName, extras: ReadonlySet<Extra>): string =>
  extras.has('problems') ? `${type}-over` : 'guard-failed';

/** The setting of how long that can be done. */
export const reopening = ({ type }: RecordName): string => `${camel(type)}ReopenDays`;

/** `problems.ts`. */
export function problems({ id, records }: ProcessName): string {
  const rows = records.map(
    (record) => `  '${record.type}-over': {
    status: 409,
    title: 'The ${words(record.type)} is over',
    when: 'It was completed longer ago than it can be taken up again.',
    remedy: 'Open a new one that refers to it.',
  },
`,
  );
  return `/** Problems of ${words(id)}. */
import { defineProblems } from '#shared/problems/row';

export const ${camel(id)}Problems = defineProblems({
${rows.join('')}});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly ${camel(id)}: typeof ${camel(id)}Problems;
  }
}
`;
}

/** `settings.ts`. */
export function settings({ id, records }: ProcessName): string {
  const rows = records.map(
    (record) => `  ${reopening(record)}: {
    is: 'integer',
    min: 0,
    max: 365,
    default: 5,
    says: 'A completed ${words(record.type)} can be taken up again for so many business days',
  },
`,
  );
  return `/** What a tenant may set of ${words(id)}. */
import { defineSettings, type SettingsOf } from '#shared/tenancy/settings';

export const ${camel(id)}Settings = defineSettings({
${rows.join('')}});

declare module '#shared/tenancy/documents' {
  interface Settings extends SettingsOf<typeof ${camel(id)}Settings> {}
}
`;
}

/** The guard of \`rules.ts\` that uses both, or what stands for them; nothing where neither is asked for. */
export function lateGuard(record: RecordName, extras: ReadonlySet<Extra>): string {
  if (!extras.has('problems') && !extras.has('settings')) return '';
  const days = extras.has('settings') ? `config.settings.${reopening(record)}` : 'REOPEN_DAYS';
  const constant = extras.has('settings') ? '' : '\n/** Business days. */\nconst REOPEN_DAYS = 5;\n';
  return `${constant}
/** What is completed is taken up again for so many business days. */
export function reopenIsInTime({ record, config, now }: Decision<${pascal(record.type)}, unknown>): Refusal | undefined {
  if (record.completedAt === undefined) return undefined;
  const days = ${days};
  const until = config.business.addBusinessDays(Date.parse(record.completedAt) / 1000, days) * 1000;
  if (now <= until) return undefined;
  return {
    slug: '${tooLate(record, extras)}',
    detail: \`it was completed more than \${days} business days ago; open a new one\`,
  };
}
`;
}
