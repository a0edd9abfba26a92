/** GET /v1/kpis/{process}/{key}/trend: a KPI over periods in a row, as JSON, a table or a picture, whichever the caller would like. */
import { Problem } from '#shared/http/problems';
import type { Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { isLength, lengths, stretches } from '#shared/kpi/periods';
import { kpiNamed, monthsOf, recordTypeOf, zoneOf } from '#shared/kpi/question';
import { factsOf } from '#shared/kpi/tenant-facts';
import { pointsOf, type Trend, trendCsv } from '#shared/kpi/trend';
import { trendSvg } from '#shared/kpi/trend-svg';
import type { Call } from '#shared/process/service';
import { clock, toInstant } from '#shared/time/clock';
import { placeOf } from './runtime.ts';
import { targetOf } from './targets.ts';

const MAX_PERIODS = 60;

const formats = { json: 'application/json', csv: 'text/csv', svg: 'image/svg+xml' } as const;
type Format = keyof typeof formats;
export const trendTypes = Object.values(formats);

const isFormat = (text: string): text is Format => Object.hasOwn(formats, text);

/** `?format=` says it outright; else the first of the Accept header that there is. */
function formatOf({ query, accept = '' }: Request): Format {
  const given = query.get('format');
  if (given !== undefined) {
    if (isFormat(given)) return given;
    throw new Problem('unknown-parameter', `format is one of ${Object.keys(formats).join(', ')}, was given ${given}`, {
      parameter: 'format',
    });
  }
  const wanted = accept.split(',').map((type) => type.split(';')[0]?.trim());
  const found = wanted.flatMap((type) => Object.entries(formats).find(([, known]) => known === type)?.[0] ?? []);
  return found[0] !== undefined && isFormat(found[0]) ? found[0] : 'json';
}

function lengthOf({ query }: Request) {
  const given = query.get('period') ?? 'month';
  if (isLength(given)) return given;
  throw new Problem('unknown-parameter', `period is one of ${lengths.join(', ')}, was given ${given}`, {
    parameter: 'period',
  });
}

function countOf({ query }: Request): number {
  const count = Number(query.get('periods') ?? 12);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_PERIODS) return count;
  throw new Problem('unknown-parameter', `periods is a whole number from 1 to ${MAX_PERIODS}`, {
    parameter: 'periods',
  });
}

export async function trend({ request, parameters }: Call<unknown>): Promise<Response> {
  const { process = '', key = '' } = parameters;
  const type = recordTypeOf(process);
  const kpi = kpiNamed(process, key);
  const format = formatOf(request);
  const [length, count] = [lengthOf(request), countOf(request)];
  const place = await placeOf(request.caller.tenant);
  const zone = zoneOf(request, place.config.tenant.zone);
  const now = clock.now();
  const asOf = toInstant(now);
  const periods = stretches(length, count, now, zone);
  const question = { from: periods[0]?.from ?? asOf, to: asOf, asOf, zone };
  const facts = await factsOf(place, type, monthsOf(question));
  const target = targetOf(place.config, process, key) ?? null;
  const { title, unit, definitionVersion } = kpi;
  const items = pointsOf(facts, key, periods, asOf, target);
  return answer({ process, key, title, unit, definitionVersion, zone, target, items }, format);
}

function answer(shown: Trend, format: Format): Response {
  const headers = { 'content-type': formats[format], vary: 'Accept' };
  switch (format) {
    case 'json':
      return { status: 200, headers, body: { ...shown, nextCursor: null } };
    case 'csv':
      return { status: 200, headers: { ...headers, 'content-type': 'text/csv; charset=utf-8' }, text: trendCsv(shown) };
    case 'svg':
      return { status: 200, headers, text: trendSvg(shown) };
  }
}
