import { claimWords } from '@cg/domain/claim/words'

/* Text is measured by rule, not by a canvas, so that browser and server break lines at the same place. */

const wide =
  /[\u1100-\u11ff\u2190-\u21ff\u2460-\u24ff\u25a0-\u25ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2014\u2018-\u201d\u2026\u{1f000}-\u{3ffff}]/u
const narrow = /[ .,:;'|!ilI·()[\]]/

/** Width in em of the bundled face: a Chinese character is 1, a digit 0.56. */
export function textWidth(text: string): number {
  let width = 0
  for (const letter of text)
    width += wide.test(letter) ? 1 : narrow.test(letter) ? 0.3 : /[A-Z%@mwMW＋]/.test(letter) ? 0.72 : 0.57
  return width
}

const mayNotStart = /^[，。、；：？！）》」』”’%‰℃…—,.;:?!)\]}]/u
const mayNotEnd = /[（《「『“‘([{¥]$/u

/** Words of the product's own sentences; those of the catalogue come with the model. */
const ownWords = [
  '时序目标', '年度目标', '目标', '不评价', '达标', '临近', '滞后', '全市', '单位', '区县', '季度', '同口径', '差距', '显著', '位次', '排名', '得分', '综合得分', '口径', '数据来源', '发布编号', '试看编号', '审核', '生成时间', '正式发布', '修订发布',
] as const // prettier-ignore

const measures = '(?:个百分点|百分点|人次|批次|个|元|人|家|项|件|起|场|条|份|位|名|分|倍|年|月|日|‰|%)'
/** A figure with its sign and its unit, 38.0人/万人 as well; a range is one. */
const number = `[A-Za-z0-9.,+\\-−/—]*[0-9](?:万亿|[万亿])?(?:${measures}(?:/万?${measures})?)?`

const patterns = new WeakMap<readonly string[], RegExp>()

/** What is taken in one piece: the words, a number with its unit, Latin letters, spaces, any one character. */
function piecesOf(words: readonly string[]): RegExp {
  const known = patterns.get(words)
  if (known !== undefined) return known
  const whole = [...ownWords, ...claimWords, ...words].toSorted((left, right) => right.length - left.length)
  const escaped = whole.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(`${escaped.join('|')}|第[一二三四]季度|第?${number}|[A-Za-z0-9.,+\\-/]+|\\s+|[^]`, 'gu')
  patterns.set(words, pattern)
  return pattern
}

const noWords: readonly string[] = []

/** Pieces that stay together: words, numbers with their unit, a character with its closing mark. */
function pieces(text: string, words: readonly string[]): string[] {
  const raw = text.match(piecesOf(words)) ?? []
  const joined: string[] = []
  for (const piece of raw) {
    const before = joined.at(-1)
    if (before !== undefined && (mayNotStart.test(piece) || mayNotEnd.test(before)))
      joined[joined.length - 1] = before + piece
    else joined.push(piece)
  }
  return joined
}

/** The parts of a text between which a line may break; together they are the text. */
export function lineParts(text: string, words: readonly string[] = noWords): readonly string[] {
  return pieces(text, words)
}

/**
 * Breaks text into lines of at most `maxWidth` pixels by the rules of Chinese typesetting; `words` are the model's
 * (`unbroken`) and must be named. A last line of a few characters takes some of the lines above along.
 */
export function wrapText(
  text: string,
  fontSize: number,
  maxWidth: number,
  words: readonly string[] | undefined,
): string[] {
  const lines = filledLines(text, fontSize, maxWidth, words)
  return lines.length > 1 && textWidth(lines.at(-1) ?? '') < shortLine
    ? evenLines(lines, text, fontSize, maxWidth, words)
    : lines
}

/** em below which a last line looks forgotten. */
const shortLine = 5

/** The same number of lines, set narrower until the last is no longer short or another line would be needed. */
function evenLines(
  filled: string[],
  text: string,
  fontSize: number,
  maxWidth: number,
  words: readonly string[] | undefined,
): string[] {
  const least = longestPiece(text, words) * fontSize
  let best = filled
  for (let width = maxWidth - fontSize / 2; width >= least; width -= fontSize / 2) {
    const lines = filledLines(text, fontSize, width, words)
    if (lines.length > filled.length) break
    best = lines
    if (textWidth(best.at(-1) ?? '') >= Math.min(shortLine, (width / fontSize) * 0.6)) break
  }
  return best
}

/** Width in em of the longest part of a text that no line breaks: a line that is narrower tears it. */
export function longestPiece(text: string, words: readonly string[] | undefined): number {
  return Math.max(0, ...pieces(text, words ?? noWords).map((piece) => textWidth(piece)))
}

/** Each line takes what it holds. */
function filledLines(text: string, fontSize: number, maxWidth: number, words: readonly string[] = noWords): string[] {
  const lines: string[] = ['']
  let width = 0
  for (const piece of fitting(pieces(text, words), fontSize, maxWidth)) {
    const step = textWidth(piece) * fontSize
    if (width + step > maxWidth && width > 0) {
      lines.push('')
      width = 0
      if (/^\s+$/.test(piece)) continue
    }
    lines[lines.length - 1] += piece
    width += step
  }
  return lines
}

/** A piece longer than a whole line is broken like any text: better torn than cut off. */
function fitting(all: readonly string[], fontSize: number, maxWidth: number): string[] {
  return all.flatMap((piece) =>
    textWidth(piece) * fontSize > maxWidth && !/[A-Za-z0-9]/.test(piece) ? Array.from(piece) : [piece],
  )
}

/** A title that needs two lines breaks at a comma where both halves fit, most evenly first; else like any text. */
export function wrapTitle(
  text: string,
  fontSize: number,
  maxWidth: number,
  words: readonly string[] | undefined,
): string[] {
  if (textWidth(text) * fontSize <= maxWidth) return [text]
  const cuts = [...text.matchAll(/[，；]/gu)].map((match) => match.index + 1)
  const fitting = cuts
    .map((cut) => [text.slice(0, cut), text.slice(cut)] as const)
    .filter((halves) => halves.every((half) => half !== '' && textWidth(half) * fontSize <= maxWidth))
    .toSorted((left, right) => Math.abs(left[0].length - left[1].length) - Math.abs(right[0].length - right[1].length))
  const [best] = fitting
  return best === undefined ? wrapText(text, fontSize, maxWidth, words) : [...best]
}

const divider = '　｜　'

/** Sets parts side by side with a divider; a part that does not fit begins a new line, a long one is broken. */
export function flowParts(
  parts: readonly string[],
  fontSize: number,
  maxWidth: number,
  words: readonly string[] | undefined,
): string[] {
  const lines: string[] = []
  let current = ''
  for (const part of parts) {
    const joined = current === '' ? part : current + divider + part
    if (textWidth(joined) * fontSize <= maxWidth) {
      current = joined
      continue
    }
    if (current !== '') lines.push(current)
    const broken = filledLines(part, fontSize, maxWidth, words)
    lines.push(...broken.slice(0, -1))
    current = broken.at(-1) ?? ''
  }
  return current === '' ? lines : [...lines, current]
}
