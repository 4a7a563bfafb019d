import type { Editor } from '../src/domain.ts'
import { roleText } from './roles.ts'

/** What `tinbai editor list` prints: a line for each. */
export function editorsAsText(editors: readonly (Editor & { readonly invited: boolean })[]): string {
  if (editors.length === 0) return 'Chưa có biên tập viên nào.\n'
  return editors
    .map(
      ({ name, email, role, invited }) =>
        `${name} <${email}> · ${roleText[role]}${invited ? ' · chưa đặt mật khẩu' : ''}\n`,
    )
    .join('')
}

/** @param address where the password is set */
export const invitedAsText = (name: string, address: string): string =>
  `Địa chỉ để ${name} đặt mật khẩu (dùng được một lần, trong 7 ngày):\n${address}\n`

export const removedAsText = (email: string): string => `${email} không còn đăng nhập được nữa.\n`
