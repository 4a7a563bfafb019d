import type { Role } from '../src/domain.ts'

export const roleText: Record<Role, string> = {
  editor: 'Biên tập viên',
  chief: 'Trưởng Ban Biên tập',
  accountant: 'Kế toán',
}
