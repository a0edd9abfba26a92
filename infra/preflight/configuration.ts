/** Is the configuration usable, and does it still say what the example says? */
import { ConfigurationError, type DeployConfig, readConfig } from '#infra/config';
import type { Check } from '#infra/preflight/check';

/** Reads the configuration; undefined when it cannot be used. */
export function configurationCheck(path: string): readonly [Check, DeployConfig | undefined] {
  const what = 'Configuration';
  try {
    const config = readConfig(path);
    return [{ what, result: 'ok', detail: `${path}, stage ${config.stage}` }, config];
  } catch (error) {
    if (error instanceof ConfigurationError) return [{ what, result: 'failed', detail: error.message }, undefined];
    throw error;
  }
}

/** Names that are nobody's (RFC 2606, RFC 6761): mail to them reaches no one. */
const RESERVED = /(^|[@./])((example\.(com|net|org))|([a-z0-9-]+\.)*(example|test|invalid|localhost))(?=[/:]|$)/i;

/** Addresses of the example that nobody replaced: alarms, mail and logins would go nowhere. */
export function exampleCheck(config: DeployConfig): Check {
  const what = 'Addresses';
  const settings: readonly (readonly [string, string | undefined])[] = [
    ['oidc.issuer', config.oidc.issuer],
    ['oidc.jwksUri', config.oidc.jwksUri],
    ['domain.name', config.domain?.name],
    ['mailFrom', config.mailFrom],
    ['inboundMail.domain', config.inboundMail?.domain],
    ['alarmEmail', config.alarmEmail],
  ];
  const left = settings.filter(([, value]) => value !== undefined && RESERVED.test(value)).map(([name]) => name);
  if (left.length > 0)
    return {
      what,
      result: 'warning',
      detail: `${left.join(', ')}: still of an example domain, which is nobody's; write your own`,
    };
  if (config.alarmEmail === undefined)
    return { what, result: 'warning', detail: 'there is no alarmEmail: alarms change colour and tell nobody' };
  return { what, result: 'ok', detail: `alarms go to ${config.alarmEmail}` };
}
