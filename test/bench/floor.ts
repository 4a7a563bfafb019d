import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The bytes' own floor: read a mail whole, split it at its boundary, decode each base64 body, hash it. */
const raw = readFileSync(process.argv[2] ?? '')
const boundary = /boundary="?([^"\r\n;]+)/.exec(raw.toString('latin1', 0, 4096))?.[1] ?? ''
const mark = Buffer.from(`--${boundary}`)
let parts = 0
for (let at = raw.indexOf(mark); at >= 0; ) {
  const next = raw.indexOf(mark, at + mark.length)
  const body = raw.indexOf('\r\n\r\n', at) + 4
  if (next < 0) break
  createHash('sha256')
    .update(Buffer.from(raw.toString('latin1', body, next), 'base64'))
    .digest()
  parts++
  at = next
}
process.stdout.write(`${parts}\n`)
