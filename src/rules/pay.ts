import { isElsewhere } from './attachment.ts'
import type { Rule } from './rule.ts'

/** Fields 7 and 8 "để trả nhuận bút": without them the article can still be published, so their absence only asks along. */
export const account: Rule = {
  id: 'pay.account',
  find: judged => {
    const { fields } = judged.form
    const missing = [
      ...(fields.accountNumber === null ? ['number'] : []),
      ...(fields.accountHolder === null ? ['holder'] : []),
    ]
    if (missing.length === 0) return null
    const certainty = isElsewhere(judged) ? 'doubt' : 'certain'
    return { certainty, asks: false, values: { missing: missing.join(' ') } }
  },
}
