import { createHash } from 'node:crypto'
import { sha256Of } from './rest.ts'
import type { Scene } from './scene.ts'
import type { Story } from './stories.ts'
import { judged } from './witness.ts'

/** What must hold after every run. Each gives what does not, in plain words. */
export async function whatBroke(scene: Scene, stories: readonly Story[]): Promise<readonly string[]> {
  const rows = await read(scene)
  return [
    ...(await keptWhole(scene, stories, rows)),
    ...stories.flatMap(story => toldRight(story, rows)),
    ...(await judgedOnce(scene, rows)),
    ...sentOnce(scene, rows),
    ...(await shownToPerson(scene, rows)),
    ...onlyWhoAsked(scene, stories),
    ...(await endedWell(scene)),
  ]
}

type Rows = Awaited<ReturnType<typeof read>>

async function read({ database }: Scene) {
  const mails = await database
    .selectFrom('mails')
    .select(['id', 'rawSha256', 'kind', 'why', 'submissionId'])
    .orderBy('id')
    .execute()
  const submissions = await database
    .selectFrom('submissions')
    .select(['id', 'reference', 'revision', 'decision'])
    .execute()
  const replies = await database
    .selectFrom('outbox')
    .select(['id', 'submissionId', 'kind', 'matter', 'messageId', 'recipient', 'state', 'problem'])
    .orderBy('id')
    .execute()
  return { mails, submissions, replies }
}

/** Mails in = mails kept, each once and byte for byte. */
async function keptWhole({ files }: Scene, stories: readonly Story[], { mails }: Rows): Promise<readonly string[]> {
  const broken: string[] = []
  for (const { name, letters } of stories) {
    for (const { raw } of letters) {
      const sha256 = sha256Of(raw)
      const rows = mails.filter(mail => mail.rawSha256 === sha256)
      if (rows.length !== 1) broken.push(`a mail of "${name}" is kept ${rows.length} times`)
      const blob = await files.read(sha256).catch(() => null)
      if (blob === null || createHash('sha256').update(blob).digest('hex') !== sha256)
        broken.push(`the bytes of a mail of "${name}" are not in the blob store`)
    }
  }
  const sent = new Set(stories.flatMap(({ letters }) => letters.map(({ raw }) => sha256Of(raw))))
  const strange = mails.filter(({ rawSha256 }) => !sent.has(rawSha256))
  return [...broken, ...strange.map(({ id }) => `mail ${id} was kept, but nobody sent those bytes`)]
}

/** Each contribution is one submission with all its mails, and the last that its sender hears is what became of it. */
function toldRight({ name, sender, letters, ends }: Story, rows: Rows): readonly string[] {
  const own = new Set(letters.map(({ raw }) => sha256Of(raw)))
  const mails = rows.mails.filter(({ rawSha256 }) => own.has(rawSha256))
  const ids = [...new Set(mails.flatMap(({ submissionId }) => submissionId ?? []))]
  if (ends.length === 0) {
    const replies = rows.replies.filter(({ submissionId }) => ids.includes(submissionId))
    return replies.map(({ kind }) => `"${name}" is nobody to be answered, and there is a letter: ${kind}`)
  }
  const broken: string[] = []
  if (ids.length !== ends.length) broken.push(`"${name}" is ${ids.length} submissions in place of ${ends.length}`)
  const strays = mails.filter(({ submissionId }) => submissionId === null)
  for (const { why } of strays) broken.push(`a mail of "${name}" belongs to no submission (${why})`)
  const letterTo = ids.map(id => rows.replies.filter(reply => reply.submissionId === id && reply.state !== 'withdrawn'))
  const last = letterTo.map(replies => replies.at(-1)?.kind ?? 'nothing')
  if (last.toSorted().join() !== ends.toSorted().join())
    broken.push(`the last that "${name}" is told is ${last.join(', ')} in place of ${ends.join(', ')}`)
  for (const replies of letterTo) {
    const twice = replies.filter(({ matter }, at) => replies[at - 1]?.matter === matter)
    for (const { matter } of twice) broken.push(`"${name}" is told twice: ${matter}`)
    for (const { recipient } of replies) if (recipient !== sender) broken.push(`"${name}" is answered at ${recipient}`)
  }
  return broken
}

