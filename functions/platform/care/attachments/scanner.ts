/** What looks into files: the interface, and the scanner that comes with the product. */

export interface Verdict {
  /** What was found; absent for a file that may be handed out. */
  readonly finding?: string;
  /** Whether nobody who would know malware has looked: the file is handed out, and is not said to be clean. */
  readonly unscanned?: true;
}

/**
 * Looks into a file at once, or answers undefined: then somebody else's verdict comes as an event (see the README). A scanner never
 * says clean of what it could not read: it throws, and is asked again.
 */
export type Scanner = (bytes: Buffer) => Promise<Verdict | undefined>;

/** The test file of the European Institute for Computer Antivirus Research, in halves, so that no scanner takes this file for it. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** Knows the test file and nothing else: it shows that the way from upload to quarantine holds, and is no protection. */
const testFileScanner: Scanner = async (bytes) =>
  bytes.includes(EICAR) ? { finding: 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE' } : { unscanned: true };

/** Leaves the verdict to GuardDuty Malware Protection for S3, which scans every new object and tells of it. */
const guardDuty: Scanner = async () => undefined;

/** The scanner that the deployment has chosen (`malwareScanner`). */
export const scannerOf = (name: string | undefined): Scanner => (name === 'guardduty' ? guardDuty : testFileScanner);
