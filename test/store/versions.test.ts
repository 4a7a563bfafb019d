import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrate } from '../../src/store/database.ts'
import { testDatabase } from '../database.ts'

test('what editors saved as lines is read as paragraphs, and a text that was none stays none', async () => {
  const { database, close } = await testDatabase()
  try {
    await sql`drop schema public cascade`.execute(database)
    await sql`create schema public`.execute(database)
    await migrate(database, '0023-sign-in-links.ts')
    await sql`insert into editors (name, email, role, added_at) values ('An', 'an@example.com', 'editor', now())`.execute(
      database,
    )
    await sql`insert into submissions (reference, revision, opened_at, last_mail_at) values ('BK-2026-0001', 1, now(), now())`.execute(
      database,
    )
    const saved = [
      { title: 'Tít', body: 'Đoạn "một" & hai\nĐoạn ba', photos: [{ sha256: 'a', caption: 'Chú thích' }] },
      { title: null, body: null, photos: [] },
    ]
    for (const [at, piece] of saved.entries())
      await sql`insert into versions (submission_id, number, revision, editor, at, piece)
        values (1, ${at + 1}, 1, 1, now(), ${JSON.stringify(piece)})`.execute(database)
    await migrate(database, null)
    const paragraph = (text: string) => ({ kind: 'paragraph', spans: [{ text, bold: false, italic: false }] })
    const rows = await database.selectFrom('versions').select('piece').orderBy('number').execute()
    expect(rows.map(({ piece }) => piece)).toEqual([
      { ...saved[0], body: [paragraph('Đoạn "một" & hai'), paragraph('Đoạn ba')] },
      { ...saved[1], body: [] },
    ])
  } finally {
    await close()
  }
})
