import { html } from 'hono/html'
import type { Correction, Finding, ListView, Photo } from '../../src/domain.ts'
import { findingText } from '../findings.ts'
import { fromField } from './decisions.ts'
import type { Html } from './html.ts'
import type { HistoryEntry, SubmissionView } from './views.ts'

/** What an editor says of a photo, by its address. */
export const PHOTO_CORRECTIONS = { dat: 'yes', 'khong-dat': 'no' } as const

/** The submission on whose page something is put right. */
export interface Correctable extends Pick<SubmissionView, 'reference' | 'stand' | 'history'> {
  /** The list that the editor goes through. */
  readonly way: ListView | null
}

/** What the verdict on a photo does not say already; what an editor has said of it, and the way back. */
export function photoCorrection({ file, original }: Photo, view: Correctable): Html {
  const said = standing(view).find(({ correction }) => correction.kind === 'photo' && correction.sha256 === file.sha256)
  if (said !== undefined)
    return html`<div class="small soft">Do ${said.entry.editor ?? 'biên tập viên'} xác định. ${takeBack(said.entry)}</div>`
  const act = (slug: keyof typeof PHOTO_CORRECTIONS, words: string): Html | string =>
    PHOTO_CORRECTIONS[slug] === original ? '' : button(view, `anh/${file.sha256}/${slug}`, words)
  return html`<div class="buttons">${act('dat', 'Ảnh này đạt')}${act('khong-dat', 'Ảnh này không đạt')}</div>`
}

/** "Máy nhầm": the finding asks no more and counts no more. */
export const overrule = ({ rule, files }: Finding, view: Correctable): Html =>
  button(
    view,
    'may-nham',
    'Máy nhầm',
    html`<input type="hidden" name="luat" value="${rule}">${files.map(name => html`<input type="hidden" name="tep" value="${name}">`)}`,
  )

/** "Không phải tin bài": its mails go under "Thư khác". */
export const dismiss = (view: Correctable): Html => button(view, 'khong-phai-bai', 'Không phải tin, bài')

/** Findings that editors have overruled. */
export function overruledList(view: Correctable): Html | string {
  const overruled = standing(view).filter(({ correction }) => correction.kind === 'finding')
  if (overruled.length === 0) return ''
  return html`<h3>Máy nhầm, không tính</h3><ul class="findings small soft">${overruled.map(
    ({ entry, correction }) => html`<li>${correctionText(correction)} ${takeBack(entry)}</li>`,
  )}</ul>`
}

/** What was put right: "Ảnh IMG_1.jpg: đạt". */
export function correctionText(correction: Correction): string {
  switch (correction.kind) {
    case 'photo':
      return `Ảnh ${correction.name}: ${correction.original === 'yes' ? 'đạt' : 'không đạt'}`
    case 'finding':
      return findingText[correction.finding.rule](correction.finding)
    case 'other':
      return 'Xếp vào Thư khác: không phải tin, bài'
  }
}

/** Takes back what was put right, or moved. */
export const takeBack = ({ id }: Pick<HistoryEntry, 'id'>): Html =>
  html`<form class="inline" method="post" action="/lich-su/${id}/hoan-tac"><button class="quiet">Hoàn tác</button></form>`

/** What editors put right and did not take back, the newest first. */
const standing = ({ history }: Correctable) =>
  history.flatMap(entry =>
    entry.act.kind === 'correct' && entry.undoneAt === null ? [{ entry, correction: entry.act.correction }] : [],
  )

const button = (
  { reference, stand, way }: Correctable,
  slug: string,
  words: string,
  fields: Html | string = '',
): Html =>
  html`<form class="inline" method="post" action="/bai/${reference}/${slug}"><input type="hidden" name="ban" value="${stand}">${fromField(way)}${fields}<button class="quiet">${words}</button></form>`