/** Every submission is judged, and each of its revisions at most once; a revision stands for a mail that joined. */
async function judgedOnce({ database }: Scene, { submissions, mails }: Rows): Promise<readonly string[]> {
  const verdicts = await judged(database)
  const twice = verdicts.filter(({ times }) => times > 1)
  return [
    ...twice.map(
      ({ submissionId, revision, times }) => `revision ${revision} of ${submissionId} was judged ${times} times`,
    ),
    ...submissions.flatMap(({ id, reference, revision, decision }) => {
      const joined = mails.filter(({ submissionId, kind }) => submissionId === id && kind === 'submission').length
      const newest = verdicts.find(verdict => verdict.submissionId === id && verdict.revision === revision)
      return [
        ...(joined === revision ? [] : [`${reference} has ${joined} mails and was revised ${revision} times`]),
        ...(newest === undefined || decision === null ? [`${reference} was not judged as it stands`] : []),
      ]
    }),
  ]
}

/** The receiver has each reply once that is said to be sent, at most once where nobody knows, and no other. */
function sentOnce({ receiver }: Scene, { replies }: Rows): readonly string[] {
  const tokens = receiver.received.map(({ raw }) => /^X-Tinbai-Reply:\s+(\S+)/im.exec(raw)?.[1] ?? 'none')
  const known = replies.map(({ messageId }) => messageId.slice(1, -1))
  return [
    ...tokens.filter(token => !known.includes(token)).map(token => `a reply left that is in no row: ${token}`),
    ...replies.flatMap(({ id, state, problem, messageId }) => {
      const arrived = tokens.filter(token => token === messageId.slice(1, -1)).length
      const [least, most] = ARRIVED[state] ?? [0, -1]
      if (most < 0) return [`reply ${id} ended as ${state} (${problem})`]
      if (arrived >= least && arrived <= most) return []
      return [`reply ${id} is ${state} (${problem}), and the receiver has it ${arrived} times`]
    }),
  ]
}

/** How a reply may end, and how often it has arrived then. */
const ARRIVED: Partial<Record<Rows['replies'][number]['state'], readonly [least: number, most: number]>> = {
  sent: [1, 1],
  unsure: [0, 1],
  withdrawn: [0, 0],
}

async function shownToPerson({ service }: Scene, { replies, submissions }: Rows): Promise<readonly string[]> {
  const unsure = replies.filter(({ state }) => state === 'unsure')
  if (unsure.length === 0) return []
  const page = await service.now.get('/thu-tra-loi')
  return unsure.flatMap(({ id, submissionId, recipient }) => {
    const { reference = '' } = submissions.find(submission => submission.id === submissionId) ?? {}
    const isShown = page.includes(recipient) && page.includes(reference)
    return isShown ? [] : [`nobody knows whether reply ${id} has left, and no person is told`]
  })
}

function onlyWhoAsked({ receiver }: Scene, stories: readonly Story[]): readonly string[] {
  const asked = stories.filter(({ ends }) => ends.length > 0).map(({ sender }) => sender)
  const others = receiver.received.flatMap(({ to }) => to).filter(address => !asked.includes(address))
  return others.map(address => `${address} was answered`)
}

/** A process ends when it is killed or told to; one that has not begun yet has nothing to end well. */
async function endedWell({ service, worker }: Scene): Promise<readonly string[]> {
  const all = [service, ...(worker === null ? [] : [worker])]
  const ends = all.flatMap(process => process.ends)
  for (const process of all) ends.push({ how: await process.stop(), output: process.now.output })
  return ends
    .filter(({ how, output }) => !(how === '0' || how === 'SIGKILL' || hasNotBegun(output)))
    .map(({ how }) => `a process of tinbai ended with ${how}`)
}

const hasNotBegun = (output: readonly string[]): boolean => !output.some(line => /^tinbai: (http|working)/.test(line))
