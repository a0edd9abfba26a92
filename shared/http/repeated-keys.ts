/** Keys that stand twice in one object of a JSON text: parsers keep the last and say nothing, so somebody's value would be lost. */

/** @param json a text that is JSON @returns the first key that its object has already */
export function repeatedKey(json: string): string | undefined {
  const containers: (Set<string> | undefined)[] = [];
  for (let at = 0; at < json.length; at++) {
    switch (json[at]) {
      case '{':
        containers.push(new Set());
        break;
      case '[':
        containers.push(undefined);
        break;
      case '}':
      case ']':
        containers.pop();
        break;
      case '"': {
        const end = endOfString(json, at);
        const keys = containers.at(-1);
        if (keys && isKey(json, end)) {
          const key = String(JSON.parse(json.slice(at, end + 1)));
          if (keys.has(key)) return key;
          keys.add(key);
        }
        at = end;
      }
    }
  }
  return undefined;
}

/** The place of the closing quote. */
function endOfString(json: string, begin: number): number {
  let at = begin + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}

/** Whether a colon follows the string that ends at a place. */
function isKey(json: string, end: number): boolean {
  let at = end + 1;
  while (' \t\n\r'.includes(json[at] ?? '.')) at++;
  return json[at] === ':';
}
