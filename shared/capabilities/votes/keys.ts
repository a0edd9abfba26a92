/** What people said of a record: one item a person, in its partition. */
export const VOTE = 'VOTE#';
export const voteSk = (person: string): string => `${VOTE}${person}`;
