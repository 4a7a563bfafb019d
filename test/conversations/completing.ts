import { aClosedFile, TITLE } from '../domain.ts'
import { COPY } from './play.ts'
import { bare, below, gmail, iphone, newMail, outlook, within } from './quoting.ts'
import { article, type Conversations, copy, DAY, form, HOUR, photo, turn } from './written.ts'

const UNIT = 'CĐCS Trường Tiểu học Nà Phặc'
const ACKNOWLEDGED = ['article: acknowledge']

/** Answers with only what was missing, and corrections. */
export const completing: Conversations = {
  'the unit in one sentence from an iPhone': {
    turns: [
      article(form({ unit: '' }), photo()),
      turn('answer', 2 * HOUR, iphone('Dạ đơn vị em là Trường Mầm non Hoa Sen ạ')),
    ],
    ends: [{ mails: 'article + answer', state: 'accept', fields: { title: TITLE, unit: 'Trường Mầm non Hoa Sen' } }],
    letters: ['article: complete form.unit', 'answer: acknowledge'],
  },
  'the unit by its name alone': {
    turns: [article(form({ unit: '' }), photo()), turn('answer', DAY, gmail(UNIT))],
    ends: [{ mails: 'article + answer', state: 'accept', fields: { unit: UNIT } }],
    letters: ['article: complete form.unit', 'answer: acknowledge'],
  },
  'a phone number in one sentence without a label': {
    turns: [
      article(form({ author: '', phone: '' }), photo()),
      turn('answer', 20, gmail('dạ số của em 0983 456 712 ạ')),
    ],
    ends: [{ mails: 'article + answer', state: 'accept', fields: { phone: '0983456712' } }],
    letters: ['article: complete form.author form.phone', 'answer: acknowledge'],
  },
  'nothing but digits': {
    turns: [article(form({ author: '', phone: '' }), photo()), turn('answer', 20, bare('0983456712'))],
    ends: [{ mails: 'article + answer', state: 'accept', fields: { phone: '0983456712' } }],
    letters: ['article: complete form.author form.phone', 'answer: acknowledge'],
  },
  '"sđt em 0983…", and the name': {
    turns: [
      article(form({ author: '', phone: '' }), photo()),
      turn('answer', 20, iphone('em là Nông Thị Minh Hằng, sđt em 0983456712')),
    ],
    ends: [
      { mails: 'article + answer', state: 'accept', fields: { author: 'Nông Thị Minh Hằng', phone: '0983456712' } },
    ],
    letters: ['article: complete form.author form.phone', 'answer: acknowledge'],
  },
  'without diacritics': {
    turns: [
      article(form({ unit: '', author: '', phone: '' }), photo()),
      turn('answer', DAY, gmail('da don vi em la truong mam non hoa sen, sdt em 0983456712 a')),
    ],
    ends: [
      {
        mails: 'article + answer',
        state: 'accept',
        fields: { unit: 'truong mam non hoa sen', phone: '0983456712' },
      },
    ],
    letters: ['article: complete form.author form.unit form.phone', 'answer: acknowledge'],
  },
  'answers between the quoted lines': {
    turns: [
      article(form({ unit: '', captions: '' }), photo(), photo('IMG_0002.jpg')),
      turn(
        'answer',
        3 * HOUR,
        within({
          'ghi một dòng': `Đơn vị: ${UNIT}`,
          'mỗi ảnh một dòng': 'Ảnh 1: Trao quà cho đoàn viên Lục Thị Nga\nẢnh 2: Đoàn viên nhận quà tại hội trường',
        }),
      ),
    ],
    ends: [
      {
        mails: 'article + answer',
        state: 'accept',
        fields: { unit: UNIT, captions: ['Trao quà cho đoàn viên Lục Thị Nga', 'Đoàn viên nhận quà tại hội trường'] },
        photos: ['IMG_0001.jpg: Trao quà cho đoàn viên Lục Thị Nga', 'IMG_0002.jpg: Đoàn viên nhận quà tại hội trường'],
      },
    ],
    letters: ['article: complete form.unit form.captions', 'answer: acknowledge'],
  },
  'the answer below all that is quoted': {
    turns: [
      article(form({ unit: '' }), photo()),
      turn('answer', 5 * HOUR, below('Đơn vị em: Trường Mầm non Hoa Sen\nEm cảm ơn ạ')),
    ],
    ends: [{ mails: 'article + answer', state: 'accept', fields: { unit: 'Trường Mầm non Hoa Sen' } }],
    letters: ['article: complete form.unit', 'answer: acknowledge'],
  },
  'captions from Outlook, a line each': {
    turns: [
      article(form({ captions: '' }), photo(), photo('IMG_0002.jpg')),
      turn(
        'answer',
        DAY,
        outlook('Em bổ sung chú thích ạ\nTrao quà cho đoàn viên Lục Thị Nga\nĐoàn viên nhận quà tại hội trường'),
      ),
    ],
    ends: [
      {
        mails: 'article + answer',
        state: 'accept',
        photos: ['IMG_0001.jpg: Trao quà cho đoàn viên Lục Thị Nga', 'IMG_0002.jpg: Đoàn viên nhận quà tại hội trường'],
      },
    ],
    letters: ['article: complete form.captions', 'answer: acknowledge'],
  },
  'one caption in a sentence': {
    turns: [
      article(form({ captions: '' }), photo()),
      turn('answer', HOUR, gmail('Ảnh 1 là cô Hiệu trưởng trao quà cho đoàn viên ạ')),
    ],
    ends: [
      { mails: 'article + answer', state: 'accept', photos: ['IMG_0001.jpg: cô Hiệu trưởng trao quà cho đoàn viên'] },
    ],
    letters: ['article: complete form.captions', 'answer: acknowledge'],
  },
  'unit, photo and caption in three mails': {
    turns: [
      article(form({ unit: '', captions: '' })),
      turn('unit', 2 * HOUR, iphone('Đơn vị: CĐCS Trường Tiểu học Nà Phặc')),
      turn('photo', DAY, iphone('Em gửi ảnh ạ'), photo()),
      turn('caption', DAY + HOUR, iphone('Ảnh 1: Trao quà cho đoàn viên Lục Thị Nga')),
    ],
    ends: [
      {
        mails: 'article + unit + photo + caption',
        state: 'accept',
        fields: { title: TITLE, unit: UNIT },
        photos: ['IMG_0001.jpg: Trao quà cho đoàn viên Lục Thị Nga'],
      },
    ],
    letters: [
      'article: complete form.unit photos.none',
      'unit: complete photos.none',
      'photo: complete form.captions',
      'caption: acknowledge',
    ],
  },
  'the account after the acknowledgement': {
    turns: [
      article(form({ accountNumber: '', accountHolder: '' }), photo()),
      turn('account', HOUR, gmail('stk 8605205112233 Agribank Ngân Sơn, chủ tk Nông Thị Minh Hằng')),
    ],
    ends: [
      {
        mails: 'article + account',
        state: 'accept',
        fields: { accountNumber: '8605205112233', accountHolder: 'Nông Thị Minh Hằng', phone: '0983456712' },
      },
    ],
    letters: ACKNOWLEDGED,
  },
  'an original that replaces its compressed copy': {
    turns: [article(form(), copy()), turn('original', DAY, gmail('Em gửi ảnh gốc thay ảnh trước ạ'), photo())],
    ends: [
      {
        mails: 'article + original',
        state: 'accept',
        photos: [
          'z1574218800123_0a1b2c3d4e5f60718293a4b5c6d7e8f9.jpg: Đồng chí Chủ tịch Công đoàn cơ sở trao quà cho đoàn viên',
          'IMG_0001.jpg: Đồng chí Chủ tịch Công đoàn cơ sở trao quà cho đoàn viên',
        ],
      },
    ],
    letters: ['article: complete photos.notOriginal', 'original: acknowledge'],
  },
  'a unit that is put right by mail': {
    turns: [
      article(form(), photo()),
      turn('right', HOUR, gmail('Em xin đính chính: đơn vị là CĐCS Trường Tiểu học Vân Tùng ạ')),
    ],
    ends: [
      { mails: 'article + right', state: 'accept', fields: { title: TITLE, unit: 'CĐCS Trường Tiểu học Vân Tùng' } },
    ],
    letters: ACKNOWLEDGED,
  },
  'a name that is put right by mail': {
    turns: [
      article(form(), photo()),
      turn('right', HOUR, outlook('Em ghi nhầm tên tác giả, tác giả là Nông Thị Minh Hạnh ạ')),
    ],
    ends: [{ mails: 'article + right', state: 'accept', fields: { author: 'Nông Thị Minh Hạnh', unit: UNIT } }],
    letters: ACKNOWLEDGED,
  },
  'a wrong phone number that is put right in a new mail': {
    turns: [
      article(form(), photo()),
      turn(
        'right',
        30,
        newMail('Em xin sửa lại số điện thoại là 0912 345 678 ạ, số trong bài em viết nhầm', 'Đính chính'),
      ),
    ],
    ends: [{ mails: 'article + right', state: 'accept', fields: { phone: '0912345678' } }],
    letters: ACKNOWLEDGED,
  },
  'a title and a caption that are put right by mail': {
    turns: [
      article(form({ captions: 'Ảnh 1: Trao quà\nẢnh 2: Chụp ảnh lưu niệm' }), photo(), photo('IMG_0002.jpg')),
      turn('title', HOUR, gmail('Em xin sửa tít bài thành: Công đoàn Trường Tiểu học Nà Phặc thăm hỏi đoàn viên ạ')),
      turn('caption', DAY, iphone('Em ghi nhầm ạ, chú thích ảnh 2 sửa lại là “Đoàn viên Lục Thị Nga nhận quà”')),
    ],
    ends: [
      {
        mails: 'article + title + caption',
        state: 'accept',
        fields: {
          title: 'Công đoàn Trường Tiểu học Nà Phặc thăm hỏi đoàn viên',
          author: 'Nông Thị Minh Hằng',
          unit: UNIT,
        },
        photos: ['IMG_0001.jpg: Trao quà', 'IMG_0002.jpg: Đoàn viên Lục Thị Nga nhận quà'],
      },
    ],
    letters: ACKNOWLEDGED,
  },
  'everything a little at a time, in six mails': {
    turns: [
      article(form({ unit: '', phone: '', captions: '' })),
      turn('unit', HOUR, iphone(`Dạ đơn vị em là ${UNIT} ạ`)),
      turn('thanks', HOUR + 5, iphone('Em cảm ơn ạ')),
      turn('copy', DAY, gmail('Em gửi ảnh ạ'), copy()),
      turn('photo', 2 * DAY, newMail('Ảnh gốc em gửi lại, sđt em 0983456712', 'Ảnh BK-2019-0001'), photo()),
      turn('caption', 3 * DAY, outlook('Ảnh 1: Trao quà cho đoàn viên Lục Thị Nga')),
    ],
    ends: [
      {
        mails: 'article + unit + copy + photo + caption',
        state: 'accept',
        fields: { unit: UNIT, phone: '0983456712' },
        photos: [`${COPY}: Trao quà cho đoàn viên Lục Thị Nga`, 'IMG_0001.jpg: Trao quà cho đoàn viên Lục Thị Nga'],
      },
      { mails: 'thanks', state: 'conversation' },
    ],
    letters: [
      'article: complete form.unit photos.none',
      'unit: complete photos.none',
      'copy: complete photos.notOriginal form.captions',
      'photo: complete form.captions',
      'caption: acknowledge',
    ],
  },
  'numbers in a signature, which correct nothing': {
    turns: [
      article(form()),
      turn(
        'photos',
        DAY,
        gmail(
          'Em gửi ảnh ạ\n\n--\nPhòng Hành chính - Trường Tiểu học Vân Tùng\nĐT: 0209 3999 111 - Fax: 0209 3999 112',
        ),
        photo(),
      ),
    ],
    ends: [{ mails: 'article + photos', state: 'accept', fields: { phone: '0983456712', unit: UNIT } }],
    letters: ['article: complete photos.none', 'photos: acknowledge'],
  },
  'the article again, this time without a password': {
    turns: [
      turn('closed', 0, { subject: 'Bài viết', text: 'Em gửi bài và ảnh ạ' }, aClosedFile('bai va anh.zip')),
      turn('open', HOUR, gmail('Dạ em gửi lại ạ'), form(), photo()),
    ],
    ends: [{ mails: 'closed + open', state: 'accept', fields: { title: TITLE } }],
    letters: ['closed: complete attachment.unreadable', 'open: acknowledge'],
  },
}
