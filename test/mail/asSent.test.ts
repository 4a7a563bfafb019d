import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MailPage } from '../../src/domain.ts'
import { Private } from '../../src/domain.ts'
import { mailAsSent } from '../../src/mail/asSent.ts'
import { mailPage } from '../../templates/pages/mailPage.ts'
import { FIELDS } from '../domain.ts'
import { html, JPEG, mail, multipart, photo, plain, sha256 } from './compose.ts'

/** A page of these lines of a mail, headers first; null where it has none. Nothing may be kept. */
async function sent(...lines: readonly string[]): Promise<MailPage | null> {
  const bytes = mail('From: a@example.com', 'MIME-Version: 1.0', ...lines)
  const none = (): never => {
    throw new Error('only the mail is read, and nothing is kept')
  }
  async function* stream() {
    yield bytes
  }
  return mailAsSent({ read: none, create: none, stream }, 'raw')
}

/** What an editor's browser is given of it. */
function shown(page: MailPage | null, own: Partial<typeof FIELDS> | null = null): string {
  if (page === null) return ''
  const pictures = new Map([[sha256(JPEG), Buffer.from('webp')]])
  return String(mailPage({ subject: 'Tin bài', page, fields: own === null ? null : { ...FIELDS, ...own }, pictures }))
}

const bodyOf = (text: string): string => /<body>(.*)<\/body>/s.exec(text)?.[1] ?? ''
const body = async (page: string, own: Partial<typeof FIELDS> | null = null): Promise<string> =>
  bodyOf(shown(await sent(...html(page)), own)).replace(/\s+(?=<\/div>$)/, '')

describe('what a browser would run, send or ask for is gone', () => {
  test.each([
    ['a script', '<p>A</p><script>document.title="x"</script>'],
    ['a script that never ends', '<p>A</p><script>document.title="x"'],
    ['an event handler', '<p onclick="x()" onmouseover=x()>A</p>'],
    ['an event handler on a picture', '<p>A</p><img src=x onerror="x()">'],
    ['a drawing', '<p>A</p><svg onload="x()"><script>x()</script><a href="javascript:x()"><text>x</text></a></svg>'],
    ['a formula', '<p>A</p><math><mtext><style><img src=x onerror=x()></style></mtext></math>'],
    ['a frame', '<p>A</p><iframe src="https://evil.example" srcdoc="<script>x()</script>"></iframe>'],
    ['an object', '<p>A</p><object data="https://evil.example"></object><embed src="https://evil.example">'],
    ['a stylesheet', '<p>A</p><style>@import "https://evil.example"; p { position: fixed }</style>'],
    ['a linked stylesheet', '<link rel=stylesheet href="https://evil.example/a.css"><p>A</p>'],
    ['a refresh', '<meta http-equiv="refresh" content="0;url=https://evil.example"><p>A</p>'],
    ['a base', '<base href="https://evil.example/"><p>A</p>'],
    [
      'a video',
      '<p>A</p><video src="https://evil.example/a.mp4" autoplay></video><audio src=//evil.example/a></audio>',
    ],
    ['a template', '<p>A</p><template><script>x()</script></template>'],
    ['raw text that hides markup', '<p>A</p><noscript><p title="</noscript><img src=x onerror=x()>"></noscript>'],
    ['an old raw text', '<p>A</p><xmp><script>x()</script></xmp>'],
    ['a title', '<title>x</title><p>A</p>'],
    ['what is hidden from a reader', '<p>A</p><div style="display:none">x<img src="https://evil.example/x"></div>'],
  ])('%s', async (_, page) => {
    expect((await body(page)).replace(/<p class="tinbai">.*?<\/p>/, '')).toMatch(/^<div>\s*<p>A<\/p>\s*<\/div>$/)
  })

  test.each([
    ['position', 'position:fixed; top:0; left:0; color:red'],
    ['an address', 'color:red; background:url(https://evil.example/x.png)'],
    ['an address in a list', 'color:red; list-style-image: url("https://evil.example/x.png")'],
    ['an address in escapes', 'color:red; background-image: u\\72l(https://evil.example)'],
    ['a cursor', 'color:red; cursor: url(//evil.example/x.cur), auto'],
    ['a negative margin', 'color:red; margin-top:-500px; margin: -5px 0'],
    ['an import', 'color:red; @import "https://evil.example"'],
    ['a behaviour', 'color:red; behavior: url(x.htc); -moz-binding: url(x)'],
    ['an expression', 'color:red; width: expression(x())'],
    ['a variable', 'color:red; --x: url(//evil.example); background: var(--x)'],
    ['a size beyond sense', 'color:red; width: 99999px; z-index: 9999'],
  ])('a style with %s keeps the rest', async (_, style) => {
    expect((await body(`<p style='${style}'>A</p>`)).replace(/<p class="tinbai">.*?<\/p>/, '')).toBe(
      '<div><p style="color:red">A</p></div>',
    )
  })

  test('a form leaves its words', async () => {
    const page = '<form action="https://evil.example"><p>Mật khẩu</p><input name=p><button>Gửi</button></form>'
    expect(await body(page)).toBe('<div><p>Mật khẩu</p>Gửi</div>')
  })
})

