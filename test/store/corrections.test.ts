import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import type { Content, Correction, Original, RuleId } from '../../src/domain.ts'
import { holdRow } from '../../src/store/progress.ts'
import { fileVerdict } from '../../src/store/submissions.ts'
import { must, testDesk } from '../desk.ts'
import { aDocument, aFormText, aPhotoFile, aZaloPhoto } from '../domain.ts'
import { eventually } from '../service.ts'

const { database, progress, desk, editor, close, now, passes, work, receive, piece, viewOf, decide } = await testDesk()
afterAll(close)

const form = (given: Parameters<typeof aFormText>[0] = {}): Content => aDocument(aFormText(given), 'Mau.docx')

async function correct(reference: string, correction: Correction): Promise<boolean> {
  const { stand } = await viewOf(reference)
  return desk.correct(reference, { stand, correction }, editor)
}

async function says(reference: string, number: number, original: 'yes' | 'no'): Promise<boolean> {
  const photo = (await viewOf(reference)).verdict.photos[number]
  if (photo === undefined) throw new Error('no such photo')
  const { sha256, name } = photo.file
  return correct(reference, { kind: 'photo', sha256, name, said: photo.original, original })
}

async function overrule(reference: string, rule: RuleId): Promise<boolean> {
  const finding = (await viewOf(reference)).verdict.findings.find(one => one.rule === rule)
  if (finding === undefined) throw new Error(`nothing is said of ${rule}`)
  return correct(reference, { kind: 'finding', finding })
}

async function undo(reference: string): Promise<string | null> {
  const [last] = (await viewOf(reference)).history
  return desk.undoCorrection(last?.id ?? 0, editor)
}

const originals = async (reference: string): Promise<readonly Original[]> =>
  (await viewOf(reference)).verdict.photos.map(({ original }) => original)
const asked = async (reference: string): Promise<readonly RuleId[]> =>
  (await viewOf(reference)).verdict.findings.flatMap(({ asks, rule }) => (asks ? [rule] : []))
const lettersOf = async (reference: string): Promise<readonly string[]> =>
  (await viewOf(reference)).replies.map(({ kind, state }) => `${kind} ${state}`).reverse()

/** A request that waits in the outbox. */
async function requested(contents: readonly Content[]) {
  const made = await piece(contents)
  passes(21 * 60)
  await work()
  expect(await lettersOf(made.reference)).toEqual(['complete queued'])
  return made
}

async function waitOut(): Promise<void> {
  passes(61)
  await work()
}

test('a photo that is good after all moves its piece to the queue, and a later mail and its pixels leave it so', async () => {
  const { id, reference } = await piece([form(), aZaloPhoto(1)])
  expect([await originals(reference), (await viewOf(reference)).list]).toEqual([['no'], 'incomplete'])
  expect(await says(reference, 0, 'yes')).toBe(true)
  expect([await originals(reference), (await viewOf(reference)).list]).toEqual([['yes'], 'waiting'])
  await receive([aZaloPhoto(2)], { text: 'Em gửi thêm ảnh' }, id)
  await work()
  await work()
  expect(await originals(reference)).toEqual(['yes', 'no'])
})

test.each(['photos', 'submission'] as const)('%s work that has read the old verdict ends unwritten', async pipeline => {
  const { id, reference } = await piece([form(), aZaloPhoto(1)])
  passes(21 * 60)
  if (pipeline === 'photos')
    await database
      .updateTable('progress')
      .set({ step: 'verdict', due: now() })
      .where('pipeline', '=', pipeline)
      .execute()
  const read = await progress.due(pipeline, id)
  if (read === null) throw new Error('nothing is under way')
  await says(reference, 0, 'yes')
  expect(await progress.keep(pipeline, read, null, async () => undefined)).toBeNull()
})

test('a verdict that is being filed after the pixels is waited for, not met in a ring', async () => {
  const { id, reference } = await piece([form(), aZaloPhoto(1)])
  const { verdict } = await viewOf(reference)
  const said = await database.transaction().execute(async writing => {
    await holdRow(writing, { pipeline: 'photos', id })
    const saying = says(reference, 0, 'yes')
    await eventually(async () => (await waitingForLocks()) > 0)
    await fileVerdict(writing, id, verdict)
    return { saying }
  })
  expect(await said.saying).toBe(true)
  expect(await originals(reference)).toEqual(['yes'])
})

async function waitingForLocks(): Promise<number> {
  const { rows } = await sql`select from pg_stat_activity where wait_event_type = 'Lock'`.execute(database)
  return rows.length
}

test('the last word on a photo counts, and undo gives back the one before', async () => {
  const { reference } = await piece([form(), aPhotoFile()])
  await says(reference, 0, 'no')
  expect(await asked(reference)).toEqual(['photos.notOriginal'])
  await says(reference, 0, 'yes')
  expect(await asked(reference)).toEqual([])
  expect(await undo(reference)).toBe(reference)
  expect(await asked(reference)).toEqual(['photos.notOriginal'])
  expect((await viewOf(reference)).history.map(({ canUndo }) => canUndo)).toEqual([false, true])
})

