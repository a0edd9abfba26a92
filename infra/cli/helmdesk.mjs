#!/usr/bin/env node
// `npx helmdesk`: the command line runs on the Node that is installed with the project, whatever the machine has.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const { bin } = createRequire(import.meta.url)('node/package.json');
const node = createRequire(import.meta.url).resolve(`node/${bin.node}`);
const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
