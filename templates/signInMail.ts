import { plainMail } from './replies/letter.ts'

/** The mail with which an editor signs in. */
export function signInMail(
  address: string,
  minutes: number,
): { readonly subject: string; readonly text: string; readonly html: string } {
  return {
    subject: 'Đường dẫn đăng nhập tinbai',
    ...plainMail([
      'Đồng chí vừa xin đăng nhập tinbai qua e-mail. Xin mở địa chỉ sau:',
      address,
      `Địa chỉ dùng được một lần, trong ${minutes} phút. Xin không chuyển thư này cho ai.`,
      'Nếu đồng chí không xin, xin bỏ qua thư này: chưa có ai đăng nhập.',
    ]),
  }
}
