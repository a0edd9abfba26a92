/** What is asked of the emulator's CloudFormation beside what cdk asks. */
import { ACCOUNT, type Emulator, REGION } from '#infra/emulator/ministack';

/** CloudFormation's query protocol. Signatures are not looked at: of this one only the account and the service count. */
export function ask({ url }: Emulator, parameters: Readonly<Record<string, string>>): Promise<Response> {
  const scope = `${ACCOUNT}/20260101/${REGION}/cloudformation/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const body = new URLSearchParams({ ...parameters, Version: '2010-05-15' });
  return fetch(url, { method: 'POST', headers: { authorization }, body });
}
