/** Sort keys of published versions in their record's partition: heads, which a list of them reads, and apart from them their contents. */
export const VERSION = 'VERSION#';
export const CONTENT = 'CONTENT#';
export const versionSk = (version: number): string => `${VERSION}${String(version).padStart(8, '0')}`;
export const contentSk = (version: number): string => `${CONTENT}${String(version).padStart(8, '0')}`;
