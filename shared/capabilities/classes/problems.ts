/** Problems of classes, and of records that are of one. */
import { defineProblems } from '#shared/problems/row';

export const classesProblems = defineProblems({
  'invalid-class': {
    status: 422,
    title: 'The class cannot be published as it is',
    when: 'An attribute of it cannot be used, is an inherited one again, has become another kind, or the class is a kind of itself.',
    remedy: 'Mend what `errors` names; an attribute of another kind is a new one, and the old one is deprecated.',
  },
  'attribute-in-use': {
    status: 409,
    title: 'Records have values of an attribute that is no longer there',
    when: 'A class is published without an attribute that was not deprecated before, or of which records still have a value.',
    remedy: 'Publish the class with the attribute deprecated, take its values out of the records, then leave it out.',
  },
  'class-abstract': {
    status: 422,
    title: 'No record is of this class, only of classes below it',
    when: 'A new record names an abstract class.',
    remedy: 'Name a class below it.',
  },
  'controlled-attribute': {
    status: 409,
    title: 'The attribute is changed by named commands only',
    when: 'A value of an attribute that its class controls is changed in another way.',
    remedy: 'Use one of the commands that the answer names.',
  },
});

declare module '#shared/problems/problems' {
  interface Problems {
    readonly classes: typeof classesProblems;
  }
}
