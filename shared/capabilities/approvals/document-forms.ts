/** What approval policies look like as documents, and what makes them wrong. */
import * as z from 'zod/mini';
import { policyOf } from '#shared/capabilities/approvals/policy';
import { approvalsProblems } from '#shared/capabilities/approvals/problems';
import { type ApprovalPolicy, modes, passes, waitsTooLong } from '#shared/kit/approval/rule';
import { defineForm, type Fault } from '#shared/tenancy/document-form';
import { roles } from '#shared/tenancy/roles';
import { checkWait } from '#shared/tenancy/wait';
import { idSchema } from '#shared/text/line';

const id = idSchema(80);
const duration = z.string().check(z.maxLength(40));
const votes = z.exactOptional(z.int().check(z.gte(1), z.lte(500)));
const party = z.strictObject({
  kind: z.enum(['user', 'group', 'role', 'subject']),
  // As long as a reference to a person may be in a record.
  id: idSchema(120),
  weight: z.exactOptional(z.int().check(z.gte(1), z.lte(1000))),
});
const level = z.strictObject({
  mode: z.enum(modes),
  minVotes: votes,
  minPercent: z.exactOptional(z.int().check(z.gte(1), z.lte(100))),
  pass: z.exactOptional(z.enum(passes)),
  approvals: votes,
  vetoRoles: z.exactOptional(z.array(z.enum(roles)).check(z.maxLength(30))),
  voters: z.array(party).check(z.minLength(1), z.maxLength(100)),
});
const policy = z.strictObject({
  levels: z.array(level).check(z.minLength(1), z.maxLength(10)),
  within: duration,
  chain: z.exactOptional(z.array(party).check(z.maxLength(10))),
  escalateAfter: z.exactOptional(duration),
  calendarId: z.exactOptional(id),
});

function checkPolicy(body: ApprovalPolicy): readonly Fault[] {
  const { within, escalateAfter, levels } = body;
  const faults = [
    ...checkWait('/within', within),
    ...(escalateAfter === undefined ? [] : checkWait('/escalateAfter', escalateAfter)),
    ...levels.flatMap(({ pass, approvals }, index): readonly Fault[] =>
      pass !== 'approvals' || approvals !== undefined
        ? []
        : [
            {
              slug: 'required-field-missing',
              pointer: `/levels/${index}/approvals`,
              message: 'how many approvals it takes is missing',
            },
          ],
    ),
  ];
  if (faults.length > 0 || !waitsTooLong(policyOf(body))) return faults;
  return [{ slug: 'timeout-too-long', pointer: '/within', message: 'all levels and the chain take 360 days at most' }];
}

export const approvalsDocumentForms = [
  defineForm({
    kind: 'approval-policy',
    path: 'approval-policies',
    title: 'Approval policy',
    inherited: true,
    writers: ['PRO', 'TAD'],
    schema: policy,
    check: checkPolicy,
    problems: approvalsProblems,
  }),
];
