import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPassages } from '../../src/submission/passages.ts'
import { formatted } from '../../templates/pages/passages.ts'

const TAGS = ['p', 'h2', 'ul', 'ol', 'li', 'strong', 'em', 'b', 'div', 'br', 'table', 'td', 'svg', 'math', 'style']
const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">',
  '<svg><style><img src=x onerror=alert(1)>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<p style="background:url(javascript:alert(1))" onclick="alert(1)">',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '\u0000<p\u0000>',
  '&#0;&#xd800;&#x202e;',
]

const html = fc
  .array(
    fc.oneof(
      fc.constantFrom(...TAGS.flatMap(tag => [`<${tag}>`, `</${tag}>`, `<${tag} `])),
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('Công đoàn', ' ', '\n', '&nbsp;', '"', "'", '<', '>', '&'),
    ),
    { maxLength: 30 },
  )
  .map(parts => parts.join(''))

test('whatever is posted as a text, the page of it has words, paragraphs, subheadings, lists, bold and italic alone', () => {
  fc.assert(
    fc.property(html, posted => {
      const page = String(formatted(readPassages(posted), 'h2'))
      expect(page.replace(/<\/?(?:p|h2|ul|ol|li|strong|em)>/g, '')).not.toMatch(/[<>"'\u0000]/)
    }),
    { numRuns: 2000 },
  )
})

test('a text that is written and read again is the same', () => {
  fc.assert(
    fc.property(html, posted => {
      const read = readPassages(posted)
      expect(readPassages(String(formatted(read, 'h2')))).toEqual(read)
    }),
    { numRuns: 2000 },
  )
})
