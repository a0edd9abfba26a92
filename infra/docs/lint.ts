/**
 * `npm run lint:api`: lints the OpenAPI description with redocly's recommended rules and spectral's OWASP ruleset. The linters bring
 * 240 packages (127 MB), so that they are installed apart, in .build/, when somebody asks; docs/dependencies.md says more.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generatedDirectory } from '#infra/generated/current';

const linters = {
  '@redocly/cli': '2.77.0',
  '@stoplight/spectral-cli': '6.16.3',
  '@stoplight/spectral-owasp-ruleset': '2.0.1',
};

const folder = resolve('.build/lint-api');
const document = resolve(generatedDirectory, 'openapi.json');

function run(command: string, ...given: readonly string[]): void {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off' };
  const { status } = spawnSync(command, given, {
    cwd: folder,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: linters }));
copyFileSync('.spectral.yaml', join(folder, '.spectral.yaml'));
// Without install scripts: one of the packages reports to its maker with it.
run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
run(join('node_modules', '.bin', 'redocly'), 'lint', '--extends=recommended-strict', document);
run(join('node_modules', '.bin', 'spectral'), 'lint', '--ruleset', '.spectral.yaml', '--fail-severity=hint', document);
