/** What the documentation page does: it reads openapi.json, lists operations and schemas, and tries calls. Runs in a browser. */
import { proseScript } from './page-prose.ts';
import { searchScript } from './page-search.ts';

export const script = String.raw`
'use strict';
const byId = (id) => document.getElementById(id);
const base = location.pathname.replace(/\/docs\/?$/, '');

/** An element with attributes and children; text is always text, never markup. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

${proseScript}
let description;

/** What a reference in the description points to. */
function resolve(value) {
  let found = value;
  while (found && found.$ref) found = found.$ref.slice(2).split('/').reduce((at, key) => at[key.replaceAll('~1', '/').replaceAll('~0', '~')], description);
  return found;
}

function kindOf(schema) {
  if (!schema) return '';
  if (schema.$ref) return schema.$ref.split('/').pop();
  const options = schema.anyOf || schema.oneOf;
  if (options) return options.map(kindOf).join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.join(' | ');
  if (schema.type === 'array') return 'list of ' + kindOf(schema.items);
  return [schema.type].flat().join(' or ') + (schema.format ? ' (' + schema.format + ')' : '');
}

function boundsOf(schema) {
  const names = { minLength: 'at least', maxLength: 'at most', minimum: 'from', maximum: 'to', maxItems: 'items up to', pattern: 'like', default: 'default' };
  return Object.entries(names).filter(([key]) => schema[key] !== undefined).map(([key, word]) => word + ' ' + schema[key]).join(', ');
}

function table(head, rows) {
  const header = make('tr', {}, ...head.map((text) => make('th', { scope: 'col' }, text)));
  const body = rows.map((cells) => make('tr', {}, ...cells.map((cell, at) => make(at === 0 ? 'th' : 'td', { scope: at === 0 ? 'row' : undefined, 'data-label': head[at] }, ...inline(cell)))));
  return make('div', { class: 'scroll' }, make('table', {}, make('thead', {}, header), make('tbody', {}, ...body)));
}

function properties(schema) {
  const all = resolve(schema);
  const rows = Object.entries(all.properties || {}).map(([name, property]) => {
    const required = (all.required || []).includes(name) ? ' *' : '';
    const notes = [property.title, property.description, property['x-visibility'], boundsOf(property)].filter(Boolean).join('. ');
    return [name + required, kindOf(property), notes];
  });
  return rows.length ? table(['field (* required)', 'kind', 'notes'], rows) : make('p', {}, kindOf(schema) || 'No fields.');
}

function lifecycle(schema) {
  const life = schema['x-lifecycle'];
  if (!life || !life.transitions.length) return undefined;
  const rows = life.transitions.map(({ action, from, to, by, emits }) => [action, from.join(', '), to === 'same' ? 'stays' : to, by.join(', '), emits]);
  return make('div', {}, make('h4', {}, 'Lifecycle, from ' + life.initial), table(['action', 'from', 'to', 'by', 'event'], rows));
}

/** A details element that is filled when it is opened for the first time. */
function unfolding(summary, fill, id) {
  const details = make('details', { id }, summary);
  details.addEventListener('toggle', () => { if (details.open && details.children.length === 1) details.append(make('div', {}, ...fill().filter(Boolean))); });
  return details;
}

let fields = 0;
function field(parameter) {
  const { schema = {}, name, required } = parameter;
  const id = 'field-' + ++fields;
  const codes = schema.enum || (schema.type === 'boolean' ? ['true', 'false'] : undefined);
  const input = codes
    ? make('select', { id }, make('option', { value: '' }, ''), ...codes.map((code) => make('option', {}, String(code))))
    : make('input', { id, autocomplete: 'off', spellcheck: 'false' });
  const label = make('label', { for: id, title: parameter.description }, name + ' (' + parameter.in + ')' + (required ? ' *' : ''), input);
  return { parameter, input, label };
}

async function send(method, path, inputs, body, type, output) {
  const value = (kind) => inputs.filter(({ parameter, input }) => parameter.in === kind && input.value !== '');
  let target = path;
  for (const { parameter, input } of value('path')) target = target.replace('{' + parameter.name + '}', encodeURIComponent(input.value));
  const query = new URLSearchParams(value('query').map(({ parameter, input }) => [parameter.name, input.value]));
  const headers = Object.fromEntries(value('header').map(({ parameter, input }) => [parameter.name, input.value]));
  if (byId('token').value) headers.Authorization = 'Bearer ' + byId('token').value;
  if (byId('tenant').value && !headers['Itsm-Tenant']) headers['Itsm-Tenant'] = byId('tenant').value;
  if (body !== undefined) headers['Content-Type'] = type;
  output.textContent = '…';
  try {
    const response = await fetch(base + target + (String(query) ? '?' + query : ''), { method, headers, body });
    const text = await response.text();
    let shown = text;
    try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch {}
    output.textContent = [response.status + ' ' + response.statusText, ...[...response.headers].map(([name, header]) => name + ': ' + header), '', shown].join('\n');
  } catch (error) {
    output.textContent = String(error);
  }
}

function attempt(method, path, operation) {
  const inputs = (operation.parameters || []).map(resolve).map(field);
  const [type, content] = Object.entries((operation.requestBody || {}).content || {})[0] || [];
  const id = 'body-' + ++fields;
  const area = content && make('textarea', { id, spellcheck: 'false' });
  if (area) area.value = content.example === undefined ? '' : JSON.stringify(content.example, null, 2);
  const output = make('pre', { tabindex: '0', role: 'status', 'aria-label': 'Answer' });
  const button = make('button', { type: 'button' }, 'Send');
  button.addEventListener('click', () => send(method, path, inputs, area ? area.value : undefined, type, output));
  return [make('h4', {}, 'Try it'), make('div', { class: 'fields' }, ...inputs.map(({ label }) => label)), area && make('label', { for: id }, 'Body', area), button, output];
}

function operationDetails(method, path, operation) {
  const body = operation.requestBody && Object.values(operation.requestBody.content)[0].schema;
  const parameters = (operation.parameters || []).map(resolve).map((each) => [each.name + (each.required ? ' *' : ''), each.in, kindOf(each.schema), each.description || '']);
  const responses = Object.entries(operation.responses).map(([status, each]) => [status, resolve(each).description]);
  const summary = make('summary', {}, make('span', { class: 'method' }, method), make('span', { class: 'path' }, path), make('span', { class: 'says' }, ...inline(operation.summary)));
  const details = unfolding(summary, () => [
    ...prose(operation.description || ''),
    make('p', {}, 'Called ', make('code', {}, operation.operationId), '.'),
    parameters.length ? table(['parameter', 'in', 'kind', 'notes'], parameters) : undefined,
    body && make('h4', {}, 'Body: ' + kindOf(body)),
    body && properties((body.oneOf || [body])[0]),
    make('h4', {}, 'Answers'), table(['status', 'means'], responses),
    ...attempt(method, path, operation),
  ], operation.operationId);
  details.dataset.text = wordsOf(method, path, operation);
  return details;
}

/** What a receiver gets for one kind of event. */
function webhookDetails(kind, { post }) {
  const { schema, example } = Object.values(post.requestBody.content)[0];
  const headers = post.parameters.map(resolve).map(({ name, description: says }) => [name, says]);
  const answers = Object.entries(post.responses).map(([status, { description: says }]) => [status, says]);
  const happening = resolve(schema).properties.data;
  const summary = make('summary', {}, make('span', { class: 'method' }, 'event'), make('span', { class: 'path' }, kind + '.*'), make('span', { class: 'says' }, post.summary.replace('Webhook: ', '')));
  const details = unfolding(summary, () => [
    ...prose(post.description),
    make('h4', {}, 'Headers that sign it'), table(['header', 'means'], headers),
    make('h4', {}, 'Body: ' + kindOf(schema)), properties(schema),
    make('h4', {}, 'In its data'), properties(happening),
    make('h4', {}, 'In the data of the event itself'), properties(happening.properties.data),
    make('h4', {}, 'Example'), make('pre', { tabindex: '0' }, JSON.stringify(example, null, 2)),
    make('h4', {}, 'What to answer'), table(['status', 'means'], answers),
  ], post.operationId);
  details.dataset.text = wordsOfEvents(kind, post);
  return details;
}

const counted = (count) => count + (count === 1 ? ' operation.' : ' operations.');

function show() {
  byId('version').textContent = description.info.version;
  byId('introduction').append(make('div', {}, ...prose(description.info.description)));
  const operations = Object.entries(description.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })));
  const sections = description.tags.map(({ name, description: purpose }, index) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    return make('section', { 'aria-labelledby': 'tag-' + index }, make('h2', { id: 'tag-' + index }, name), ...prose(purpose), ...own.map(({ method, path, operation }) => operationDetails(method, path, operation)));
  });
  byId('operations').append(...sections);
  byId('tags').append(make('ul', {}, ...description.tags.map(({ name }, index) => make('li', {}, make('a', { href: '#tag-' + index }, name))), ...[['webhooks-title', 'What webhooks send'], ['schemas-title', 'Schemas']].map(([id, name]) => make('li', {}, make('a', { href: '#' + id }, name)))));
  byId('webhooks').append(...Object.entries(description.webhooks).map(([kind, item]) => webhookDetails(kind, item)));
  byId('schemas').append(...Object.entries(description.components.schemas).map(([name, schema]) => unfolding(make('summary', {}, name), () => [...prose(schema.description || ''), properties(schema), lifecycle(schema)])));
  byId('status').textContent = counted(operations.length);
  openNamed();
}

${searchScript}
fetch(base + '/openapi.json').then((response) => response.json()).then((read) => { description = read; show(); }).catch((error) => { byId('status').textContent = 'The description could not be read: ' + error; });
`;
