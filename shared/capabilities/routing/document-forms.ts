/** Routing as a document: which group gets new work by category, by service, and what fits neither. */
import * as z from 'zod/mini';
import { ROUTING, type Routing } from '#shared/capabilities/routing/documents';
import { defineForm, type Fault } from '#shared/tenancy/document-form';
import { type Document, isKind } from '#shared/tenancy/documents';
import { idSchema, nameSchema } from '#shared/text/line';

const id = idSchema(80);
const word = nameSchema(80);
const MOST = 1000;

const routing = z.strictObject({
  categories: z.array(z.strictObject({ category: word, group: id })).check(z.maxLength(MOST)),
  services: z.array(z.strictObject({ serviceId: id, group: id })).check(z.maxLength(MOST)),
  defaultGroup: z.exactOptional(id),
});

/** Groups that are not there or not active, and what is routed twice. */
function checkRouting(
  { categories, services, defaultGroup }: Routing,
  documents: readonly Document[],
): readonly Fault[] {
  const groups = new Map(
    documents.flatMap((document) => (isKind(document, 'group') ? [[document.id, document.body]] : [])),
  );
  const judged = (pointer: string, group: string): readonly Fault[] => {
    if (groups.get(group)?.active) return [];
    const message = groups.has(group) ? `${group} is not active` : `there is no group ${group}`;
    return [{ slug: groups.has(group) ? 'inactive-group' : 'unknown-reference', pointer, message }];
  };
  const twice = (name: string, words: readonly string[]): readonly Fault[] =>
    words.flatMap((each, index) =>
      words.indexOf(each) === index
        ? []
        : [{ slug: 'validation-failed' as const, pointer: `/${name}/${index}`, message: `${each} is routed twice` }],
    );
  return [
    ...categories.flatMap(({ group }, index) => judged(`/categories/${index}/group`, group)),
    ...services.flatMap(({ group }, index) => judged(`/services/${index}/group`, group)),
    ...(defaultGroup === undefined ? [] : judged('/defaultGroup', defaultGroup)),
    ...twice(
      'categories',
      categories.map(({ category }) => category),
    ),
    ...twice(
      'services',
      services.map(({ serviceId }) => serviceId),
    ),
  ];
}

export const routingDocumentForms = [
  defineForm({
    kind: 'routing',
    path: 'routing',
    title: 'Routing',
    inherited: false,
    only: ROUTING,
    writers: ['PRO', 'TAD'],
    schema: routing,
    check: checkRouting,
  }),
];
