/** Problems of request fulfilment (D3). */
import { defineProblems } from '#shared/problems/row';

export const requestFulfilmentProblems = defineProblems({
  'not-eligible': {
    status: 403,
    title: 'It is not for this person',
    when: 'An order is for somebody whom the item’s rule of eligibility leaves out.',
    remedy: 'Order one of the items that the catalogue lists for them, or ask the owner of the item.',
  },
  'request-model-suspended': {
    status: 409,
    title: 'The item is not ordered for the time being',
    when: 'Its request model is suspended.',
    remedy: 'Order another item, or wait until it is published again.',
  },
  'irreversible-step': {
    status: 409,
    title: 'What was done cannot be taken back',
    when: 'A request is cancelled after a step that is irreversible, or after it was delivered.',
    remedy: 'Take what was delivered and reject the delivery, or open a request to return it.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly requestFulfilment: typeof requestFulfilmentProblems;
  }
}
