/** Values of a query parameter that only has some: another one would find nothing, and look as if there were nothing. */
import { Problem } from '#shared/problems/problems';

/** Known values that a refusal tells in its words; all of them stand beside. */
export const MAX_SHOWN = 40;

/** @param given one value, or several with commas @param of what the values are of, when that is not plain @throws Problem unknown-parameter */
export function refuseOtherValues(name: string, given: string | undefined, known: readonly string[], of = ''): void {
  if (given === undefined || given.split(',').every((one) => known.includes(one))) return;
  const shown = known.length > MAX_SHOWN ? `${known.slice(0, MAX_SHOWN).join(', ')}, …` : known.join(' or ');
  throw new Problem('unknown-parameter', `${name}${of && ` ${of}`} is ${shown}, was given ${given}`, {
    parameter: name,
    known,
  });
}
