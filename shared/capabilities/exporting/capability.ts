/** Records as a file in pages, made as long work (A1). */
import { described } from '#shared/capabilities/exporting/described';
import { exportBatch, startExport } from '#shared/capabilities/exporting/requests';
import { defineCapability } from '#shared/engine/capability';

export const exporting = defineCapability<unknown, never, never>({
  name: 'exporting',
  described,
  requests: [{ kind: 'export', method: 'POST', path: '*/export', run: startExport }],
  steps: { export: { batch: exportBatch } },
});