test('a request that asks only for what was overruled gives way to what is right, and comes back with undo', async () => {
  const { reference } = await requested([form()])
  await overrule(reference, 'photos.none')
  expect(await lettersOf(reference)).toEqual(['complete withdrawn'])
  await waitOut()
  expect(await lettersOf(reference)).toEqual(['complete withdrawn', 'acknowledge queued'])
  expect(await undo(reference)).toBe(reference)
  await waitOut()
  expect(await lettersOf(reference)).toEqual(['complete withdrawn', 'acknowledge withdrawn', 'complete queued'])
})

test('a request of two parts asks for the other one', async () => {
  const { reference } = await requested([form({ unit: '' })])
  expect(await asked(reference)).toEqual(['form.unit', 'photos.none'])
  await overrule(reference, 'photos.none')
  await waitOut()
  const { replies } = await viewOf(reference)
  expect(replies.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['complete queued', 'complete withdrawn'])
  expect(replies[0]?.text).toContain('Đơn vị')
  expect(replies[0]?.text).not.toContain('Thư chưa có ảnh')
})

test('what was overruled before the reply is written is never asked for', async () => {
  const { reference } = await piece([form()])
  await overrule(reference, 'photos.none')
  passes(21 * 60)
  await work()
  expect(await lettersOf(reference)).toEqual(['acknowledge queued'])
})

test.each(['sending', 'sent', 'unsure'] as const)(
  'a request that is %s stays, and nothing is sent after it',
  async state => {
    const { id, reference } = await requested([form()])
    await database.updateTable('outbox').set({ state }).where('submissionId', '=', id).execute()
    await overrule(reference, 'photos.none')
    await waitOut()
    expect(await lettersOf(reference)).toEqual([`complete ${state}`])
    expect(await viewOf(reference)).toMatchObject({ list: 'waiting', decidable: expect.arrayContaining(['accept']) })
    expect(await desk.letter(reference, { kind: 'accept' })).not.toBeNull()
  },
)

test('a letter of the board stays as the editor has written it', async () => {
  const { reference } = await piece([form()])
  await must(decide(reference, { kind: 'ask', words: '' }))
  await overrule(reference, 'photos.none')
  expect(await lettersOf(reference)).toEqual(['complete queued'])
})

test('a page from before is refused: another has put it right, or a mail has come', async () => {
  const { id, reference } = await piece([form({ unit: '' })])
  const { stand, verdict } = await viewOf(reference)
  const [first, second] = verdict.findings
  if (first === undefined || second === undefined) throw new Error('two findings are expected')
  expect(await desk.correct(reference, { stand, correction: { kind: 'finding', finding: first } }, editor)).toBe(true)
  expect(await desk.correct(reference, { stand, correction: { kind: 'finding', finding: second } }, editor)).toBe(false)
  await receive([aPhotoFile()], {}, id)
  expect(await overrule(reference, 'photos.none'), 'not judged yet').toBe(false)
})

test('what editors have said is kept with what the machine had said, and stays when it is taken back', async () => {
  const { id, reference } = await piece([form(), aZaloPhoto(1)])
  await says(reference, 0, 'yes')
  await undo(reference)
  expect(await undo(reference), 'twice').toBeNull()
  const rows = await database.selectFrom('corrections').selectAll().where('submissionId', '=', id).execute()
  expect(rows).toMatchObject([
    { correction: { kind: 'photo', said: 'no', original: 'yes' }, editor: editor.id, undoneAt: expect.any(Date) },
  ])
})

test('what is no contribution goes under "Thư khác" without a reply, and comes back whole', async () => {
  const { id, reference } = await requested([form()])
  await receive([aPhotoFile()], {}, id)
  await work()
  expect(await desk.dismiss(reference, editor)).toBe(reference)
  const moved = await desk.submission(reference)
  if (moved === null || moved === 'judging' || !('dismissedTo' in moved)) throw new Error('it is still shown')
  const other = await desk.other(moved.dismissedTo)
  expect(other).toMatchObject({ why: 'editor', dismissal: { reference, editor: editor.name } })
  expect(await desk.makeSubmission(moved.dismissedTo), 'it goes back by undo alone').toBeNull()
  await waitOut()
  const letters = database.selectFrom('outbox').select('state').where('submissionId', '=', id)
  expect(await letters.execute()).toEqual([{ state: 'withdrawn' }])

  expect(await desk.undoMove(other?.dismissal?.id ?? 0, editor)).toBe(reference)
  passes(21 * 60)
  await work()
  const view = await viewOf(reference)
  expect(view).toMatchObject({
    list: 'waiting',
    history: [{ act: { kind: 'correct', correction: { kind: 'other' } } }],
  })
  expect(view.mails.map(({ joined }) => joined)).toEqual(['first', 'first'])
  expect(await desk.other(moved.dismissedTo)).toBeNull()
  expect(await lettersOf(reference)).toEqual(['complete withdrawn', 'acknowledge queued'])
})
