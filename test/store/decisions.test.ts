import { afterAll, expect, test } from 'vitest'
import { mergeSubmissions } from '../../src/store/moves.ts'
import { wayNamed } from '../../templates/pages/queueLists.ts'
import { clean, must, testDesk } from '../desk.ts'
import { aDocument, aFormText, aPhotoFile } from '../domain.ts'

const { database, progress, desk, editor, close, now, passes, work, receive, piece, viewOf, referenceOf, decide } =
  await testDesk()
afterAll(close)

const withoutPhotos = () => [aDocument(aFormText(), 'Mau.docx')]

const lettersOf = async (reference: string): Promise<readonly string[]> =>
  (await viewOf(reference)).replies.map(({ kind, state }) => `${kind} ${state}`).reverse()
/** A list as its link names it: "cho-duyet?xep=cu". */
function way(text: string) {
  const view = wayNamed(text)
  if (view === null) throw new Error(`no list: ${text}`)
  return view
}

const WAYS = {
  waiting: 'cho-duyet',
  incomplete: 'can-bo-sung',
  accepted: 'da-duyet',
  published: 'da-dang',
  declined: 'khong-dang',
} as const

const listed = async (text: string): Promise<readonly string[]> =>
  (await desk.submissions(way(text), 0, editor)).rows.map(({ reference }) => reference)
const isOn = async (list: keyof typeof WAYS, reference: string): Promise<boolean> =>
  (await listed(WAYS[list])).includes(reference)

const PUBLISH = { kind: 'publish', link: 'https://congdoanbackan.org.vn/bai-1', on: '2019-11-21' } as const

test('a piece goes from list to list as it is decided, each decision with its letter', async () => {
  const { reference } = await piece()
  expect(await isOn('waiting', reference)).toBe(true)
  await must(decide(reference, { kind: 'accept' }))
  expect([await isOn('waiting', reference), await isOn('accepted', reference)]).toEqual([false, true])
  await must(decide(reference, PUBLISH))
  expect(await viewOf(reference)).toMatchObject({ list: 'published', link: PUBLISH.link, publishedOn: PUBLISH.on })
  // The first letter had not gone out when the second was written.
  expect(await lettersOf(reference)).toEqual(['accepted withdrawn', 'published queued'])
  await must(decide(reference, { kind: 'reopen' }))
  expect(await viewOf(reference)).toMatchObject({ list: 'waiting', state: 'open', link: null })
  await must(decide(reference, { kind: 'decline', reason: 'Bài đã đăng ở báo khác.' }))
  const declined = await viewOf(reference)
  expect(declined).toMatchObject({ list: 'declined', reason: 'Bài đã đăng ở báo khác.' })
  expect(declined.replies[0]?.text).toContain('Bài đã đăng ở báo khác.')
  expect(declined.history.map(({ act }) => act.kind)).toEqual(['decline', 'reopen', 'publish', 'accept'])
})

test('what cannot follow is refused: a declined piece is not published, an open one not reopened', async () => {
  const { reference } = await piece()
  expect(await decide(reference, { kind: 'reopen' })).toBeNull()
  await must(decide(reference, { kind: 'decline', reason: 'Trùng bài.' }))
  expect(await decide(reference, PUBLISH)).toBeNull()
  expect((await viewOf(reference)).list).toBe('declined')
})

test('a letter waits for the hold, and taking the decision back puts all as it was', async () => {
  const { reference } = await piece()
  const made = await must(decide(reference, { kind: 'accept' }))
  expect(await desk.decision(made)).toMatchObject({ canUndo: true, leavesAt: new Date(now().getTime() + 60_000) })
  expect(await progress.dueRows(100)).not.toContainEqual(expect.objectContaining({ pipeline: 'reply' }))
  passes(59)
  expect(await desk.undoDecision(made, editor)).toBe(reference)
  expect((await viewOf(reference)).history[0]).toMatchObject({ editor: editor.name, undoneBy: editor.name })
  expect(await viewOf(reference)).toMatchObject({ list: 'waiting', state: 'open', stateAt: null })
  expect(await lettersOf(reference)).toEqual(['accepted withdrawn'])
  expect(await desk.undoDecision(made, editor), 'twice').toBe('tooLate')
  passes(20 * 60)
  await work()
  expect(await lettersOf(reference), 'the automatic reply waited on').toEqual([
    'accepted withdrawn',
    'acknowledge queued',
  ])
})

