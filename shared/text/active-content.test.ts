/** What a browser would run is taken out, however it is written. */
import { expect, it } from 'vitest';
import { withoutActiveContent } from '#shared/text/active-content';

it.each([
  ['Click <b>here</b>, 3 < 4 > 2', 'Click <b>here</b>, 3 < 4 > 2', []],
  ['a<script>alert(1)</script>b', 'ab', ['script']],
  ['a<SCRIPT src=x>alert(1)</ScRiPt >b', 'ab', ['script']],
  ['a<script>never closed', 'anever closed', ['script']],
  ['a<iframe src="https://evil.example"></iframe>b', 'ab', ['iframe']],
  ['<scr<script></script>ipt>alert(1)</script>', 'alert(1)', ['script']],
  ['<img src=x onerror="alert(1)">', '<img src=x>', ['onerror']],
  ["<a/onmouseover='x()'>y</a>", '<a>y</a>', ['onmouseover']],
  ['[x](javascript:alert(1))', '[x](alert(1))', ['javascript:']],
  ['<a href="java&#115;cript:alert(1)">x</a>', 'x</a>', ['encoded address']],
  ['<embed src=x>text</embed>', 'text', ['embed']],
])('%s', (given, text, removed) => {
  expect(withoutActiveContent(given)).toEqual({ text, removed });
});

it('reads what is made to keep it busy no longer than its length asks for', () => {
  for (const hostile of ['<script', '<', '<a onx=', '<scr<script>ipt>', 'javascript:']) {
    const { text } = withoutActiveContent(hostile.repeat(20_000));
    expect(/<script|javascript:/i.test(text)).toBe(false);
  }
});
