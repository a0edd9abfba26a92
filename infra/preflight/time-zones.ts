/** Are the time-zone data that will be deployed the newest? Governments change their clocks at short notice, and service levels are counted by them. */
import { type Check, reason } from '#infra/preflight/check';
import { chosenZoneData } from '#infra/time-zones/choose';

/** Where IANA says which release is the newest, as a line of text. */
const PUBLISHED = 'https://data.iana.org/time-zones/tzdb/version';
const RELEASE = /^(19|20)\d\d[a-z]+$/;

/**
 * Compares the data that would be deployed with IANA's newest release, or with the runtime's when IANA cannot be asked.
 * @param published where the newest release is named
 */
export async function timeZonesCheck(published = PUBLISHED): Promise<Check> {
  const what = 'Time zones';
  let chosen: ReturnType<typeof chosenZoneData>;
  try {
    chosen = chosenZoneData();
  } catch (error) {
    return { what, result: 'failed', detail: reason(error) };
  }
  const asked = await newest(published);
  const known = [...(RELEASE.test(asked) ? [asked] : []), process.versions.tz ?? ''].sort().at(-1) ?? '';
  const using = `${chosen.version}, of ${chosen.path}`;
  if (chosen.version < known)
    return { what, result: 'warning', detail: `${using}, but ${known} is out; see “Time zones” in docs/operations.md` };
  return { what, result: 'ok', detail: RELEASE.test(asked) ? using : `${using}; whether it is the newest ${asked}` };
}

/** The newest release, or why it is not known. */
async function newest(published: string): Promise<string> {
  try {
    const response = await fetch(published, { signal: AbortSignal.timeout(5000) });
    const text = (await response.text()).trim();
    return response.ok && RELEASE.test(text) ? text : `${published} does not say (${response.status})`;
  } catch (error) {
    return `could not be asked of ${published} (${reason(error)})`;
  }
}
