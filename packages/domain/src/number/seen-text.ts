/** What is seen of a text in one line: a line break or several blanks are one, and nothing stands in it that nobody sees. */
export function seenLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(invisible, '').trim()
}

/** The same of a text of several lines, which stay. */
export function seenText(text: string): string {
  return text.replaceAll(/\r\n?/gu, '\n').replaceAll(invisibleButLines, '').trim()
}

const invisible = /[\p{Cc}\p{Cf}]/gu
const invisibleButLines = /(?![\n\t])[\p{Cc}\p{Cf}]/gu
