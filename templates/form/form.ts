import { join } from 'node:path'

/** The blank form of the circular: the name a receiver sees, and where it lies. */
export const FORM = { name: 'Mẫu tin, bài, ảnh.docx', path: join(import.meta.dirname, 'mau-tin-bai-anh.docx') }
