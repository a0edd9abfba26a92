/** What a new process is called, in every form that its files need; refused with what is expected. */
import { type Stage, stages } from '#shared/grammar/process-definition';

export interface RecordName {
  /** `problem` */
  readonly type: string;
  /** `PRB` */
  readonly prefix: string;
}

/** What a record's folder or the process's is to have beside what each has. */
export const extras = ['examples', 'problems', 'settings'] as const;
export type Extra = (typeof extras)[number];

export interface ProcessName {
  readonly stage: Stage;
  /** `problem-management` */
  readonly id: string;
  /** The first is the process's main one. */
  readonly records: readonly [RecordName, ...RecordName[]];
  readonly extras: ReadonlySet<Extra>;
}

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const PREFIX = /^[A-Z]{2,4}$/;

export const usage = `usage: npm run new:process -- <stage> <process-id> <record-type> <PREFIX> [<record-type> <PREFIX> …] [--examples] [--problems] [--settings]
  A process that is there gets the records beside those that it has. --examples: values that no declaration tells, for each record.
  --problems, --settings: of a new process, a refusal with a slug of its own and a number that a tenant may set, both of which a rule uses.
  e.g. npm run new:process -- service-operation problem-management problem PRB
  stages: ${stages.filter((stage) => stage !== 'platform').join(', ')}`;

/** @throws Error that says what is expected */
function recordName(type = '', prefix = ''): RecordName {
  if (!KEBAB.test(type))
    throw new Error(`expected a record type in kebab-case, singular, such as problem, was given ${type}\n${usage}`);
  if (!PREFIX.test(prefix))
    throw new Error(`expected a prefix of 2 to 4 capital letters such as PRB, was given ${prefix}\n${usage}`);
  return { type, prefix };
}

/** @throws Error that says what is expected */
export function processName(given: readonly string[]): ProcessName {
  const [stageText, id = '', type, prefix, ...rest] = given.filter((word) => !word.startsWith('--'));
  const asked = given.flatMap((word) => (word.startsWith('--') ? [word.slice(2)] : []));
  const strange = asked.find((word) => !extras.some((extra) => extra === word));
  if (strange !== undefined)
    throw new Error(`expected ${extras.map((extra) => `--${extra}`).join(', ')}, was given --${strange}\n${usage}`);
  const stage = stages.find((known) => known === stageText && known !== 'platform');
  if (!stage) throw new Error(usage);
  if (!KEBAB.test(id))
    throw new Error(`expected a process id in kebab-case such as problem-management, was given ${id}\n${usage}`);
  const further = rest.flatMap((word, i) => (i % 2 === 0 ? [recordName(word, rest[i + 1])] : []));
  const records = [recordName(type, prefix), ...further] as const;
  for (const part of ['type', 'prefix'] as const) {
    const twice = records.find((each, i) => records.findIndex((other) => other[part] === each[part]) < i);
    if (twice) throw new Error(`expected each record to have a ${part} of its own, was given ${twice[part]} twice`);
  }
  return { stage, id, records, extras: new Set(extras.filter((extra) => asked.includes(extra))) };
}

/** `problem-management` → `ProblemManagement`. */
export const pascal = (name: string): string =>
  name.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());

/** `problem-management` → `problemManagement`. */
export const camel = (name: string): string => pascal(name).replace(/^[A-Z]/, (letter) => letter.toLowerCase());

/** `problem-management` → `Problem management`. */
export const title = (name: string): string =>
  name.replaceAll('-', ' ').replace(/^[a-z]/, (letter) => letter.toUpperCase());

/** `work-order` → `work order`. */
export const words = (name: string): string => title(name).toLowerCase();

/** `activity` → `activities`: the collection in paths. */
export const plural = (type: string): string => {
  if (/[^aeiou]y$/.test(type)) return `${type.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(type) ? `${type}es` : `${type}s`;
};
