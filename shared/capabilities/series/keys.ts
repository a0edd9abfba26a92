/** Sort keys of a measured series in its record's partition. */

/** What adding a reading must know. */
export const seriesSk = (name: string): string => `SERIES#${name}`;

/** Its readings and roll-ups, by when an item of them begins. */
export const POINTS = 'POINTS#';
export const pointsSk = (name: string, per: string, from: number): string =>
  `${POINTS}${name}#${per}#${String(from).padStart(15, '0')}`;
