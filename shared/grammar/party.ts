/** Who somebody is to a record, beside the roles that they have: by a relation that every record has, or because a field names them. */

/** Whoever a field of the record names: a reference to a person, or a list of such. */
export type Named<F extends string = string> = `field:${F}`;

/** A person, or people, to whom the record itself points. */
export type PersonOf = 'requester' | 'assignee' | Named;

/** Whoever the field names: `party('host')` are the hosts of a visit. */
export const party = <const F extends string>(field: F): Named<F> => `field:${field}`;

/** The field that names somebody; undefined for a relation or a role. */
export const fieldNaming = (name: string): string | undefined => /^field:(.*)$/.exec(name)?.[1];

/** What somebody is called in texts: the field that names them, or the relation. */
export const wordOf = (name: PersonOf): string => fieldNaming(name) ?? name;
