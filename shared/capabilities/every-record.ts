/** What every record has that somebody acts on: a definition names it before what it has besides. */
import { attachments } from '#shared/capabilities/attachments/capability';
import { comments } from '#shared/capabilities/comments/capability';
import { exporting } from '#shared/capabilities/exporting/capability';
import { facts } from '#shared/capabilities/facts/capability';
import { history } from '#shared/capabilities/history/capability';
import { leavers } from '#shared/capabilities/leavers/capability';
import { links } from '#shared/capabilities/links/capability';
import { lists } from '#shared/capabilities/lists/capability';
import { mail } from '#shared/capabilities/mail/capability';
import { redaction } from '#shared/capabilities/redaction/capability';
import { retention } from '#shared/capabilities/retention/capability';
import { tasks, tasksBeside } from '#shared/capabilities/tasks/capability';
import { templates } from '#shared/capabilities/templates/capability';

export const everyRecord = [
  lists,
  exporting,
  history,
  comments,
  attachments,
  tasks,
  links,
  templates,
  facts,
  retention,
  redaction,
  leavers,
  mail,
] as const;

/** The same, of a record that lists its tasks together with what else is to be done for it. */
export const everyRecordWithTasksBeside = everyRecord.map((part) => (part === tasks ? tasksBeside : part));
