/** Is the certificate of the host name there, issued, and for this name? The one call that is made of ACM, without its client. */
import type { STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import { type DeployConfig, EDGE_REGION } from '#infra/config';
import { type Check, unseen } from '#infra/preflight/check';
import { hostOf, signatureOf } from '#shared/aws/signature';

const answerSchema = z.object({
  Certificate: z.object({
    Status: z.string(),
    SubjectAlternativeNames: z._default(z.array(z.string()), []),
    DomainName: z._default(z.string(), ''),
  }),
});

/** @param caller whose credentials ask */
export async function certificateCheck(
  { name, certificateArn }: NonNullable<DeployConfig['domain']>,
  caller: STSClient,
): Promise<Check> {
  const what = 'Certificate';
  const warning = (detail: string): Check => ({ what, result: 'warning', detail });
  const isIn = certificateArn.split(':')[3];
  if (isIn !== EDGE_REGION) return { what, result: 'failed', detail: `it is in ${isIn}; use one in ${EDGE_REGION}` };
  try {
    const { Status, DomainName, SubjectAlternativeNames } = await describe(certificateArn, caller, EDGE_REGION);
    if (Status !== 'ISSUED')
      return warning(`${certificateArn} is ${Status}, not ISSUED: publish its validation records`);
    const names = [DomainName, ...SubjectAlternativeNames];
    if (!names.some((each) => covers(each, name)))
      return warning(`${certificateArn} is for ${[...new Set(names)].join(', ')}, not for ${name}`);
    return { what, result: 'ok', detail: `${certificateArn} is issued for ${name}` };
  } catch (error) {
    return unseen(what, error);
  }
}

/** A star stands for one label. */
const covers = (pattern: string, name: string): boolean =>
  pattern === name || (pattern.startsWith('*.') && name.slice(name.indexOf('.')) === pattern.slice(1));

async function describe(CertificateArn: string, caller: STSClient, region: string) {
  const base = new URL(process.env.AWS_ENDPOINT_URL_ACM ?? `https://${hostOf('acm', region)}`);
  const body = JSON.stringify({ CertificateArn });
  const signature = signatureOf({ service: 'acm', region, credentials: caller.config.credentials });
  const { headers } = await signature.sign({
    method: 'POST',
    protocol: base.protocol,
    hostname: base.hostname,
    path: '/',
    query: {},
    headers: {
      host: base.host,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'CertificateManager.DescribeCertificate',
    },
    body,
  });
  const response = await fetch(base, { method: 'POST', headers, body, signal: AbortSignal.timeout(5000) });
  const text = await response.text();
  if (!response.ok) throw new Error(`ACM answered ${response.status} ${text}`);
  return answerSchema.parse(JSON.parse(text)).Certificate;
}
