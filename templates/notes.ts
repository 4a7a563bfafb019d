import type { EditorNote } from '../src/domain.ts'

/** What an editor is told of a file whose reading needs a second look; `file` '': the mail's own text. */
export function noteText({ note, file }: EditorNote): string {
  return `${file === '' ? 'Nội dung thư' : file}: ${NOTES[note]}`
}

const NOTES: Record<EditorNote['note'], string> = {
  trackedChanges: 'còn dấu sửa (Track Changes); đã lấy phần thêm vào, bỏ phần xóa đi.',
  comments: 'có lời ghi chú bên lề (Comments), không tính vào bài.',
  converted: 'gõ bằng phông chữ cũ (TCVN3, VNI…), đã chuyển mã sang Unicode; xin đọc lại.',
  macros: 'có kèm macro, không được chạy.',
  uncertainOrder: 'thứ tự chữ không đọc chắc chắn; xin đối chiếu với tệp gốc.',
}
