#!/usr/bin/env node
// `npx helmdesk`: the command line runs on the Node that is installed with the project, whatever the machine has.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const node = installedNode();
if (node === undefined) {
  console.error(
    'Helmdesk runs on the Node.js 24 of the package node, whose install script did not run (npm was told --ignore-scripts): ' +
      'run npm rebuild node --ignore-scripts=false.',
  );
  process.exit(1);
}
// Compiled once, it starts in half the time: 0.08 s instead of 0.20 s of CPU.
const cache = fileURLToPath(new URL('../../node_modules/.cache/helmdesk', import.meta.url));
const env = { NODE_COMPILE_CACHE: cache, ...process.env };
const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));

/** The path of the binary that the install script of the package `node` puts there. */
function installedNode() {
  const require = createRequire(import.meta.url);
  try {
    return require.resolve(`node/${require('node/package.json').bin.node}`);
  } catch {
    return undefined;
  }
}
