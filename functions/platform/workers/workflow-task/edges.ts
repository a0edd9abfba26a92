/** What the tasks of workflows reach: the table, and the machines that wait. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { environment } from '#shared/aws/environment';
import { createStore } from '#shared/store/store';

const sfn = new SFNClient({});
export const store = createStore(new DynamoDBClient({}), environment('TABLE_NAME'));

/** Answers one's own token: what is waited for has come already. */
export async function goOn(taskToken: string, output: object): Promise<void> {
  await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
}
