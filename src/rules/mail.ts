import type { Rule } from './rule.ts'

/** The receiving server says that the sender is forged: no reply, the editor decides. */
export const sender: Rule = {
  id: 'mail.sender',
  find: ({ mails }) => (mails.some(({ dmarc }) => dmarc === 'fail') ? { certainty: 'doubt', asks: false } : null),
}
