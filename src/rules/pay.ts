import type { Rule } from './rule.ts'

/** Fields 7 and 8 "để trả nhuận bút": without them the article can still be published, so their absence only asks along. */
export const account: Rule = {
  id: 'pay.account',
  find: ({ form: { fields } }) => {
    const missing = [
      ...(fields.accountNumber === null ? ['number'] : []),
      ...(fields.accountHolder === null ? ['holder'] : []),
    ]
    return missing.length === 0 ? null : { certainty: 'certain', asks: false, values: { missing: missing.join(' ') } }
  },
}
