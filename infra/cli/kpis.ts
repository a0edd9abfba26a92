/** `helmdesk kpis`: the figures of a process for a period. */
import type { Command } from 'commander';
import type { Schemas } from '#generated/client-api.ts';
import { print, table } from '#infra/cli/output';
import { clientOf, globalsOf } from '#infra/cli/session';

type Figure = Schemas['KpiFigures']['items'][number];

interface Options {
  readonly from: string;
  readonly to: string;
  readonly groupBy?: string;
  readonly zone?: string;
}

export function addKpis(program: Command): void {
  program
    .command('kpis')
    .description('the figures of a process for a period')
    .argument('[process]', 'whose', 'incident-management')
    .requiredOption('--from <day>', 'the first day, such as 2026-03-01')
    .requiredOption('--to <day>', 'the day after the last')
    .option('--group-by <names>', 'such as priority,group')
    .option('--zone <zone>', "in which days begin; the tenant's own by default")
    .action(async (process: string, { groupBy, ...period }: Options, command: Command) => {
      const client = await clientOf(command);
      const query = { ...period, ...(groupBy !== undefined && { groupBy }) };
      const { body } = await client.call('GET /v1/kpis/{process}', { path: { process }, query });
      print(body, globalsOf(command).json, ({ from, to, zone, items }) =>
        [`${from} to ${to} (${zone})`, table(items.map(rowOf), ['figure', 'group', 'value', 'of', 'n'])].join('\n'),
      );
    });
}

const rowOf = ({
  title,
  group,
  value,
  unit,
  numerator,
  denominator,
  n,
}: Figure): Readonly<Record<string, unknown>> => ({
  figure: title,
  group: Object.values(group)
    .map((each) => each ?? '–')
    .join(' '),
  value: shown(value, unit),
  of: `${number(numerator)} / ${number(denominator)}`,
  n,
});

const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 });

/** Hours for durations; a dash where there was nothing to divide by. */
function shown(value: number | null, unit: Figure['unit']): string {
  if (value === null) return '–';
  if (unit === 'seconds') return `${number(value / 3_600)} h`;
  return unit === 'percent' ? `${number(value)} %` : number(value);
}
