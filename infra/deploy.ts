/** `npm run deploy`: looks first, by the same configuration that is then deployed, and hands every option on to cdk. */
import { spawn } from 'node:child_process';
import { passesPreflight } from '#infra/preflight';
import { configPath } from '#infra/preflight/command-line';

const given = process.argv.slice(2);

if (await passesPreflight(configPath(given))) {
  // npm has put node_modules/.bin into the path.
  const deployment = spawn('cdk', ['deploy', '--all', '--require-approval', 'broadening', ...given], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = await new Promise<number>((resolve) => {
    deployment.once('error', (error) => {
      console.error(`cdk does not start (${error.message}); run this as npm run deploy`);
      resolve(1);
    });
    deployment.once('exit', (code) => resolve(code ?? 1));
  });
} else {
  process.exitCode = 1;
}
