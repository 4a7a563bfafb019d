import type { Piece, SubmissionVerdict } from '../domain.ts'
import { passagesOf } from './passages.ts'

/** The piece as it was sent: each picture once, copies left out. */
export const pieceSent = ({ fields: { title, body }, photos }: SubmissionVerdict): Piece => ({
  title,
  body: passagesOf(body ?? ''),
  photos: photos.filter(({ copyOf }) => copyOf === null).map(({ file: { sha256 }, caption }) => ({ sha256, caption })),
})

/** What an editor made of it, without photos that are not there any more: their mail was split off. */
export const pieceKept = (edited: Piece, sent: Piece): Piece => ({
  ...edited,
  photos: edited.photos.filter(({ sha256 }) => sent.photos.some(photo => photo.sha256 === sha256)),
})

/** The same words in the same types, and the same photos, in the same order. */
export const isSamePiece = (one: Piece, other: Piece): boolean =>
  JSON.stringify(plain(one)) === JSON.stringify(plain(other))

/** By values alone: the database gives their names back in an order of its own. */
const plain = ({ title, body, photos }: Piece) => [
  title,
  body.map(({ kind, spans }) => [kind, spans.map(({ text, bold, italic }) => [text, bold, italic])]),
  photos.map(({ sha256, caption }) => [sha256, caption]),
]
