/**
 * What records, entries of their history and kept answers have in common, to pack them with. A version is never changed, for whatever was packed
 * with it stands in tables; a better one gets the next number. What is most frequent stands last, where it costs least to refer to.
 */

const names =
  'onBehalfOf ciIds tags watchers confidential templateId templateVersion customFields externalId changeType reason justification plannedStart ' +
  'plannedEnd implementationPlan testPlan backoutPlan backoutTested submittedAt approvalRound approvalOutcome approvalBlocked decision requestedBy ' +
  'dedupKey severity ciId ciUnresolved firstAt lastAt count acknowledged clearedAt falsePositive services source occurredAt ciRef value unit message ' +
  'attributes clockSkew stale subcategory initialCategory symptoms contact affectedUsers priorityOverride priorityConfirmed holdUntil lateHold major ' +
  'problemId knownErrorId changeId causedByChange alertKey workaroundApplied startedAt restoredAt atRisk breachReason stalledAt csat csatComment ' +
  'securityFlag imported incidents trigger topic criteria declaredAt declaredBy roles bridgeUrl affectedServices estimatedRestore nextUpdateDue ' +
  'updatesMissed mitigatedAt problemReview reviewActions effect audience text startsAt endsAt nextUpdateAt announcedAt publishedAt updates commsLead ' +
  'majorIncident subjectId subjectUid subjectType round purpose levels chain timeoutSeconds escalateAfterSeconds calendarId excluded materialHash ' +
  'materialChanges step escalation escalated voters stepSeconds reminded blocked votes usedTokens questions outcome decidedAt recordType fields ' +
  'parentId childCount mergedInto deletedAt legalHold links attachments items entries';

const words =
  'planned scheduled review declared mitigated active monitoring decided approved rejected canceled open cleared closed received retired published ' +
  'email phone chat monitoring integration category the and is not with for this that has have was are does did will can from since';

const envelope =
  '"title":"","description":"","channel":"portal","requesterId":"","serviceId":"","impact":2,"urgency":2,"uid":"01K","id":"","type":"","version":1,' +
  '"state":"new","openedAt":"2027-","createdAt":"2027-","createdBy":"","updatedAt":"2027-","updatedBy":"","retentionClass":"operational"';

const clocks =
  ',"clocks":{"response":{"name":"response","kind":"sla","metric":"response","definition":{"id":"default-response","version":1},' +
  '"calendar":{"id":"business","version":1},"target":14400,"thresholds":[50,75,90,100],"pauseOn":[],"tzdata":"2026c","state":"running",' +
  '"startAt":"2027-","segments":[{"calendar":{"id":"","version":1},"from":"2027-","running":true,"to":"2027-"}],"thresholdsFired":[],"dueAt":"2027-",' +
  '"clockVersion":1,"stoppedAt":"2027-"},"resolution":{"name":"resolution","kind":"sla","metric":"resolution",' +
  '"definition":{"id":"default-resolution","version":1},"calendar":{"id":"business","version":1},"target":86400,"thresholds":[50,75,90,100],' +
  '"pauseOn":["awaiting_caller","scheduled_with_user"],"tzdata":"2026c","state":"met","startAt":"2027-",' +
  '"segments":[{"from":"2027-","running":true}],"thresholdsFired":[],"dueAt":"2027-","clockVersion":2}},"clockBasis":"P3|"';

const answered =
  '"elapsed":0,"remaining":14400,"percent":0,"overrun":0,"breached":false},"breached":false}}}' +
  '{"id":"01K","at":"2027-","author":{"type":"human","id":""},"body":"","visibility":"public"}' +
  '","location":"/v1/","etag":"\\"1\\""}["201,{"etag":"\\"2\\""},200,"{\\"title\\":\\"\\",\\"description\\":\\"';

const entry =
  '[{"sequence":1,"at":"2027-","actor":{"type":"machine","id":""},"reason":"","command":"create","changes":[{"field":"title","old":null,"new":""},' +
  '{"field":"channel","old":null,"new":"portal"},{"field":"description","old":null,"new":""},{"field":"requesterId","old":null,"new":""},' +
  '{"field":"serviceId","old":null,"new":""},{"field":"impact","old":null,"new":2},{"field":"urgency","old":null,"new":2},' +
  '{"field":"uid","old":null,"new":"01K"},{"field":"id","old":null,"new":""},{"field":"type","old":null,"new":""},' +
  '{"field":"state","old":null,"new":"new"},{"field":"openedAt","old":null,"new":"2027-"},{"field":"createdAt","old":null,"new":"2027-"},' +
  '{"field":"createdBy","old":null,"new":""},{"field":"retentionClass","old":null,"new":"operational"},{"field":"level","old":null,"new":1},' +
  '{"field":"reopenCount","old":null,"new":0},{"field":"reassignmentCount","old":null,"new":0},{"field":"escalationLevel","old":null,"new":0},' +
  '{"field":"lastActivityAt","old":"2027-","new":"2027-"},{"field":"affectedUserCount","old":null,"new":0},' +
  '{"field":"computedPriority","old":null,"new":"P3"},{"field":"priority","old":null,"new":"P3"},' +
  '{"field":"state","old":"assigned","new":"in_progress"},{"field":"assignedGroup","old":null,"new":""},{"field":"assignedTo","old":null,"new":""},' +
  '{"field":"holdReason","old":"awaiting_vendor","new":null},{"field":"resolution","old":null,"new":{"code":"solved_permanently","notes":""}},' +
  '{"field":"state","old":"resolved","new":"closed"},{"field":"closedAt","old":null,"new":"2027-"}],"sealed":[{"field":"actor"},' +
  '{"field":"reason","salt":"","digest":""}],"requestId":"","previousHash":"","version":2,"visibility":"public","hash":"","events":[{"eventId":"01K","name":"","process":"",' +
  '"tenantId":"01k","type":"","id":"","uid":"01K","recordVersion":2,"at":"2027-","actor":{"type":"human","id":"","onBehalfOf":""},"command":"",' +
  '"state":{"from":"new","to":"assigned"},"changed":["state","assignedGroup","assignedTo","firstGroup","level"],"correlationId":"","causationId":"01K",' +
  '"depth":0,"visibility":"public","data":{"title":"","to":""}},{"eventId":"01K","name":".state_changed","visibility":"internal",' +
  '"data":{"title":"","from":"","to":""}}],"seed":""},"TENANT","#idempotency#';

const record =
  '"level":1,"reopenCount":0,"reassignmentCount":0,"escalationLevel":0,"lastActivityAt":"2027-","affectedUserCount":0,"computedPriority":"P3",' +
  `"priority":"P3"${clocks},"assignedGroup":"","assignedTo":"","firstGroup":"","acceptedAt":"2027-","acceptedBy":"","respondedAt":"2027-",` +
  '"holdReason":"awaiting_vendor","heldAt":"2027-","holdCount":1,"remindersSent":0,"supplierTicket":"","resolvedAt":"2027-","resolvedBy":"",' +
  '"resolvedAtLevel":1,"resolution":{"code":"solved_permanently","notes":""},"category":"","categoryConfirmed":true,"resolverGroup":"",' +
  '"firstContactResolved":true,"closedAt":"2027-"}';

const quoted = (list: string): string => list.replaceAll(' ', '":"","');

/** By their versions. */
export const dictionaries: ReadonlyMap<number, string> = new Map([
  [1, `${quoted(names)}${quoted(words)}${answered}${entry}${record}[{${envelope},${record}`],
]);

/** What is packed now is packed with this one. */
export const NEWEST = 1;