describe('links', () => {
  test.each(['https://congdoanbackan.org.vn/a?b=1&c=2', 'http://a.example/', 'mailto:a@example.com'])(
    '%s opens a window that learns nothing',
    async href => {
      expect(await body(`<a href="${href}" target="_top" onclick="x()">A</a>`)).toBe(
        `<div><a href="${href.replace('&', '&amp;')}" title="${href.replace('&', '&amp;')}" target="_blank" rel="noopener noreferrer">A</a></div>`,
      )
    },
  )
  test.each([
    'javascript:x()',
    'java\tscript:x()',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc',
    'tel:0983456712',
    '//evil.example/',
    'cid:1',
    '/thu/1',
    'https:thu/1',
    '?trang=2',
  ])('%s leads nowhere', async href => {
    expect(await body(`<a href="${href}">A</a>`)).toBe('<div><a>A</a></div>')
  })
})

describe('pictures', () => {
  const related = (page: string, ...headers: readonly string[]) =>
    sent(...multipart('related', 'r', html(page), photo(...headers)))

  test('one that came with the mail shows where it stood, by its Content-ID or its place', async () => {
    const page = await related('<p>A <img src="CID:a%40b" width="300px" height=20 alt="Ảnh"></p>', 'Content-ID: <a@b>')
    expect(bodyOf(shown(page))).toBe(
      `<div><p>A <img src="data:image/webp;base64,${Buffer.from('webp').toString('base64')}" alt="Ảnh" width="300" height="20"></p></div>`,
    )
    expect(shown(await related('<img src="anh.jpg">', 'Content-Location: anh.jpg'))).toContain('data:image/webp')
  })

  test('one that was written into the page too', async () => {
    const data = `data:image/jpeg;base64,${JPEG.toString('base64')}`
    expect(await body(`<p><img src="${data}"></p>`)).toContain('<p><img src="data:image/webp;base64,')
  })

  test.each(['https://evil.example/a.png', '//evil.example/a.png', ' http://evil.example/a.png'])(
    '%s is not asked for, and the reader is told',
    async src => {
      const page = await body(`<p>A <img src="${src}" alt="Logo"></p>`)
      expect(page).toMatch(/^<p class="tinbai">Ảnh từ bên ngoài không được tải/)
      expect(page).toContain('<span class="away">Ảnh từ bên ngoài: Logo</span>')
      expect(page).not.toContain('evil.example')
    },
  )

  test('one of a pixel leaves only the word that there was one', async () => {
    const page = await body('<p>A</p><img src="https://evil.example/?who=1" width=1 height=1>')
    expect(page).toMatch(/Ảnh từ bên ngoài không được tải.*<div><p>A<\/p><\/div>$/)
  })

  test.each(['<td background="https://evil.example/a.png">A</td>', '<p style="background: url(//evil.example)">A</p>'])(
    '%s is told too',
    async page => expect(await body(`<table><tr>${page}</tr></table>`)).toContain('Ảnh từ bên ngoài không được tải'),
  )

  test.each(['cid:nobody', 'file:///c:/a.png', 'data:image/svg+xml,<svg onload=x()>', 'javascript:x()'])(
    'of %s the words stay',
    async src =>
      expect(await body(`<p>A <img src='${src}' alt="Logo" srcset="https://evil.example/a 2x"></p>`)).toBe(
        '<div><p>A Logo</p></div>',
      ),
  )
})

describe('the numbers of the form are hidden', () => {
  test.each([
    ['as they stand', '<p>ĐT 0983456712.</p>', '<p>ĐT •••.</p>'],
    ['with markup between', '<p>ĐT <b>0983</b> <i>456</i> 712.</p>', '<p>ĐT <b>•••</b><i></i>.</p>'],
    ['with lines between', '<p>ĐT 0983<br>456\r\n   712</p>', '<p>ĐT •••<br></p>'],
    ['with marks that show nothing between', '<p>ĐT 0983&#8203;456&shy;712</p>', '<p>ĐT •••</p>'],
    [
      'in cells of one digit',
      '<p>0</p><p>9</p><p>8</p><p>3</p><p>4</p><p>5</p><p>6</p><p>7</p><p>1</p><p>2</p>',
      `<p>•••</p>${'<p></p>'.repeat(9)}`,
    ],
    ['as entities', '<p>&#48;983456&#x37;12</p>', '<p>•••</p>'],
    ['in the words of a picture', '<p>A<img src="cid:x" alt="0983 456 712"></p>', '<p>A•••</p>'],
    ['the account', '<p>STK 8605 2051 12233</p>', '<p>STK •••</p>'],
    ['in a link', '<a href="https://zalo.me/0983456712">Zalo</a>', '<a>Zalo</a>'],
    ['in an encoded link', '<a href="mailto:a@example.com?subject=0983%20456%20712">Thư</a>', '<a>Thư</a>'],
  ])('%s', async (_, page, seen) => {
    const own = { phone: new Private('0983456712'), accountNumber: new Private('8605205112233') }
    expect(await body(page, own)).toBe(`<div>${seen}</div>`)
  })
})

