/** Labels that mails bear in Gmail once tinbai has dealt with them. */
export const gmailLabel = {
  accept: 'tinbai/đã nhận',
  complete: 'tinbai/cần bổ sung',
  other: 'tinbai/khác',
} as const
