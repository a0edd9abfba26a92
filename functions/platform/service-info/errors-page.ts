/** The page of errors: what each problem means and what to do about it, as docs/errors.md says it. It has no script. */
import { createHash } from 'node:crypto';
import errors from '#generated/errors.json' with { type: 'json' };
import { style } from './page-style.ts';

/** Only this very style; the page speaks to nobody. */
export const errorsPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Text with what stands between backticks as code. */
const inline = (text: string): string => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');

const problems = errors.problems.map(
  ({ slug, status, title, when, remedy }) => `<section id="${slug}" aria-labelledby="${slug}-title">
<h2 id="${slug}-title"><a href="#${slug}"><code>${slug}</code></a> <small>${status}</small></h2>
<p><strong>${inline(title)}.</strong> ${inline(when)}</p>
<p>${inline(remedy)}</p>
</section>`,
);

export const errorsPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Helmdesk API: errors</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Errors <small>of the <a href="docs">Helmdesk API</a></small></h1>
${errors.introduction.map((block) => (block.startsWith('{') ? `<pre>${escaped(block)}</pre>` : `<p>${inline(block)}</p>`)).join('\n')}
</header>
<main>
${problems.join('\n')}
</main>
</body>
</html>
`;
