import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { folderMails } from '../../src/mailbox/folder.ts'
import { temporaryFolder } from '../folder.ts'

const NOW = new Date('2026-03-02T03:00:00Z')
const BEFORE = new Date('2026-03-01T03:00:00Z')

async function put(folder: string, path: string, text: string, changed = BEFORE): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
  await utimes(join(folder, path), changed, changed)
}

async function look(folder: string, seen: ReadonlySet<string> = new Set()) {
  const mails: { uid: string; text: string }[] = []
  for await (const mail of folderMails(folder, uid => seen.has(uid), NOW)) {
    mails.push({ uid: mail.uid, text: Buffer.concat(await Array.fromAsync(mail.stream())).toString() })
  }
  return mails
}

test('mails are found as .eml files, in a Maildir and in an mbox, and other files are left alone', async () => {
  await using folder = await temporaryFolder()
  await put(folder.path, 'một.eml', 'Subject: eml\n\n')
  await put(folder.path, 'Maildir/new/1700000000.M1.host', 'Subject: new\n\n')
  await put(folder.path, 'Maildir/cur/1700000001.M2.host:2,S', 'Subject: cur\n\n')
  await put(folder.path, 'Maildir/tmp/1700000002.M3.host', 'Subject: half')
  await put(
    folder.path,
    'thang-3.mbox',
    'From a@x Mon Mar  2\nSubject: first\n\n>From here\n\nFrom b@x Mon\nSubject: second\n\n',
  )
  await put(folder.path, 'ghi-chu.txt', 'no mail')

  const subjects = (await look(folder.path)).map(({ text }) => text.split('\n')[0]).sort()
  expect(subjects).toEqual(['Subject: cur', 'Subject: eml', 'Subject: first', 'Subject: new', 'Subject: second'])
})

test('a line of the mail that begins with From comes out of an mbox as it was written', async () => {
  await using folder = await temporaryFolder()
  await put(folder.path, 'mbox', 'From a@x Mon\nSubject: s\n\n>From now on\n>>From quoted\nFrom inside a paragraph\n')
  expect((await look(folder.path)).map(({ text }) => text)).toEqual([
    'Subject: s\n\nFrom now on\n>From quoted\nFrom inside a paragraph\n',
  ])
})

test('what was seen is not read again, what was added is', async () => {
  await using folder = await temporaryFolder()
  await put(folder.path, 'a.eml', 'Subject: a\n\n')
  const first = await look(folder.path)
  await put(folder.path, 'b.eml', 'Subject: b\n\n')
  const seen = new Set(first.map(({ uid }) => uid))
  expect((await look(folder.path, seen)).map(({ text }) => text)).toEqual(['Subject: b\n\n'])
})

test('a file that is still being written waits for the next look', async () => {
  await using folder = await temporaryFolder()
  await put(folder.path, 'a.eml', 'Subject: ha', NOW)
  expect(await look(folder.path)).toEqual([])
})
