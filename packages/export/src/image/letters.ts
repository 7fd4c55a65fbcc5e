import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ChartModel } from '@cg/charts/model'
import { ChartRefusal } from '@cg/charts/refusal'

/* Pictures draw with the committed fonts only: what they lack is refused by name, never left out in silence. */

const file = fileURLToPath(new URL('../../fonts/coverage.json', import.meta.url))
let covered: readonly (readonly [number, number])[] | null = null

/** The letters of a text that the export fonts lack, each once, in their order. */
export function missingLetters(text: string): string[] {
  covered ??= JSON.parse(readFileSync(file, 'utf8')) as [number, number][]
  return [...new Set(text)].filter((letter) => !isCovered(letter.codePointAt(0) ?? 0, covered ?? []))
}

function isCovered(code: number, ranges: readonly (readonly [number, number])[]): boolean {
  let [low, high] = [0, ranges.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const [from, to] = ranges[middle] ?? [0, 0]
    if (code < from) high = middle - 1
    else if (code > to) low = middle + 1
    else return true
  }
  return false
}

/** Throws with the first text that cannot be drawn, named with its letters; other formats leave letters to the reader's fonts. */
export function refuseMissingLetters(model: ChartModel): void {
  for (const [place, text] of drawnTexts(model)) {
    const missing = missingLetters(text)
    if (missing.length > 0)
      throw new ChartRefusal(
        `${place}“${text}”中的${missing.map(namedLetter).join('、')}不在导出字体中，图片里画不出来。请改用其他字，或改为导出PPTX、XLSX、CSV。`,
      )
  }
}

/** “😀”（U+1F600） */
export function namedLetter(letter: string): string {
  return `“${letter}”（U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()}）`
}

const places: Readonly<Record<keyof ChartModel['lines'], string>> = {
  map: '审图号',
  subtitle: '副标题',
  source: '数据来源',
  asOf: '截至日期',
  definition: '口径',
  note: '注',
  release: '发布编号',
  generated: '生成时间',
  demo: '数据性质',
}

function drawnTexts(model: ChartModel): [place: string, text: string][] {
  const lines = Object.entries(places).map(([key, place]): [string, string] => [
    place,
    model.lines[key as keyof ChartModel['lines']] ?? '',
  ])
  return [
    ['标题', model.title],
    ['水印', model.watermark ?? ''],
    ...lines,
    ...textsOf(model.body).map((text): [string, string] => ['名称', text]),
  ]
}

const unread = new Set(['key', 'detail', 'polygons', 'quiet'])

/** Every text of the body; keys and tooltips are not drawn, outlines are no text. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, part]) => (unread.has(key) ? [] : textsOf(part)))
}
