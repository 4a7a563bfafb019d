/**
 * Every bound on what strangers send, in one place. Unless a line says otherwise they are design rules, several times
 * above the largest real file seen: a form is 20–200 KB, an office document with photos up to 25 MB (Gmail's own limit
 * for a mail), a photo 2–12 MB, an archive of photos up to 25 MB.
 */
const MEGABYTE = 1024 * 1024

/** Bytes of one document. */
export const MAX_DOCUMENT_BYTES = 25 * MEGABYTE

/** Bytes of one inflated part of a .docx or .odt, and of all parts that are read. A real document.xml: under 1 MB. */
export const MAX_PART_BYTES = 20 * MEGABYTE
export const MAX_PARTS_BYTES = 40 * MEGABYTE

/** Levels of elements in XML and HTML; Word itself stays under 60. */
export const MAX_XML_DEPTH = 200

/** Levels of groups in RTF; LibreOffice writes up to 12. */
export const MAX_RTF_DEPTH = 500

/** Cells and text boxes in one another, whatever the format; Word itself stops at 15 tables in tables. */
export const MAX_NESTING = 64

/** Pages of a .pdf that are read. The longest article seen: 6. */
export const MAX_PDF_PAGES = 30

/** Characters of text and blocks (paragraphs, cells, pictures) of one document: a book has fewer. */
export const MAX_TEXT_LENGTH = 4_000_000
export const MAX_BLOCKS = 100_000

/** Pictures taken out of one document. */
export const MAX_PICTURES = 200

/** Bytes of an archive, of one entry, and of all entries together once taken out. */
export const MAX_ARCHIVE_BYTES = 100 * MEGABYTE
export const MAX_ENTRY_BYTES = 60 * MEGABYTE
export const MAX_UNPACKED_BYTES = 400 * MEGABYTE

/** Files in one archive, folders and system litter not counted. */
export const MAX_ENTRIES = 500

/** An entry above {@link RATIO_FROM_BYTES} that grows more than this is a bomb: no photo or document does. */
export const MAX_RATIO = 200
export const RATIO_FROM_BYTES = MEGABYTE

/** Archives in archives: a zip of zips is opened, what lies deeper is not. */
export const MAX_ARCHIVE_DEPTH = 2

/** Mails attached to mails attached to mails. */
export const MAX_MAIL_DEPTH = 3

/** Files, and bytes of files, that one mail may unfold to. */
export const MAX_FILES = 1000
export const MAX_TOTAL_BYTES = 800 * MEGABYTE

/** Bytes of a raw mail that is taken in whole. Gmail takes 25 MB and delivers up to 50 MB, 68 MB in base64. */
export const MAX_MAIL_BYTES = 150 * MEGABYTE
