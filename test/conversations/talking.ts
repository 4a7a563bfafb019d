import { gmail, iphone, newMail } from './quoting.ts'
import { article, type Conversations, copy, DAY, form, HOUR, photo, turn } from './written.ts'

const ACKNOWLEDGED = ['article: acknowledge']

/** Words that change nothing, and words that come with something that does. */
export const talking: Conversations = {
  'thanks, twice': {
    turns: [
      article(form(), photo()),
      turn('thanks', HOUR, iphone('Em cảm ơn BBT nhiều ạ')),
      turn('more', HOUR + 5, gmail('Vâng ạ')),
    ],
    ends: [
      { mails: 'article', state: 'accept' },
      { mails: 'thanks', state: 'conversation' },
      { mails: 'more', state: 'conversation' },
    ],
    letters: ACKNOWLEDGED,
  },
  '"bao giờ đăng?" in the thread and in a new mail': {
    turns: [
      article(form(), photo()),
      turn('question', 2 * DAY, gmail('Cho em hỏi bài của em bao giờ được đăng ạ?')),
      turn('again', 5 * DAY, newMail('Bài của đơn vị em đã được đăng chưa ạ?', 'Hỏi về bài viết')),
    ],
    ends: [
      { mails: 'article', state: 'accept' },
      { mails: 'question', state: 'conversation' },
      { mails: 'again', state: 'conversation' },
    ],
    letters: ACKNOWLEDGED,
  },
  'an answer by a machine to our request': {
    turns: [
      article(form()),
      turn('away', 11, letter => ({
        ...gmail('Tôi đang đi công tác, sẽ trả lời sau ngày 25/11.')(letter),
        subject: `Trả lời tự động: ${letter.subject}`,
        automatic: 'autoReply',
      })),
      turn('photos', DAY, gmail('Em gửi ảnh ạ'), photo()),
    ],
    ends: [
      { mails: 'article + photos', state: 'accept' },
      { mails: 'away', state: 'autoReply' },
    ],
    letters: ['article: complete photos.none', 'photos: acknowledge'],
  },
  'a promise, then the photos': {
    turns: [
      article(form()),
      turn('promise', 30, iphone('Dạ vâng em sẽ gửi ảnh sau ạ')),
      turn('photos', 6 * HOUR, iphone(''), photo()),
    ],
    ends: [
      { mails: 'article + photos', state: 'accept' },
      { mails: 'promise', state: 'conversation' },
    ],
    letters: ['article: complete photos.none', 'photos: acknowledge'],
  },
  'an answer that brings nothing new': {
    turns: [
      article(form(), copy()),
      turn('same', HOUR, gmail('Em chỉ có ảnh này thôi ạ'), copy()),
      turn('empty', 2 * HOUR, gmail('')),
    ],
    ends: [
      { mails: 'article + same', state: 'complete' },
      { mails: 'empty', state: 'conversation' },
    ],
    letters: ['article: complete photos.notOriginal'],
  },
  'a question with what was missing': {
    turns: [
      article(form({ unit: '' })),
      turn(
        'answer',
        HOUR,
        gmail('Em cảm ơn ạ. Đơn vị em là CĐCS Trường Tiểu học Nà Phặc, ảnh em gửi kèm. Bao giờ bài được đăng ạ?'),
        photo(),
      ),
    ],
    ends: [{ mails: 'article + answer', state: 'accept', fields: { unit: 'CĐCS Trường Tiểu học Nà Phặc' } }],
    letters: ['article: complete form.unit photos.none', 'answer: acknowledge'],
  },
  'a wish that the editors are to read': {
    turns: [
      article(form(), photo()),
      turn('wish', 2 * HOUR, gmail('Nhờ BBT đăng giúp em trước ngày 20/11 để kịp chào mừng ngày Nhà giáo Việt Nam ạ.')),
    ],
    ends: [
      { mails: 'article', state: 'accept' },
      { mails: 'wish', state: 'conversation' },
    ],
    letters: ACKNOWLEDGED,
  },
}
