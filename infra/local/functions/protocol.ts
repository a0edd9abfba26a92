/** What the runner and a function's worker say to each other. */

/** Given to the worker when it starts. */
export interface WorkerInput {
  /** The module and the export of the handler. */
  readonly module: string;
  readonly handler: string;
  readonly clock: SharedArrayBuffer;
  readonly context: {
    readonly functionName: string;
    readonly invokedFunctionArn: string;
    readonly memoryLimitInMB: string;
    readonly logGroupName: string;
    readonly logStreamName: string;
  };
}

/** One invocation; the event travels as JSON text, as it does on AWS. */
export interface Invocation {
  readonly id: number;
  readonly requestId: string;
  readonly event: string;
  readonly timeoutMs: number;
}

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
