/** The stack as `npm start` runs it, but for its usage plans: load must not be turned away before it does any harm. */
import { parseArgs } from 'node:util';
import { startStack } from '#infra/local/start';

const { values } = parseArgs({ options: { data: { type: 'string' } } });
process.env.TZ = 'UTC';
const stack = await startStack({
  ...(values.data !== undefined && { dataDir: values.data }),
  port: Number(process.env.PORT),
  seeded: true,
  throttle: false,
  givesBack: true,
});
console.log(`Helmdesk runs at ${stack.url}`);
process.once('SIGTERM', () => void stack.stop().then(() => process.exit(0)));