describe('what is shown of a mail', () => {
  test('of an alternative, the form in HTML', async () => {
    const page = await sent(...multipart('alternative', 'a', plain('Bản chữ'), html('<p>Bản <b>HTML</b></p>')))
    expect(bodyOf(shown(page))).toBe('<div><p>Bản <b>HTML</b></p></div>')
  })

  test('plain texts that stand between, once', async () => {
    const page = await sent(...multipart('mixed', 'a', plain('Trên <b>'), html('<p>Giữa</p>'), plain('Giữa'), photo()))
    expect(bodyOf(shown(page))).toBe('<div><div style="white-space:pre-wrap">Trên &lt;b&gt;</div><p>Giữa</p></div>')
  })

  test('nothing where there is only text', async () => {
    expect(await sent(...plain('Bản chữ'))).toBeNull()
    expect(await sent(...multipart('mixed', 'a', plain('Bản chữ'), photo()))).toBeNull()
  })

  test('the beginning of one without end', async () => {
    const page = await sent(...html(`<p>${'dài '.repeat(400_000)}</p>`))
    expect(page?.isCut).toBe(true)
    expect(shown(page)).toContain('Thư rất dài')
    expect(shown(page).length).toBeLessThan(1_100_000)
  })

  test('layout: tables, colours, sizes, lists', async () => {
    const page =
      '<table width="100%" border="1" cellpadding=4><tr bgcolor="#ffeecc"><td colspan=2 align="center" style="padding: 4px 8px; border: 1px solid #ccc"><font color="red" size=5>A</font></td></tr></table><ol start=3><li>B</li></ol>'
    expect(await body(page)).toBe(
      '<div><table width="100%" border="1" cellpadding="4"><tr bgcolor="#ffeecc"><td colspan="2" align="center" style="padding:4px 8px;border:1px solid #ccc"><font color="red" size="5">A</font></td></tr></table><ol start="3"><li>B</li></ol></div>',
    )
  })

  test('thousands of elements within one another end soon', async () => {
    const begun = performance.now()
    await body('<div><b style="color:red">'.repeat(20_000))
    expect(performance.now() - begun).toBeLessThan(20_000)
  })
})

test('whatever a page is made of, nothing hostile comes out', async () => {
  const piece = fc.constantFrom(
    ...[
      '<',
      '>',
      '"',
      "'",
      '=',
      '/',
      '&',
      ' ',
      '\n',
      '\0',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '`',
      '&lt;',
      '&#x3c;',
      '&quot;',
    ],
    ...[
      'script',
      'img',
      'svg',
      'math',
      'style',
      'iframe',
      'a',
      'p',
      'table',
      'noscript',
      'template',
      'title',
      'xmp',
      'textarea',
      'form',
      'base',
      'meta',
      'td',
      'input',
    ],
    ...[
      'src',
      'href',
      'onerror',
      'onload',
      'style',
      'background',
      'srcdoc',
      'action',
      'formaction',
      'xlink:href',
      'http-equiv',
      'name',
      'id',
      'class',
      'target',
    ],
    ...[
      'javascript:x()',
      'https://evil.example/',
      '//evil.example',
      'url(//evil.example)',
      'data:text/html,x',
      'position:fixed',
      '@import',
      'refresh',
      'cid:x',
    ],
    ...[
      '<img src=x onerror=x()>',
      '<script>x()</script>',
      '</div></body></html>',
      '<svg><style>',
      '</style>',
      '<a href="',
      '<p style="',
    ],
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async pieces => {
      const found = tags(await body(`<p>A</p>${pieces.join('')}`))
      for (const { name, attributes } of found) {
        expect(SAFE, name).toContain(name)
        for (const [attribute, value] of attributes) {
          expect(SAFE_ATTRIBUTES, attribute).toContain(attribute)
          if (attribute === 'href') expect(value).toMatch(/^(https?:\/\/|mailto:)/i)
          if (attribute === 'src') expect(value).toMatch(/^data:image\/webp;base64,/)
          if (attribute === 'style') expect(value).not.toMatch(/url|position|import|expression|\\|@/i)
        }
      }
    }),
    { numRuns: 1500 },
  )
})

const SAFE =
  'p div span br hr wbr h1 h2 h3 h4 h5 h6 b strong i em u s strike del ins sub sup small big tt font center blockquote q cite pre code ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr td th a img address article section header footer main figure figcaption'.split(
    ' ',
  )
const SAFE_ATTRIBUTES =
  'class style align dir lang href title target rel src alt width height color face size border cellpadding cellspacing bgcolor valign colspan rowspan nowrap span start type value'.split(
    ' ',
  )

/** Every tag as HTML's own rules read it: whatever follows "<" and a letter, up to the first ">" outside of quotes. */
function tags(page: string) {
  return [...page.matchAll(/<\/?([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi)].map(([, name = '', rest = '']) => ({
    name: name.toLowerCase(),
    attributes: [...rest.matchAll(/([^\s=/"']+)(?:="([^"]*)")?/g)].map(
      ([, attribute = '', value = '']) => [attribute.toLowerCase(), value] as const,
    ),
  }))
}
