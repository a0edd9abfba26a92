/** Where logs of a record stand within its partition. */
export const ENTRY = 'ENTRY#';
/** Entries of one log, in the order of their ids. */
export const entriesSk = (log: string): string => `${ENTRY}${log}#`;
