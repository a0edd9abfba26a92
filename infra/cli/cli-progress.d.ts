/** What we use of cli-progress, which has no types of its own. */
declare module 'cli-progress' {
  export interface Options {
    readonly format?: string;
    readonly stream?: NodeJS.WritableStream;
    readonly hideCursor?: boolean;
    readonly clearOnComplete?: boolean;
    /** Prints a line now and then where there is no terminal. */
    readonly noTTYOutput?: boolean;
    readonly notTTYSchedule?: number;
  }
  export class SingleBar {
    constructor(options: Options);
    start(total: number, startValue: number, payload?: Readonly<Record<string, unknown>>): void;
    setTotal(total: number): void;
    update(value: number, payload?: Readonly<Record<string, unknown>>): void;
    stop(): void;
  }
  const progress: { readonly SingleBar: typeof SingleBar };
  export default progress;
}
