/** The status page as HTML: without a script, and readable with a screen reader, on paper and without a style. */
import { createHash } from 'node:crypto';
import { escaped, paragraphs } from '#shared/text/html';
import { bestLanguage } from '#shared/text/languages';
import { instantText } from '#shared/time/instants';
import type { ServiceStatus, ShownNotice, ShownUpdate } from './status.ts';
import { style } from './style.ts';
import { english, type Words, words } from './words.ts';

/** Only this very style; no script, no picture, no frame, nothing from elsewhere. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface Page {
  /** The language of the page's own words. */
  readonly language: string;
  readonly html: string;
}

interface Reader {
  readonly language: string;
  readonly words: Words;
  readonly zone: string;
}

/** The page in the language of the reader, as far as the product speaks it; instants in the tenant's zone. */
export function pageOf(status: ServiceStatus, wished: readonly string[], asOf: string): Page {
  const reader = readerOf(wished, status.zone);
  const { words: say, language } = reader;
  const main = [
    `<p class="overall">${escaped(say.overall[status.state])}</p>`,
    section('services', say.services, [servicesTable(status, say)]),
    section('current', say.current, notices(status.current, say.nothingCurrent, reader)),
    section('planned', say.planned, notices(status.planned, say.nothingPlanned, reader)),
    section('recent', say.recent, notices(status.recent, say.nothingRecent, reader)),
  ].join('');
  const footer = `<footer><p>${escaped(say.asOf)} ${time(asOf, reader)} (${escaped(status.zone)})</p></footer>`;
  return { language, html: document(language, `${status.title}: ${say.status}`, main, footer) };
}

/** What is answered where there is no page: the same for tenants without one and for those who do not exist. */
export function missingPage(wished: readonly string[]): Page {
  const { words: say, language } = readerOf(wished, 'UTC');
  return { language, html: document(language, say.notFoundTitle, `<p>${escaped(say.notFound)}</p>`, '') };
}

function readerOf(wished: readonly string[], zone: string): Reader {
  const language = bestLanguage(Object.keys(words), [...wished, 'en']) ?? 'en';
  return { language, words: words[language] ?? english, zone };
}

const document = (language: string, title: string, main: string, footer: string): string => `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<header><h1 dir="auto">${escaped(title)}</h1></header>
<main>${main}</main>
${footer}
</body>
</html>
`;

const section = (id: string, title: string, parts: readonly string[]): string =>
  `<section aria-labelledby="${id}"><h2 id="${id}">${escaped(title)}</h2>${parts.join('')}</section>`;

function servicesTable({ services }: ServiceStatus, say: Words): string {
  const rows = services.map(
    ({ name, state }) =>
      `<tr><th scope="row" dir="auto">${escaped(name)}</th><td>${escaped(say.service[state])}</td></tr>`,
  );
  const head = `<thead><tr><th scope="col">${escaped(say.services)}</th><th scope="col">${escaped(say.status)}</th></tr></thead>`;
  return `<table>${head}<tbody>${rows.join('')}</tbody></table>`;
}

function notices(found: readonly ShownNotice[], nothing: string, reader: Reader): readonly string[] {
  if (found.length === 0) return [`<p>${escaped(nothing)}</p>`];
  return found.map((notice) => article(notice, reader));
}

function article(notice: ShownNotice, reader: Reader): string {
  const { id, effect, state, services, updates, publishedAt, startsAt, endsAt } = notice;
  const { words: say } = reader;
  const planned = state === 'planned';
  const over = state === 'resolved';
  const facts: readonly (readonly [string, string | undefined])[] = [
    [say.begins, planned ? startsAt : undefined],
    [say.since, planned ? undefined : publishedAt],
    [say.ends, over ? undefined : endsAt],
    [say.restored, over ? undefined : notice.estimatedRestore],
    [say.nextUpdate, over ? undefined : notice.nextUpdateAt],
    [say.resolved, notice.resolvedAt],
  ];
  const title = `${say.effect[effect]}: ${services.map(({ name }) => name).join(', ')}`;
  const name = `notice-${id}`;
  return [
    `<article aria-labelledby="${escaped(name)}"><h3 id="${escaped(name)}" dir="auto">${escaped(title)}</h3>`,
    `<dl>${facts.map(([label, at]) => (at === undefined ? '' : `<dt>${escaped(label)}</dt><dd>${time(at, reader)}</dd>`)).join('')}</dl>`,
    `<ol aria-label="${escaped(say.updates)}">${updates.map((update) => item(update, reader)).join('')}</ol>`,
    '</article>',
  ].join('');
}

function item({ at, state, language, text }: ShownUpdate, reader: Reader): string {
  const heading = `<strong>${escaped(reader.words.state[state])}</strong> ${time(at, reader)}`;
  return `<li><p>${heading}</p><div lang="${escaped(language)}" dir="auto">${paragraphs(text)}</div></li>`;
}

const time = (at: string, { language, zone }: Reader): string =>
  `<time datetime="${escaped(at)}">${escaped(instantText(at, language, zone))}</time>`;
