/** GET /v1/kpis/{process}/{key}/trend: a KPI over periods in a row, as JSON, a table or a picture, whichever the caller would like. */

import { measures } from '#functions/measures';
import { currencyIn, kpiNamed, measuresOf, monthsOf, zoneOf } from '#shared/capabilities/facts/question';
import { measuredIn } from '#shared/capabilities/facts/tenant-facts';
import { JSON_TYPE, pictureResponse, SVG_TYPE, typeFor, VARIES } from '#shared/http/negotiate';
import { wholeNumber } from '#shared/http/paging';
import type { Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { currenciesOf } from '#shared/kit/kpi/compute';
import { isLength, lengths, stretches } from '#shared/kit/kpi/periods';
import { pointsOf, type Trend, trendCsv } from '#shared/kit/kpi/trend';
import { trendSvg } from '#shared/kit/kpi/trend-svg';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { clock, toInstant } from '#shared/time/clock';
import { placeOf } from './runtime.ts';
import { targetOf } from './targets.ts';

const MAX_PERIODS = 60;

const formats = { json: JSON_TYPE, csv: 'text/csv', svg: SVG_TYPE } as const;
type Format = keyof typeof formats;
export const trendTypes = Object.values(formats);

const isFormat = (text: string): text is Format => Object.hasOwn(formats, text);

/** `?format=` says it outright, else the Accept header. @throws Problem not-acceptable */
function formatOf(request: Request): Format {
  const given = request.query.get('format');
  if (given !== undefined) {
    if (isFormat(given)) return given;
    throw new Problem('unknown-parameter', `format is one of ${Object.keys(formats).join(', ')}, was given ${given}`, {
      parameter: 'format',
    });
  }
  const type = typeFor(request, [formats.json, formats.csv, formats.svg]);
  return type === formats.csv ? 'csv' : type === formats.svg ? 'svg' : 'json';
}

function lengthOf({ query }: Request) {
  const given = query.get('period') ?? 'month';
  if (isLength(given)) return given;
  throw new Problem('unknown-parameter', `period is one of ${lengths.join(', ')}, was given ${given}`, {
    parameter: 'period',
  });
}

const countOf = (request: Request): number =>
  wholeNumber(request, 'periods', { from: 1, to: MAX_PERIODS, otherwise: 12 });

/** Amounts of several currencies are no one line. @throws Problem unknown-parameter */
function onlyCurrency(known: readonly string[]): string | undefined {
  if (known.length <= 1) return known[0];
  throw new Problem('unknown-parameter', `currency is one of ${known.join(', ')}: there are amounts in each`, {
    parameter: 'currency',
    known,
  });
}

export async function trend({ request, parameters }: Call<unknown>): Promise<Response> {
  const { process = '', key = '' } = parameters;
  const asked = measuresOf(measures, process);
  const kpi = kpiNamed(asked, process, key);
  const format = formatOf(request);
  const [length, count] = [lengthOf(request), countOf(request)];
  const place = await placeOf(request.caller.tenant);
  const zone = zoneOf(request, place.config.tenant.zone);
  const now = clock.now();
  const asOf = toInstant(now);
  const periods = stretches(length, count, now, zone);
  const question = { from: periods[0]?.from ?? asOf, to: asOf, asOf, zone };
  const measured = await measuredIn(place, asked, measures, monthsOf(question));
  const target = targetOf(place.config, process, key) ?? null;
  const { title, unit, definitionVersion } = kpi;
  const currency = currencyIn(request, asked, key) ?? onlyCurrency(currenciesOf(measured, key, question));
  const items = pointsOf(measured, key, periods, asOf, target, currency);
  return answer(
    { process, key, title, unit, definitionVersion, zone, ...(currency && { currency }), target, items },
    format,
  );
}

function answer(shown: Trend, format: Format): Response {
  switch (format) {
    case 'json':
      return { status: 200, headers: VARIES, body: { ...shown, nextCursor: null } };
    case 'csv':
      return { status: 200, headers: { ...VARIES, 'content-type': 'text/csv; charset=utf-8' }, text: trendCsv(shown) };
    case 'svg':
      return pictureResponse(trendSvg(shown));
  }
}
