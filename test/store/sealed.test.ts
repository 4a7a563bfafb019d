import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seal, unseal } from '../../src/store/sealed.ts'

test('what was sealed opens with its secret and its name, and with no other', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (text, secret, name) => {
      const sealed = seal(text, secret, name)
      expect(unseal(sealed, secret, name)).toBe(text)
      expect(unseal(sealed, `${secret}x`, name)).toBeNull()
      expect(unseal(sealed, secret, `${name}x`)).toBeNull()
    }),
    { numRuns: 30 },
  )
})

test('a sealed text that was changed, cut or made up does not open', () => {
  const sealed = Buffer.from(seal('token', 'secret', 'toasoan'), 'base64url')
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(unseal(changed.toString('base64url'), 'secret', 'toasoan'), String(at)).toBeNull()
    expect(unseal(sealed.subarray(0, at).toString('base64url'), 'secret', 'toasoan'), String(at)).toBeNull()
  }
})
