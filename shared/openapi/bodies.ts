/** Request bodies of what every record has: comments, tasks, links (A5, A6, A11). */
export { commentSchema as commentBody } from '#shared/process/operations/comments';
export { linkSchema as linkBody } from '#shared/process/operations/links';
export { newTask as taskBody, taskVerbs, verbInput as taskVerbBody } from '#shared/process/operations/tasks';
