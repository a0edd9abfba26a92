/** Problems of what is there already and stands in the way: states, conditions, references, limits. */
import { defineProblems } from '#shared/problems/row';

export const objections = defineProblems({
  'illegal-transition': {
    status: 409,
    title: 'The record’s state does not allow this action',
    when: "The action is not possible in the record's state `from`.",
    remedy: 'Call one of `allowed`, or read the record again: somebody may have been faster.',
  },
  'guard-failed': {
    status: 409,
    title: 'A condition of this action is not met',
    when: 'The state allows the action, a condition does not: open tasks, open children, a deadline that has passed.',
    remedy: 'Do what each of `guards` asks for, then repeat the action.',
  },
  duplicate: {
    status: 409,
    title: 'It exists already',
    when: 'An open record for the same thing, or something with the same name, is there already.',
    remedy: 'Work on the one that exists.',
  },
  'in-use': {
    status: 409,
    title: 'It is still in use',
    when: 'Something refers to what was to be removed or switched off.',
    remedy: 'Remove the references first, or leave it.',
  },
  'legal-hold': {
    status: 409,
    title: 'The record is under legal hold',
    when: 'A record under legal hold was to be deleted or purged.',
    remedy: 'Have the hold lifted by those who set it.',
  },
  'record-closed': {
    status: 409,
    title: 'The record is closed',
    when: 'A change, comment or task for a record that is final.',
    remedy: 'Open a new record; `followUp` is a request that does.',
  },
  immutable: {
    status: 409,
    title: 'It does not change any more',
    when: 'The content of a template was to be changed after it was published.',
    remedy: 'Revise the template, change the draft, and publish it as its next version.',
  },
  'link-cycle': {
    status: 409,
    title: 'The link would close a cycle',
    when: 'A parent, blocking or duplicate link, or the parent of a group, would lead back to its beginning; `cycle` lists it.',
    remedy: 'Remove a link of the cycle, or use kind `related`.',
  },
  'last-administrator': {
    status: 409,
    title: 'A tenant keeps an administrator',
    when: 'The last active user with the role TAD was to lose it, to be deactivated, deleted or erased.',
    remedy: 'Give the role to somebody else first.',
  },
  'auditor-exclusive': {
    status: 409,
    title: 'An auditor may hold no other role',
    when: 'A user was to be an auditor and something else.',
    remedy: 'Give the roles to two people.',
  },
  'limit-exceeded': {
    status: 422,
    title: 'A limit of the record is reached',
    when: 'There are already as many links, members or entries as there may be.',
    remedy: 'Remove what is no longer needed.',
  },
  'not-a-member': {
    status: 422,
    title: 'The person is not a member of the group',
    when: 'The assignee is not in the assigned group.',
    remedy: 'Choose a member, or another group.',
  },
  'inactive-group': {
    status: 422,
    title: 'The group is not active',
    when: 'Work was to be given to a group that is not active.',
    remedy: 'Choose an active group.',
  },
});