test('a decision takes the automatic reply back that has not gone out, and undo lets it go', async () => {
  const { reference } = await piece()
  passes(21 * 60)
  await work()
  expect(await lettersOf(reference)).toEqual(['acknowledge queued'])
  const made = await must(decide(reference, { kind: 'accept' }))
  expect(await lettersOf(reference)).toEqual(['acknowledge withdrawn', 'accepted queued'])
  await desk.undoDecision(made, editor)
  expect(await lettersOf(reference)).toEqual(['acknowledge queued', 'accepted withdrawn'])
})

test.each(['sending', 'sent', 'unsure'] as const)('once its letter is %s a decision stays', async state => {
  const { reference } = await piece()
  const made = await must(decide(reference, { kind: 'accept' }))
  await database.updateTable('outbox').set({ state }).where('historyId', '=', made).execute()
  expect(await desk.undoDecision(made, editor)).toBe('tooLate')
  expect(await desk.decision(made)).toMatchObject({ canUndo: false, undoneAt: null })
  expect((await viewOf(reference)).list).toBe('accepted')
})

test('of two editors who decide at once one is refused, and a decision that another followed is not taken back', async () => {
  const { reference } = await piece()
  const { stand } = await viewOf(reference)
  const made = await Promise.all([
    decide(reference, { kind: 'accept' }, stand),
    decide(reference, { kind: 'decline', reason: 'Trùng bài.' }, stand),
  ])
  expect(made.filter(id => id !== null)).toHaveLength(1)
  expect((await lettersOf(reference)).length).toBe(1)
  const [first] = made.filter(id => id !== null)
  await must(decide(reference, { kind: 'reopen' }))
  expect(await desk.undoDecision(first ?? 0, editor)).toBe('tooLate')
})

test('a mail that came while an editor read refuses the decision; one that comes after does not undo it', async () => {
  const { id, reference } = await piece()
  const { stand } = await viewOf(reference)
  await receive([aPhotoFile('IMG_0002.jpg')], {}, id)
  expect(await decide(reference, { kind: 'accept' }, (await viewOf(reference)).stand), 'not judged yet').toBeNull()
  await work()
  expect(await decide(reference, { kind: 'accept' }, stand)).toBeNull()
  await must(decide(reference, { kind: 'accept' }))
  expect((await viewOf(reference)).hasNewMail).toBe(false)
  await receive([aPhotoFile('IMG_0003.jpg')], {}, id)
  await work()
  expect(await viewOf(reference)).toMatchObject({ list: 'accepted', hasNewMail: true, replyDue: null })
  passes(21 * 60)
  await work()
  expect(await lettersOf(reference), 'the letter stands, no other is written').toEqual(['accepted queued'])
})

test('what an editor asks for puts a piece among the incomplete until its contributor writes', async () => {
  const { id, reference } = await piece()
  await must(decide(reference, { kind: 'ask', words: 'Xin thêm một ảnh chụp toàn cảnh.' }))
  expect(await viewOf(reference)).toMatchObject({ list: 'incomplete', state: 'asked' })
  expect((await viewOf(reference)).replies[0]?.text).toContain('Xin thêm một ảnh chụp toàn cảnh.')
  await receive([aPhotoFile('IMG_0002.jpg')], {}, id)
  await work()
  expect(await viewOf(reference)).toMatchObject({ list: 'waiting' })
  expect(await lettersOf(reference), 'what was asked for has come').toEqual(['complete withdrawn'])
})

test('the automatic reply can be reworded, sent at once, or kept back for good', async () => {
  const { reference } = await piece(withoutPhotos())
  expect((await viewOf(reference)).decidable).toContain('answer')
  const letter = await desk.letter(reference, { kind: 'answer' })
  const { stand } = await viewOf(reference)
  const text = `${letter?.text.replace('Kính gửi', 'Thân gửi')}\r\n\r\nGọi tôi: 0912345678, đừng ghi 0983 456 712 <b>`
  await must(desk.decide(reference, { stand, decision: { kind: 'answer' }, text }, editor))
  const [row] = await database.selectFrom('outbox').selectAll().orderBy('id', 'desc').limit(1).execute()
  expect(row).toMatchObject({ kind: 'complete', state: 'queued', subject: letter?.subject })
  expect(row?.text).toMatch(/^Thân gửi/)
  expect(row?.text).toContain('Gọi tôi: 0912345678, đừng ghi ••• <b>')
  expect(row?.html).toContain('đừng ghi ••• &lt;b&gt;')
  passes(30 * 60)
  await work()
  expect(await lettersOf(reference), 'no second one').toEqual(['complete queued'])
  expect(await viewOf(reference)).toMatchObject({ list: 'incomplete', state: 'open' })

  const silent = await piece(withoutPhotos())
  const kept = await must(
    desk.decide(
      silent.reference,
      { stand: (await viewOf(silent.reference)).stand, decision: { kind: 'silence' }, text: null },
      editor,
    ),
  )
  passes(30 * 60)
  await work()
  expect(await lettersOf(silent.reference)).toEqual([])
  expect((await viewOf(silent.reference)).decidable).not.toContain('silence')
  await desk.undoDecision(kept, editor)
  await work()
  expect(await lettersOf(silent.reference)).toEqual(['complete queued'])
})

