/** Computed reads of request models: a simulation before one is published, and the catalogue that people order from (D3, R54). */
import * as z from 'zod/mini';
import { whoever } from '#shared/capabilities/queries/people';
import { type Question, query } from '#shared/capabilities/queries/query';
import { listed } from '#shared/capabilities/queries/read';
import type { Seen } from '#shared/capabilities/queries/reading';
import { choice } from '#shared/grammar/fields';
import * as contract from '../contract.ts';
import { type RequestModel, requestModelFields } from './record.ts';
import { isEligible } from './rules-offer.ts';
import { simulate } from './rules-simulation.ts';

const several = <T extends z.ZodMiniType>(of: T) => z.array(of).check(z.maxLength(5000));
const word = () => z.string().check(z.maxLength(400));

export const modelQueries = {
  simulate: query({
    on: 'record',
    method: 'POST',
    by: ['LEAD', 'SVO', 'PRO', 'AGT'],
    summary:
      'Simulate an order of it: whether it can be fulfilled, in which rounds, and how long it takes by its targets',
    input: {},
    answer: ({ record, config }: Question<Seen<RequestModel>, unknown, unknown>) => simulate(record, config),
    answers: {
      name: 'RequestModelSimulation',
      says: 'What an order of the model as it is drafted would go through.',
      schema: () =>
        z.object({
          passed: z.boolean(),
          errors: several(z.object({ pointer: word(), message: word(), cycle: z.exactOptional(several(word())) })),
          levels: several(several(word())),
          path: several(word()),
          seconds: z.int().check(z.gte(0)),
          human: z.int().check(z.gte(0)),
          automated: z.int().check(z.gte(0)),
        }),
    },
  }),
  catalogueItems: query({
    on: 'process',
    path: 'catalogue-items',
    by: ['REQ', 'AGT', 'SVO', 'PRO', 'INT', 'TAD'],
    summary: 'The catalogue: what the caller may order, with its form and price',
    called: 'listCatalogueItems',
    input: { audience: choice(['me'], { description: 'Only what the caller may order; so it is without it, too' }) },
    reads: () => ({ models: listed<RequestModel>(contract.requestModel, { open: true }), person: whoever }),
    answer: ({ read: { models, person } }) => ({
      items: models.flatMap(({ id, state, offer, stock }) =>
        offer && state === 'published' && isEligible(offer, person)
          ? [{ id, ...offer, ...(stock !== undefined && { available: stock }) }]
          : [],
      ),
    }),
    answers: {
      name: 'CatalogueItems',
      says: 'What can be ordered; an order names an item by its number.',
      schema: () =>
        z.object({
          items: several(
            z.looseObject({
              id: word(),
              title: word(),
              version: z.int(),
              price: z.exactOptional(requestModelFields.price.schema),
              form: z.exactOptional(requestModelFields.form.schema),
              available: z.exactOptional(z.int()),
            }),
          ),
        }),
    },
  }),
};
