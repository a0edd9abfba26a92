/** What a new process is called, in every form that its files need; refused with what is expected. */
import { type Stage, stages } from '#shared/process/definition';

export interface ProcessName {
  readonly stage: Stage;
  /** `problem-management` */
  readonly id: string;
  /** `problem` */
  readonly type: string;
  /** `PRB` */
  readonly prefix: string;
}

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const PREFIX = /^[A-Z]{2,4}$/;

export const usage = `usage: npm run new:process -- <stage> <process-id> <record-type> <PREFIX>
  e.g. npm run new:process -- service-operation problem-management problem PRB
  stages: ${stages.filter((stage) => stage !== 'platform').join(', ')}`;

/** @throws Error that says what is expected */
export function processName(given: readonly string[]): ProcessName {
  const [stageText, id = '', type = '', prefix = '', ...rest] = given;
  const stage = stages.find((known) => known === stageText && known !== 'platform');
  if (!stage || rest.length > 0) throw new Error(usage);
  if (!KEBAB.test(id))
    throw new Error(`expected a process id in kebab-case such as problem-management, was given ${id}\n${usage}`);
  if (!KEBAB.test(type))
    throw new Error(`expected a record type in kebab-case, singular, such as problem, was given ${type}\n${usage}`);
  if (!PREFIX.test(prefix))
    throw new Error(`expected a prefix of 2 to 4 capital letters such as PRB, was given ${prefix}\n${usage}`);
  return { stage, id, type, prefix };
}

/** `problem-management` → `ProblemManagement`. */
export const pascal = (name: string): string =>
  name.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());

/** `problem-management` → `problemManagement`. */
export const camel = (name: string): string => pascal(name).replace(/^[A-Z]/, (letter) => letter.toLowerCase());

/** `problem-management` → `Problem management`. */
export const title = (name: string): string =>
  name.replaceAll('-', ' ').replace(/^[a-z]/, (letter) => letter.toUpperCase());

/** `activity` → `activities`: the collection in paths. */
export const plural = (type: string): string => {
  if (/[^aeiou]y$/.test(type)) return `${type.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(type) ? `${type}es` : `${type}s`;
};
