import { ARTICLE, TITLE } from '../domain.ts'
import { gmail, newMail } from './quoting.ts'
import { article, type Conversations, copy, DAY, form, from, HOUR, photo, turn } from './written.ts'

const OTHER = {
  title: 'LĐLĐ huyện Ba Bể khai mạc giải bóng chuyền đoàn viên',
  body: 'Sáng 25/11/2019, tại sân vận động trung tâm, LĐLĐ huyện Ba Bể khai mạc giải bóng chuyền công đoàn viên chức năm 2019 với 16 đội tham gia. Giải đấu kéo dài ba ngày và thu hút đông đảo cổ động viên. Ban tổ chức đã trao cờ lưu niệm cho các đội và kêu gọi tinh thần thể thao cao thượng của cán bộ, đoàn viên.',
}
const CAPTION = 'Đồng chí Chủ tịch Công đoàn cơ sở trao quà cho đoàn viên'

/** Which mails make up one contribution. */
export const joining: Conversations = {
  'an article, its photos four minutes later': {
    turns: [article(form()), turn('photos', 4, { subject: '', text: '' }, photo())],
    ends: [{ mails: 'article + photos', state: 'accept', photos: [`IMG_0001.jpg: ${CAPTION}`] }],
    letters: ['photos: acknowledge'],
  },
  'photos first, their article six minutes later': {
    turns: [
      turn('photos', 0, { subject: 'anh', text: '' }, photo()),
      turn('article', 6, { subject: 'Tin bài', text: 'Em gửi bài, ảnh em gửi trước ạ' }, form()),
    ],
    ends: [{ mails: 'photos + article', state: 'accept' }],
    letters: ['article: acknowledge'],
  },
  'photos in three mails, too large for one': {
    turns: [
      article(form()),
      turn('first', 3, { subject: 'ảnh 1', text: '' }, photo('IMG_1.jpg')),
      turn('second', 5, { subject: 'ảnh 2', text: '' }, photo('IMG_2.jpg')),
      turn('third', 8, { subject: 'ảnh 3', text: '' }, photo('IMG_3.jpg')),
    ],
    ends: [{ mails: 'article + first + second + third', state: 'accept' }],
    letters: ['third: acknowledge'],
  },
  'photos the next day in answer to our request': {
    turns: [article(form()), turn('photos', DAY, gmail('Em gửi ảnh ạ'), photo())],
    ends: [{ mails: 'article + photos', state: 'accept' }],
    letters: ['article: complete photos.none', 'photos: acknowledge'],
  },
  '"gửi lại" in a new mail, a week later': {
    turns: [
      article(form(), copy()),
      turn('again', 7 * DAY, newMail('Em gửi lại ảnh gốc ạ', 'Ảnh BK-2019-0001'), photo()),
    ],
    ends: [{ mails: 'article + again', state: 'accept' }],
    letters: ['article: complete photos.notOriginal', 'again: acknowledge'],
  },
  'a corrected second version': {
    turns: [
      article(form(), photo()),
      turn(
        'corrected',
        3 * HOUR,
        newMail('Em xin gửi lại bài đã chỉnh sửa ạ', 'Tin bài'),
        form({ body: ARTICLE.replace('12 đoàn viên', '15 đoàn viên') }, 'Mau tin bai (2).docx'),
      ),
    ],
    ends: [
      {
        mails: 'article + corrected',
        state: 'accept',
        fields: { body: ARTICLE.replace('12 đoàn viên', '15 đoàn viên').split('\n') },
        photos: [`IMG_0001.jpg: ${CAPTION}`],
      },
    ],
    letters: ['article: acknowledge'],
  },
  'the same mail delivered twice, then sent once more': {
    turns: [
      article(form(), photo()),
      article(form(), photo()),
      turn('again', HOUR, { subject: 'Tin bài', text: 'Em gửi bài ạ' }, form(), photo()),
    ],
    ends: [{ mails: 'article + again', state: 'accept', photos: [`IMG_0001.jpg: ${CAPTION}`] }],
    letters: ['article: acknowledge'],
  },
  'the same article from a colleague': {
    turns: [
      article(form(), photo()),
      turn(
        'colleague',
        2 * HOUR,
        { subject: 'Bài CĐCS', text: 'Gửi BBT', ...from('lan@example.com', 'Bế Thị Lan') },
        form(),
      ),
    ],
    ends: [{ mails: 'article + colleague', state: 'accept' }],
    letters: ['article: acknowledge', 'colleague: acknowledge'],
  },
  'a new form in an old thread, its photos in answer': {
    turns: [
      article(form(), photo()),
      turn('new', 20 * DAY, gmail('Em gửi bài mới ạ'), form(OTHER, 'bai moi.docx')),
      turn(
        'photos',
        20 * DAY + 5,
        { subject: 'Re: Tin bài', text: 'Ảnh của bài ạ', inReplyTo: ['<new@example.com>'] },
        photo('IMG_0200.jpg'),
      ),
    ],
    ends: [
      { mails: 'article', state: 'accept', fields: { title: TITLE } },
      { mails: 'new + photos', state: 'accept', fields: { title: OTHER.title } },
    ],
    letters: ['article: acknowledge', 'photos: acknowledge'],
  },
  'an answer after six weeks': {
    turns: [article(form()), turn('late', 45 * DAY, gmail('Dạ giờ em mới có ảnh ạ'), photo())],
    ends: [{ mails: 'article + late', state: 'accept' }],
    letters: ['article: complete photos.none', 'late: acknowledge'],
  },
  'the same vague subject a month later': {
    turns: [
      article(form(), photo()),
      turn('next', 31 * DAY, { subject: 'Tin bài', text: 'Em gửi bài ạ' }, form(OTHER), photo('IMG_0300.jpg')),
    ],
    ends: [
      { mails: 'article', state: 'accept' },
      { mails: 'next', state: 'accept', fields: { title: OTHER.title } },
    ],
    letters: ['article: acknowledge', 'next: acknowledge'],
  },
  'an article that a chair forwards, the photos from her own phone': {
    turns: [
      turn('forwarded', 0, {
        subject: 'Fwd: bài 20-11',
        text: `Kính chuyển BBT bài của trường ạ\n\n---------- Forwarded message ---------\nTừ: Bế Thị Lan <lan@example.com>\nDate: Th 3, 19 thg 11, 2019 lúc 20:05\nSubject: bài 20-11\nTo: Hằng <hang@example.com>\n\n${TITLE}\n\n${ARTICLE}\n\nTác giả: Bế Thị Lan\nĐơn vị: CĐCS Trường Tiểu học Nà Phặc\nSĐT: 0977123456`,
      }),
      turn('photos', 15, newMail('Ảnh trường gửi'), photo()),
      turn('caption', DAY, gmail('Ảnh 1: Chủ tịch công đoàn trao quà cho đoàn viên')),
    ],
    ends: [
      {
        mails: 'forwarded + photos + caption',
        state: 'accept',
        fields: { title: TITLE, author: 'Bế Thị Lan', phone: '0977123456' },
        photos: ['IMG_0001.jpg: Chủ tịch công đoàn trao quà cho đoàn viên'],
      },
    ],
    letters: ['forwarded: complete photos.none', 'photos: complete form.captions', 'caption: acknowledge'],
  },
  'photos from a phone with another address, named by the article': {
    turns: [
      article(form()),
      turn(
        'photos',
        6,
        { ...newMail('', `Ảnh bài ${TITLE}`)({} as never), ...from('hang.phone@example.com') },
        photo(),
      ),
    ],
    ends: [{ mails: 'article + photos', state: 'accept' }],
    letters: ['photos: acknowledge'],
  },
  'two articles of one afternoon, the photos of each after it': {
    turns: [
      article(form()),
      turn('photos', 2, newMail(''), photo('IMG_1.jpg')),
      turn('other', 30, { subject: 'Tin bài', text: 'Em gửi thêm một bài nữa ạ' }, form(OTHER)),
      turn('more', 33, newMail(''), photo('IMG_2.jpg')),
    ],
    ends: [
      { mails: 'article + photos', state: 'accept' },
      { mails: 'other + more', state: 'accept' },
    ],
    letters: ['photos: acknowledge', 'more: acknowledge'],
  },
}
