/** Where items of a record's collections stand within its partition. */
export const ITEM = 'ITEM#';
/** Items of one collection, and one of them. */
export const itemsSk = (collection: string): string => `${ITEM}${collection}#`;
export const itemSk = (collection: string, number: number): string =>
  `${itemsSk(collection)}${String(number).padStart(8, '0')}`;
