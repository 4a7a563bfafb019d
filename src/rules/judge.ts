import type { Correction, Decision, Finding, FormReading, MailFile, Photo, Reading } from '../domain.ts'
import { contentsOf } from '../mail/contents.ts'
import * as attachment from './attachment.ts'
import * as form from './form.ts'
import { sharedLinksIn } from './links.ts'
import * as mail from './mail.ts'
import { isOverruled } from './overrule.ts'
import * as pay from './pay.ts'
import * as photos from './photos.ts'
import type { Judged, Rule } from './rule.ts'

/** All rules, in the order in which an editor reads what they find. */
const RULES: readonly Rule[] = [
  form.title,
  form.body,
  form.author,
  form.unit,
  form.phone,
  photos.none,
  photos.inArticle,
  photos.notOriginal,
  form.captions,
  pay.account,
  attachment.unreadable,
  attachment.scan,
  attachment.unsafe,
  photos.link,
  photos.duplicate,
  photos.nearDuplicate,
  photos.date,
  mail.sender,
]

/**
 * What was read → what is broken, and what follows, but for what editors have overruled. A submission that lacks nothing
 * a rule may ask for is accepted.
 */
export function judge(input: {
  readonly readings: readonly Reading[]
  readonly form: FormReading
  readonly photos: readonly Photo[]
  readonly pages: readonly MailFile[]
  readonly corrections: readonly Correction[]
}): { readonly decision: Decision; readonly findings: readonly Finding[] } {
  const contents = input.readings.flatMap(({ contents: own }) => contentsOf(own))
  const judged: Judged = {
    mails: input.readings.map(reading => reading.mail),
    contents,
    form: input.form,
    photos: input.photos,
    pages: input.pages,
    links: [...new Map(input.readings.flatMap(sharedLinksIn).map(link => [link.url, link])).values()],
  }
  const found = RULES.flatMap(rule => {
    const broken = rule.find(judged)
    return broken === null ? [] : [{ rule: rule.id, files: [], values: {}, ...broken }]
  })
  const findings = found.filter(finding => !isOverruled(finding, input.corrections))
  return { decision: findings.some(({ asks }) => asks) ? 'complete' : 'accept', findings }
}
