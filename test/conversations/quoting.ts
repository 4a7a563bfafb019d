import type { Mail } from '../../src/domain.ts'
import type { Letter } from './play.ts'

/** How mail programs write an answer: its headers, and where the earlier mail stands. */
type Answer = (letter: Letter) => Partial<Mail>

const thread = ({ messageId, references, subject }: Letter): Partial<Mail> => ({
  subject: `Re: ${subject}`,
  inReplyTo: [messageId],
  references: [...references, messageId],
})

const marked = (text: string): string => text.replace(/^/gm, '> ')

const GMAIL = 'Vào Th 4, 20 thg 11, 2019 vào lúc 09:30 Ban Biên tập <\ncongdoanbk@gmail.com> đã viết:'
const IPHONE = 'Vào 09:30, Th 4, 20 thg 11, 2019 Ban Biên tập <congdoanbk@gmail.com> đã viết:'
const OUTLOOK = [
  '________________________________',
  'From: Ban Biên tập <congdoanbk@gmail.com>',
  'Sent: Wednesday, November 20, 2019 9:30 AM',
  'To: hang@example.com',
].join('\n')

/** Above what Gmail quotes. */
export const gmail =
  (words: string): Answer =>
  letter => ({ ...thread(letter), text: `${words}\n\n${GMAIL}\n\n${marked(letter.text)}` })

/** The iPhone's own program, with its line above what it quotes. */
export const iphone =
  (words: string): Answer =>
  letter => ({ ...thread(letter), text: `${words}\n\nĐã gửi từ iPhone của tôi\n\n${IPHONE}\n\n${marked(letter.text)}` })

/** Outlook copies headers and marks nothing. */
export const outlook =
  (words: string): Answer =>
  letter => ({ ...thread(letter), text: `${words}\n\n${OUTLOOK}\nSubject: ${letter.subject}\n\n${letter.text}` })

/** Below all that is quoted. */
export const below =
  (words: string): Answer =>
  letter => ({ ...thread(letter), text: `${GMAIL}\n\n${marked(letter.text)}\n\n${words}` })

/** Under the quoted line that has these words, each. */
export const within =
  (answers: Readonly<Record<string, string>>): Answer =>
  letter => {
    const lines = marked(letter.text).split('\n')
    const answered = Object.entries(answers).reduce(
      (all, [part, words]) =>
        all.flatMap(line => (line.startsWith('>') && line.includes(part) ? [line, words] : [line])),
      lines,
    )
    return { ...thread(letter), text: `${GMAIL}\n\n${answered.join('\n')}` }
  }

/** Nothing but the subject and the words: programs of phones that open a new mail. */
export const newMail =
  (words: string, subject = ''): Answer =>
  () => ({ subject, text: words })

/** In the thread, without any quote. */
export const bare =
  (words: string): Answer =>
  letter => ({ ...thread(letter), text: words })
