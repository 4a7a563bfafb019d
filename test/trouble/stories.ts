import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { aFormText } from '../domain.ts'
import { jpeg } from '../photos/compose.ts'
import { PHONE } from '../photos/composeExif.ts'
import type { Chance } from './chance.ts'

/** A mail on its way into the inbox. */
export interface Letter {
  readonly raw: Uint8Array
  readonly folder: 'INBOX' | 'Junk'
  /** It came before tinbai was ever connected. */
  readonly old: boolean
}

/** What one person, or one machine, sends, and what must come of it. */
export interface Story {
  readonly name: string
  readonly sender: string
  readonly letters: readonly Letter[]
  /** Contributions that its mails make, by what the last reply to each says; empty: nobody may be answered. */
  readonly ends: readonly ('acknowledge' | 'complete')[]
}

export const STORIES: Readonly<Record<string, (chance: Chance, number: number) => Promise<Story>>> = {
  lacking: async (chance, number) => {
    const { sender, form, mail } = pen(chance, number)
    return { name: 'lacking', sender, letters: [letter(await mail({ text: form() }))], ends: ['complete'] }
  },
  whole: async (chance, number) => {
    const { sender, form, mail, photo } = pen(chance, number)
    const raw = await mail({ text: form(), photos: [await photo()] })
    return { name: 'whole', sender, letters: [letter(raw)], ends: ['acknowledge'] }
  },
  /** Larger than what is asked for at once, so that a line can drop within it. */
  large: async (chance, number) => {
    const { sender, form, mail, photo } = pen(chance, number)
    const raw = await mail({ text: form(), photos: [await photo(), await photo(1200)] })
    return { name: 'large', sender, letters: [letter(raw)], ends: ['acknowledge'] }
  },
  photosLater: async (chance, number) => {
    const { sender, form, mail, photo } = pen(chance, number)
    const first = await mail({ text: form() })
    const second = await mail({ text: 'Em gửi ảnh ạ', photos: [await photo()] })
    return { name: 'photosLater', sender, letters: [letter(first), letter(second)], ends: ['acknowledge'] }
  },
  /** Sent once more, to be sure: it brings nothing new, so there is nothing more to say. */
  again: async (chance, number) => {
    const { sender, form, mail } = pen(chance, number)
    const text = form()
    const letters = [letter(await mail({ text })), letter(await mail({ text: `Em gửi lại bài ạ.\n\n${text}` }))]
    return { name: 'again', sender, letters, ends: ['complete'] }
  },
  /** A copy by a list, by Cc, or by a rule of the mailbox. */
  twoFolders: async (chance, number) => {
    const { sender, form, mail } = pen(chance, number)
    const raw = await mail({ text: form() })
    const letters = [letter(raw), letter(raw, { folder: chance.one(['INBOX', 'Junk']) })]
    return { name: 'twoFolders', sender, letters: chance.in(2) ? letters : letters.toReversed(), ends: ['complete'] }
  },
  /** The same mail by two ways: only what servers wrote on it differs. */
  twoWays: async (chance, number) => {
    const { sender, form, mail } = pen(chance, number)
    const raw = await mail({ text: form() })
    const other = Buffer.concat([Buffer.from('Delivered-To: congdoanbk@gmail.com\r\n'), raw])
    return { name: 'twoWays', sender, letters: [letter(raw), letter(other)], ends: ['complete'] }
  },
  /** A program that gives all its mails one Message-ID. */
  oneMessageId: async (chance, number) => {
    const { sender, form, mail, photo } = pen(chance, number)
    const headers = { messageId: `<${number}.same@example.com>` }
    const one = await mail({ text: form(), ...headers, photos: [await photo()] })
    const other = await mail({ text: form(), ...headers, photos: [await photo()] })
    return {
      name: 'oneMessageId',
      sender,
      letters: [letter(one), letter(other)],
      ends: ['acknowledge', 'acknowledge'],
    }
  },
  /** Nobody may be answered: what would be a contribution, in the wrong place or from the wrong sender. */
  ...Object.fromEntries(
    ['old', 'junk', 'automatic', 'robot', 'bounce', 'ours'].map(name => [
      name,
      async (chance: Chance, number: number): Promise<Story> => {
        const { sender, form, mail } = pen(chance, number, UNANSWERED[name]?.sender)
        const raw = await mail({ text: form(), headers: UNANSWERED[name]?.headers ?? {} })
        return {
          name,
          sender,
          letters: [letter(raw, { folder: name === 'junk' ? 'Junk' : 'INBOX', old: name === 'old' })],
          ends: [],
        }
      },
    ]),
  ),
}

interface Marked {
  readonly sender?: string
  readonly headers?: Readonly<Record<string, string>>
}

const UNANSWERED: Readonly<Record<string, Marked>> = {
  automatic: { headers: { 'Auto-Submitted': 'auto-replied' } },
  robot: { sender: 'no-reply@example.com' },
  bounce: { sender: 'mailer-daemon@example.com', headers: { 'Return-Path': '<>' } },
  ours: { sender: 'congdoanbk@gmail.com' },
}

const letter = (raw: Uint8Array, given: Partial<Letter> = {}): Letter => ({
  raw,
  folder: 'INBOX',
  old: false,
  ...given,
})

/** What one sender writes with: every article and every photo is its own. */
function pen(chance: Chance, number: number, sender = `nguoi.gui.${number}@example.com`) {
  const words = (count: number): string => Array.from({ length: count }, () => chance.one(SYLLABLES)).join(' ')
  return {
    sender,
    form: (): string =>
      aFormText({
        title: `Công đoàn ${words(8)}`,
        body: `Ngày 18/11/2026, Công đoàn cơ sở ${words(30)}. Đồng chí Chủ tịch ${words(40)}. Dịp này ${words(30)}.`,
        captions: `Đồng chí Chủ tịch ${words(8)}`,
        unit: `CĐCS Trường Tiểu học ${words(2)}`,
      }),
    photo: async (kilobytes = 1): Promise<Uint8Array> =>
      Buffer.concat([await jpeg({ exif: { ...PHONE } }), Buffer.from(words(kilobytes * 170))]),
    mail: async (given: {
      readonly text: string
      readonly photos?: readonly Uint8Array[]
      readonly messageId?: string
      readonly headers?: Readonly<Record<string, string>>
    }): Promise<Uint8Array> => {
      const composer = new MailComposer({
        from: sender,
        to: 'congdoanbk@gmail.com',
        subject: `Tin bài ${words(3)}`,
        date: new Date(),
        messageId: given.messageId ?? `<${number}.${words(4).replaceAll(' ', '.')}@example.com>`,
        text: given.text,
        headers: { ...given.headers },
        attachments: (given.photos ?? []).map((content, n) => ({
          filename: `IMG_${1000 + n}.jpg`,
          content: Buffer.from(content),
        })),
        newline: 'windows',
      })
      return composer.compile().build()
    },
  }
}

const SYLLABLES =
  'an ba binh ca chi dan dong duy giao hai hien hoa hung huong khai kim lam lan linh long mai minh nam nga ngan ngoc nhan oanh phong phuc quan que quy sang sinh son tam tan thanh thao thi thinh thong thu thuy tien toan trang tri tru tuan tung van viet vinh xuan yen cao doi khu lop mon nha pho rung suoi tinh xom bang chau dinh gia ho khe lang moc nui phu'.split(
    ' ',
  )
