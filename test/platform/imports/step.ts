/** A step of an import in a process of its own, to be killed in the middle. */
import { handler } from '#functions/platform/exchange/imports/handler';
import { lambda } from '#test/platform/lambda-context';

await handler(JSON.parse(process.argv[2] ?? ''), lambda);
