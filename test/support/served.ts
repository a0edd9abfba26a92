/** The function of a process, for a workbench: made once its environment stands. */
import type { ProcessDefinition } from '#shared/grammar/process-definition';
import { serve } from '#shared/serve/serve';
import type { Handler } from '#test/bench/workbench';

/** What a workbench loads. */
export const served = (process: ProcessDefinition) => async (): Promise<Handler> => {
  const handler = serve(process);
  return (event, context) => Reflect.apply(handler, undefined, [event, context]);
};
