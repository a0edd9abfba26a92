/** How the documentation page shows the Markdown of the description: paragraphs, lists, code and stress, always as text. Runs in a browser. */
export const proseScript = String.raw`
/** A line's parts: code between backticks, stress between double stars, the rest as it is. */
function inline(text) {
  return String(text).split(/(\x60[^\x60]+\x60|\*\*[^*]+\*\*)/).filter(Boolean).map((part) => {
    if (part.length > 2 && part.startsWith('\x60')) return make('code', {}, part.slice(1, -1));
    return part.length > 4 && part.startsWith('**') ? make('strong', {}, part.slice(2, -2)) : part;
  });
}

/** Paragraphs, and lists of lines that begin with a dash. */
function prose(text) {
  return text.split('\n\n').filter(Boolean).map((block) => {
    if (!block.startsWith('- ')) return make('p', {}, ...inline(block));
    return make('ul', {}, ...block.split('\n').map((line) => make('li', {}, ...inline(line.replace(/^- /, '')))));
  });
}
`;
