/** Groups that hold no text of the document. Those that begin with `\*` and are not known hold none either. */
export const SILENT = new Set(
  (
    'colortbl stylesheet info header headerl headerr headerf footer footerl footerr footerf footnote annotation ' +
    'listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping datastore latentstyles ' +
    'filetbl pntext listtext pn nonshppict shprslt nonesttables objdata objclass xe tc txe rxe bkmkstart bkmkend ' +
    'atnid atnauthor atrfstart atrfend picprop blipuid panose falt fontemb sn background mmathPr pnseclvl'
  ).split(' '),
)

/** Properties of a shape, of which one is its picture; old drawings; a text in two encodings, of which `ud` is read. */
export const QUIET = new Set(['sp', 'sv', 'do', 'upr'])
export const KNOWN_STARRED = new Set(['shppict', 'shpinst', 'fldinst', 'ud', 'do', 'nesttableprops'])

/** Control words that are a character. A soft hyphen is dropped later: in TCVN3 it is the letter "ư". */
export const CHARACTERS: Readonly<Record<string, string>> = {
  line: '\n',
  lbr: '\n',
  softline: '\n',
  tab: '\t',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
}
export const SYMBOLS: Readonly<Record<string, string>> = {
  '~': '\u00a0',
  _: '-',
  '-': '\u00ad',
  '{': '{',
  '}': '}',
  '\\': '\\',
}
