/** The documentation page: one HTML document with its own style and script, and a policy that allows nothing else. */
import { createHash } from 'node:crypto';
import { script } from './page-script.ts';
import { style } from './page-style.ts';

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Only this very script and style run; the only place the page speaks to is the host that it came from. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Helmdesk API</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#operations">Skip to the operations</a>
<header>
<h1>Helmdesk API <small id="version"></small></h1>
<p>Described in <a href="openapi.json">openapi.json</a>; refusals are explained under <a href="errors">errors</a>.</p>
<details id="introduction"><summary>What holds for every call</summary></details>
<p>Send a token or an access key with the calls that you try here; it stays in this page.</p>
<div class="fields">
<label>Token or access key <input id="token" type="password" autocomplete="off" spellcheck="false"></label>
<label>Client tenant (MSP operators) <input id="tenant" autocomplete="off" spellcheck="false"></label>
<label>Find an operation <input id="find" type="search" placeholder="resolve incident"></label>
</div>
</header>
<main>
<nav id="tags" aria-label="Processes"></nav>
<p id="status" role="status">The description is being read…</p>
<div id="operations"></div>
<section id="webhooks" aria-labelledby="webhooks-title"><h2 id="webhooks-title">What webhooks send</h2></section>
<section id="schemas" aria-labelledby="schemas-title"><h2 id="schemas-title">Schemas</h2></section>
</main>
<noscript>This page needs JavaScript; the description itself is in <a href="openapi.json">openapi.json</a>.</noscript>
<script>${script}</script>
</body>
</html>
`;
