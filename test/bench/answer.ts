import { startDovecot } from '../dovecot.ts'
import { eventually, serviceFolder } from '../service.ts'
import { startReceiver } from '../smtp.ts'
import { chanceOf } from '../trouble/chance.ts'
import { STORIES } from '../trouble/stories.ts'

/**
 * `npm run bench -- answer`: seconds from the APPEND of a contribution in Dovecot to its reply at the SMTP receiver, with
 * no quiet time; the inbox is asked each minute only, so it is IDLE that tells. Every other mail has a photo.
 */
const MAILS = 20
const PROMISED_SECONDS = 5

await using dovecot = await startDovecot()
await using receiver = await startReceiver()
await using folder = await serviceFolder()
const { user, auth } = dovecot.account()
const service = await folder.start({
  IMAP_HOST: '127.0.0.1',
  IMAP_PORT: String(dovecot.port),
  IMAP_TLS: 'off',
  IMAP_USER: user,
  IMAP_PASSWORD: auth.password,
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: String(receiver.port),
  SMTP_TLS: 'off',
  REPLIES: 'on',
})
await eventually(async () => (await service.get('/')).includes('đã xử lý 0'))

const seconds: number[] = []
for (let number = 1; number <= MAILS; number++) {
  const story = await STORIES[number % 2 === 0 ? 'whole' : 'lacking']?.(chanceOf(number), number)
  const began = performance.now()
  await dovecot.append(story?.letters[0]?.raw ?? '')
  await eventually(async () => receiver.received.length === number)
  seconds.push((performance.now() - began) / 1000)
}
const sorted = seconds.toSorted((a, b) => a - b)
const [median = 0, most = 0] = [sorted[Math.floor(MAILS / 2)], sorted.at(-1)]
process.stdout.write(
  `${MAILS} mails · from APPEND to the reply ${median.toFixed(1)} s (median), ${most.toFixed(1)} s at most\n`,
)
process.exitCode = most < PROMISED_SECONDS ? 0 : 1