test('a sender who may be forged is written to by no decision', async () => {
  const id = await receive(clean(), { dmarc: 'fail' })
  await work()
  const reference = await referenceOf(id)
  expect(await desk.letter(reference, { kind: 'accept' })).toBeNull()
  await must(decide(reference, { kind: 'accept' }))
  expect(await viewOf(reference)).toMatchObject({ list: 'accepted', replies: [] })
})

test('a piece that is merged into another leaves its list and takes its letter back', async () => {
  const one = await piece()
  const other = await piece()
  await must(decide(one.reference, { kind: 'accept' }))
  await mergeSubmissions(database, { from: one.reference, into: other.reference }, { now: now(), by: editor.id })
  expect(await isOn('accepted', one.reference)).toBe(false)
  const letters = await database.selectFrom('outbox').select('state').where('submissionId', '=', one.id).execute()
  expect(letters).toEqual([{ state: 'withdrawn' }])
})

test('after a decision the next one of the list comes, and at its end none', async () => {
  const older = await piece()
  passes(3600)
  const newer = await piece()
  const waiting = way('cho-duyet')
  expect(await desk.next(waiting, newer.reference, editor)).toBe(older.reference)
  await must(decide(newer.reference, { kind: 'accept' }))
  expect(await desk.next(waiting, newer.reference, editor), 'it has left the list').toBe(older.reference)
  for (const reference of await listed('cho-duyet')) await decide(reference, { kind: 'accept' })
  expect(await desk.next(waiting, newer.reference, editor)).toBeNull()
  expect((await desk.counts()).waiting).toBe(0)
})

test('pieces are found by words of title, unit, author and by their reference, with and without diacritics', async () => {
  const form = { title: 'Đại hội Công đoàn xã Đổng Xá 100%', unit: 'CĐCS UBND xã Đổng Xá', author: 'Lý Thị Ỷ' }
  const { reference } = await piece([aDocument(aFormText(form), 'Mau.docx'), aPhotoFile()])
  const found = async (words: string) => (await desk.search(words, 0)).rows.map(row => row.reference)
  for (const words of [
    'dong xa',
    'ĐỔNG XÁ',
    'Đại hội'.normalize('NFD'),
    'ly thi y',
    'ubnd DAI',
    reference.toLowerCase(),
    '100%',
  ])
    expect(await found(words), words).toEqual([reference])
  for (const words of ['', '   ', 'đổng nà phặc', 'dong%xa', 'dong_xa', '\\'])
    expect(await found(words), words).toEqual([])
})

test('a list is narrowed to a unit, a month, to pieces with findings or of one editor, and goes the other way round', async () => {
  const of = (unit: string, photos = 1) => [
    aDocument(aFormText({ unit, captions: 'Ảnh 1: Trao quà tại hội trường' }), 'Mau.docx'),
    ...Array.from({ length: photos }, (_, at) => aPhotoFile(`IMG_${at}.jpg`)),
  ]
  const first = await piece(of('Trường THPT Chợ Mới'))
  passes(20 * 24 * 3600)
  const second = await piece(of('Trường Tiểu học Nà Rì', 2))
  const both = async (query: string) => {
    const found = await listed(`cho-duyet?${query}`)
    return [first, second].filter(({ reference }) => found.includes(reference))
  }
  expect(await both('don-vi=cho moi')).toEqual([first])
  expect(await both('don-vi=%')).toEqual([])
  expect(await both('thang=2019-12')).toEqual([second])
  expect(await both('luu-y=khong')).toEqual([first])
  expect(await both('ai=chua')).toEqual([first, second])
  await desk.claim(second.reference, editor)
  expect(await both('ai=toi')).toEqual([second])
  expect(await both('ai=chua')).toEqual([first])
  const oldest = await listed('cho-duyet?xep=cu')
  expect(oldest).toEqual((await listed('cho-duyet')).toReversed())
  expect(await desk.next(way('cho-duyet?xep=cu'), first.reference, editor)).toBe(second.reference)
  expect(await desk.next(way('cho-duyet?don-vi=na ri'), second.reference, editor)).toBeNull()
})
