/** Kinds of configuration documents stand with their owners: one folder, and nothing that lists them by hand. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentForms } from '#functions/document-forms';
import { gatheredTables } from '#infra/docs/gathered';
import { defaultDocuments } from '#shared/tenancy/defaults';
import { filesIn } from '#test/architecture/tree';

const defaults = defaultDocuments('Europe/Berlin');

it('a new kind of document is a file in its owner’s folder: the table is gathered from the folders', () => {
  const root = mkdtempSync(join(tmpdir(), 'document-forms-'));
  const paths = ['functions/facilities/sites/document-forms.ts', 'shared/capabilities/parking/document-forms.ts'];
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }

  const text = gatheredTables(root)['functions/document-forms.ts'];

  expect(text).toContain("import { sitesDocumentForms } from './facilities/sites/document-forms.ts';");
  expect(text).toContain("import { parkingDocumentForms } from '#shared/capabilities/parking/document-forms';");
  expect(text).toContain('= [...parkingDocumentForms, ...sitesDocumentForms];');
});

it('every kind has a path of its own, and no file states none', () => {
  const files = [...filesIn('functions'), ...filesIn('shared')].filter((path) => /\/document-forms\.ts$/.test(path));

  expect(files.length).toBeGreaterThan(5);
  expect(documentForms.length).toBeGreaterThanOrEqual(files.length);
  for (const of of [documentForms.map(({ kind }) => kind), documentForms.map(({ path }) => path)])
    expect(new Set<string>(of).size).toBe(documentForms.length);
});

describe.each(documentForms)('$kind', ({ kind, schema, check, only }) => {
  const inEffect = defaults.filter((document) => document.kind === kind);

  it('is there from the start, where there is one document of it', () => {
    if (only !== undefined) expect(inEffect.map(({ id }) => id)).toEqual([only]);
  });

  it('takes what is in effect from the start, as if somebody had set it', () => {
    for (const { id, body } of inEffect) {
      // Whom the product's service levels tell of a threshold is nothing that callers can say yet.
      const issues = schema.safeParse(body).error?.issues ?? [];
      expect(
        issues.filter(({ code, path }) => code !== 'unrecognized_keys' || path.length > 0),
        id,
      ).toEqual([]);
      expect(check(body, defaults, id), id).toEqual([]);
    }
  });
});
