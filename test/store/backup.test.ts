import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { backUp } from '../../src/store/backup.ts'
import { openBlobs } from '../../src/store/blobs.ts'
import { migrate } from '../../src/store/database.ts'
import { restore } from '../../src/store/restore.ts'
import { testDatabase } from '../database.ts'
import { temporaryFolder } from '../folder.ts'

const NOW = new Date('2026-11-29T02:00:00Z')

test('rows of an older tinbai are brought up to date, and new ones get numbers of their own', async () => {
  await using folder = await temporaryFolder()
  const files = openBlobs(folder.path)
  const [old, young] = [await testDatabase(), await testDatabase()]
  try {
    await sql`drop schema public cascade`.execute(old.database)
    await sql`create schema public`.execute(old.database)
    await migrate(old.database, '0009-editors.ts')
    const editor = { name: 'Trần An', email: 'an@example.com', role: 'chief' as const, addedAt: NOW }
    await old.database.insertInto('editors').values(editor).execute()
    const archive: Uint8Array[] = []
    await backUp(old.database, files, NOW, async bytes => void archive.push(bytes))

    const written = (async function* () {
      yield* archive
    })()
    await restore(young.database, files, written, { replace: false, now: NOW })
    expect(await young.database.selectFrom('grants').selectAll().execute()).toEqual([])
    const { id } = await young.database
      .insertInto('editors')
      .values({ ...editor, email: 'binh@example.com' })
      .returning('id')
      .executeTakeFirstOrThrow()
    expect(await young.database.selectFrom('editors').select(['id', 'name']).orderBy('id').execute()).toEqual([
      { id: 1, name: 'Trần An' },
      { id: 2, name: 'Trần An' },
    ])
    expect(id).toBe(2)
  } finally {
    await old.close()
    await young.close()
  }
})
