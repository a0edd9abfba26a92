/** A step of an operation in a process of its own, to be killed in the middle. */
import { handler } from '#functions/service-operation/incident-management/handler';
import { lambda } from '#test/platform/lambda-context';

await handler(JSON.parse(process.argv[2] ?? ''), lambda);
