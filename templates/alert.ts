import type { MailboxProblem } from '../src/domain.ts'
import { mailboxProblemText, NOTHING_LOST } from './mailboxProblems.ts'
import { plainMail } from './replies/letter.ts'

/** What the chief editors are told when the inbox is shut to tinbai. */
export function alertMail(
  inbox: string,
  problem: MailboxProblem,
): { readonly subject: string; readonly text: string; readonly html: string } {
  const lines = [
    `tinbai không đọc được hộp thư ${inbox}, và không gửi được thư từ đó.`,
    mailboxProblemText[problem],
    NOTHING_LOST,
    'Thư này chỉ gửi một lần cho mỗi sự cố.',
  ]
  return { subject: `tinbai không mở được hộp thư ${inbox}`, ...plainMail(lines) }
}
