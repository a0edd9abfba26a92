/** What the runner and a thread of functions say to each other. */
import type { DirectAnswer, DirectMessage } from '#infra/local/machine/direct';

/** Given to the thread when it starts. */
export interface ThreadInput {
  readonly clock: SharedArrayBuffer;
}

/** A function that a thread is to load. */
export interface FunctionInput {
  readonly name: string;
  /** The module and the export of the handler. */
  readonly module: string;
  readonly handler: string;
  /** All of the environment that it sees. */
  readonly env: Readonly<Record<string, string>>;
  /** Ports of this machine that the runner answers at, also without HTTP. */
  readonly edges: readonly number[];
  readonly context: {
    readonly functionName: string;
    readonly invokedFunctionArn: string;
    readonly memoryLimitInMB: string;
    readonly logGroupName: string;
    readonly logStreamName: string;
  };
}

/** One invocation of a function that has been loaded; the event travels as JSON text, as it does on AWS. */
export interface Invocation {
  readonly id: number;
  readonly function: string;
  readonly requestId: string;
  readonly event: string;
  readonly timeoutMs: number;
}

/** What a thread is told, in order. */
export type Order = { readonly load: FunctionInput } | { readonly rest: true } | Invocation | Called;

/** How an error of a function looks to whoever invoked it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** One answer: JSON text, or an error. */
export type Answer =
  | { readonly id: number; readonly payload: string }
  | { readonly id: number; readonly error: FunctionError };

/** What a function asks of an edge. */
export interface Call extends DirectMessage {
  readonly call: number;
  readonly port: number;
}

/** What it is answered, or why it is not. */
export type Called = { readonly called: number } & (DirectAnswer | { readonly failure: string });

/** What a function wrote, in pieces of any size. */
export interface Written {
  readonly function: string;
  readonly text: string;
}
