import type { Content, Reading } from '../domain.ts'
import { contentsOf } from './contents.ts'
import { isOfficialDocument } from './notices.ts'

const count = ({ contents }: Reading, is: (content: Content) => boolean): number =>
  contentsOf(contents).filter(is).length

const isPage = (content: Content): boolean => content.kind === 'photo' && content.isPage === true
const isPhoto = (content: Content): boolean => content.kind === 'photo' && !content.isPage

export const photosIn = (reading: Reading): number => count(reading, isPhoto)
export const closedIn = (reading: Reading): number => count(reading, ({ kind }) => kind === 'closed')
/** Documents that are no official letters, and pages that somebody photographed. */
export const papersIn = (reading: Reading): number =>
  count(reading, content => (content.kind === 'document' ? !isOfficialDocument(content) : isPage(content)))
export const filesIn = (reading: Reading): number => photosIn(reading) + closedIn(reading) + papersIn(reading)
