/** Invokes a process function and waits for it. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { environment } from '#shared/aws/environment';

const client = new LambdaClient({});

/** @throws Error when the function failed as a whole; single records that failed stay due. */
export async function invokeProcess(process: string, timers: readonly unknown[]): Promise<void> {
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({
      FunctionName: `${environment('FUNCTION_NAME_PREFIX')}${process}`,
      Payload: Buffer.from(JSON.stringify({ source: 'helmdesk.clock', timers })),
    }),
  );
  if (FunctionError)
    throw new Error(`${process}: ${Payload ? Buffer.from(Payload).toString('utf8').slice(0, 500) : FunctionError}`);
}
