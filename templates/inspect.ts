import type { Decision, Photo, SubmissionVerdict, Verdict } from '../src/domain.ts'
import { evidenceText } from './evidence.ts'
import { findingText } from './findings.ts'
import { noteText } from './notes.ts'
import { otherReasonText } from './otherReasons.ts'

/** What is printed of one submission or other mail. */
export interface Printed {
  readonly mails: readonly string[]
  readonly verdict: Verdict
  readonly reply: { readonly kind: string; readonly to: string; readonly subject: string; readonly text: string } | null
}

/** The object of `tinbai inspect --json`, its keys in the order of their contract. Private numbers are written out. */
export function inspectedAsJson({ mails, verdict, reply }: Printed): object {
  const findings = verdict.findings.map(finding => ({
    rule: finding.rule,
    certainty: finding.certainty,
    text: findingText[finding.rule](finding),
  }))
  return {
    mails,
    kind: verdict.kind,
    decision: verdict.kind === 'submission' ? verdict.decision : 'none',
    fields: verdict.kind === 'submission' ? fieldsOf(verdict) : NO_FIELDS,
    photos: verdict.kind === 'submission' ? verdict.photos.map(photoOf) : [],
    findings,
    reply: reply === null ? null : { kind: reply.kind, to: reply.to, subject: reply.subject, text: reply.text },
  }
}

const NO_FIELDS = {
  title: null,
  body: null,
  captions: [],
  author: null,
  unit: null,
  phone: null,
  accountNumber: null,
  accountHolder: null,
}

function fieldsOf({ fields }: SubmissionVerdict): object {
  return { ...fields, phone: fields.phone?.reveal() ?? null, accountNumber: fields.accountNumber?.reveal() ?? null }
}

function photoOf({ file, facts, sent, original, evidence, caption }: Photo): object {
  return {
    name: file.name,
    sha256: file.sha256,
    bytes: file.bytes,
    width: facts.width,
    height: facts.height,
    format: facts.format,
    sent,
    original,
    evidence: evidence.map(({ code, values }) => ({ code, text: evidenceText[code](values) })),
    caption,
    takenAt: facts.exif.takenAt,
    camera: cameraOf(facts.exif),
  }
}

/** "Canon EOS 1300D": the make once, many models begin with it. */
export function cameraOf({
  make,
  model,
}: {
  readonly make: string | null
  readonly model: string | null
}): string | null {
  if (make === null || model === null) return model ?? make
  return model.toLowerCase().startsWith(make.toLowerCase().split(' ')[0] ?? '') ? model : `${make} ${model}`
}

const DECISIONS: Record<Decision, string> = {
  accept: 'Đủ điều kiện: vào hàng chờ duyệt',
  complete: 'Cần bổ sung',
  none: 'Thư khác: không trả lời',
}

/** The same for a person at a terminal. */
export function inspectedAsText({ mails, verdict, reply }: Printed): string {
  const lines = [`${mails.join(' + ')}`]
  if (verdict.kind === 'other') lines.push(`  ${DECISIONS.none} – ${otherReasonText[verdict.why]}`)
  else lines.push(`  ${DECISIONS[verdict.decision]}`, ...submissionLines(verdict))
  lines.push(...verdict.findings.map(finding => `  • ${findingText[finding.rule](finding)}`))
  if (reply !== null)
    lines.push('', `  Thư trả lời cho ${reply.to}`, `  ${reply.subject}`, '', reply.text.replace(/^/gm, '  ').trimEnd())
  return `${lines.join('\n')}\n`
}

const ORIGINAL: Record<Photo['original'], string> = { yes: 'ảnh gốc', doubt: 'chưa chắc', no: 'không phải ảnh gốc' }

function submissionLines({ fields, photos, notes }: SubmissionVerdict): readonly string[] {
  const none = '(chưa có)'
  return [
    `  Tít: ${fields.title ?? none}`,
    `  Tác giả: ${fields.author ?? none} · Đơn vị: ${fields.unit ?? none}`,
    ...photos.map(
      photo =>
        `  Ảnh ${photo.file.name}: ${ORIGINAL[photo.original]}${photo.evidence.map(({ code, values }) => ` – ${evidenceText[code](values)}`).join('')}`,
    ),
    ...notes.map(note => `  Lưu ý: ${noteText(note)}`),
  ]
}
