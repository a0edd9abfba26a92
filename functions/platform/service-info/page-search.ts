/** How the documentation page finds operations: every word must occur, as it is or as what it is called here. Runs in a browser. */
export const searchScript = String.raw`
/** What people look for, and what it is called in the API. */
const otherwise = {
  ticket: ['incident'], case: ['incident'], issue: ['incident'], outage: ['major incident', 'service notice'],
  reply: ['comment'], answer: ['comment', 'answer'], note: ['comment'], message: ['comment'],
  upload: ['announce a file', 'attach', 'import'], file: ['attachment', 'file'], document: ['attachment', 'file'],
  order: ['template'], request: ['template', 'request'], service: ['service', 'incident', 'change'], catalogue: ['template'], catalog: ['template'],
  login: ['access key', 'token'], 'log': ['history', 'access log'], audit: ['history'], customer: ['tenant'], client: ['tenant', 'client'],
  person: ['user'], team: ['group'], agent: ['user'], approve: ['approval', 'vote'], statistic: ['kpi'], report: ['kpi', 'export'], notification: ['notification', 'webhook'],
  deadline: ['clock', 'service level'], sla: ['clock', 'service level', 'sla'], callback: ['webhook'], assignee: ['assign'],
};

/** What an operation is found by. */
const wordsOf = (method, path, { operationId, summary, description: says, tags }) => [method, path, operationId, summary, says, ...tags].join(' ').toLowerCase();

/** What a kind of event is found by. */
const wordsOfEvents = (kind, { description: says }) => ['webhook signature: signed, to be verified with the secret; event', kind, says].join(' ').toLowerCase();

/** Whether a text has the word, one of its other names, or its singular. */
function has(text, word) {
  const single = word.replace(/s$/, '');
  return [word, ...(otherwise[word] || otherwise[single] || []), single].some((name) => text.includes(name));
}

function filter(section, words) {
  let count = 0;
  for (const details of section.querySelectorAll('details[data-text]')) {
    details.hidden = !words.every((word) => has(details.dataset.text, word));
    if (!details.hidden) count++;
  }
  section.hidden = count === 0;
  return count;
}

byId('find').addEventListener('input', ({ target }) => {
  const words = target.value.toLowerCase().split(/\s+/).filter(Boolean);
  const count = [...byId('operations').children].reduce((sum, section) => sum + filter(section, words), 0);
  const events = filter(byId('webhooks'), words);
  byId('schemas').hidden = words.length > 0;
  byId('status').textContent = count + events > 0 || words.length === 0
    ? counted(count) + (words.length > 0 && events > 0 ? ' What webhooks send: ' + events + (events === 1 ? ' kind of event.' : ' kinds of events.') : '')
    : 'Nothing is called so. Try a word of the task, such as resolve, comment or approve, or a part of a path.';
});

/** The part that the address names is opened. */
function openNamed() {
  const named = location.hash.length > 1 && byId(decodeURIComponent(location.hash.slice(1)));
  if (!named) return;
  if (named.tagName === 'DETAILS') named.open = true;
  named.scrollIntoView();
}
addEventListener('hashchange', openNamed);
`;
