/** Example values of the request model, where no declaration tells them. */
import type { Examples } from '#shared/grammar/examples';

export const requestModelExamples = {
  of: 'request-model',
  values: {
    title: 'Laptop',
    description: 'A laptop of the standard series, ready to work.',
    serviceId: 'workplace',
    category: 'hardware',
    form: [
      {
        key: 'memory',
        type: 'enum',
        label: { en: 'Memory', de: 'Arbeitsspeicher' },
        required: true,
        options: [{ code: '16' }, { code: '32' }],
      },
    ],
    eligibility: "employment != 'contractor'",
    price: { amount: 95_000, currency: 'EUR' },
    surcharges: [{ key: 'memory', label: { en: '32 GB' }, when: "answers.memory = '32'", amount: 10_000 }],
    maxQty: 2,
    approvalRule: [{ when: "answers.memory = '16' and amount < 50000", policy: 'none' }],
    steps: [
      {
        key: 'account',
        title: 'Create the account',
        kind: 'automation',
        runs: 'directory.create-account',
        target: 'PT1H',
        outputs: ['account'],
        onFail: 'retry(3)',
        compensation: { title: 'Remove the account', runs: 'directory.remove-account' },
      },
      {
        key: 'hand-over',
        title: 'Set it up and hand it over',
        kind: 'task',
        group: 'service-desk',
        dependsOn: ['account'],
        target: 'PT8H',
      },
    ],
    fulfilTarget: 'PT30H',
    supportGroup: 'service-desk',
    stocked: true,
  },
  inputs: {
    restock: { quantity: 10, reason: 'Delivered by the supplier' },
    reserve: { request: 'REQ0000001', item: 1, quantity: 1 },
    release: { request: 'REQ0000001', item: 1, quantity: 1 },
    suspend: { reason: 'The series ends' },
    retire: { reason: 'Replaced by a newer one' },
    publish: { notes: 'With more memory.' },
  },
} satisfies Examples;
