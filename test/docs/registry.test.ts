/** The registry is what the folders say. */
import { expect, it } from 'vitest';
import { REGISTRY, registryText, unitsIn } from '#infra/docs/registry-text';
import { root, textOf } from '#test/architecture/tree';

it('functions/registry.ts is as `npm run docs:generate` writes it', () => {
  expect(textOf(REGISTRY)).toBe(registryText(unitsIn(root)));
});

it('names a process with its letterbox and a service as it is, in the order of paths', () => {
  const text = registryText([
    { folder: 'service-operation/problem-management', definition: 'process' },
    { folder: 'platform/insight/search', definition: 'service' },
  ]);

  expect(text.indexOf('insight/search/service.ts')).toBeLessThan(text.indexOf('problem-management/contract.ts'));
  expect(text).toContain('  { ...problemManagement, contract: problemManagementContract },\n');
  expect(text).toContain('export const services: readonly ServiceDefinition[] = [\n  search,\n];');
});
