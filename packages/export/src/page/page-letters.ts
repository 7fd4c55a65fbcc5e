import { ChartRefusal } from '@cg/charts/refusal'
import { missingLetters, namedLetter } from '../image/letters.ts'
import { beyondGbk } from '../image/fonts.ts'

/**
 * Refuses a page, slides or another document with a letter that no committed font has, by name; true when it needs the characters
 * beyond GBK. `instead`: the format that can print it.
 */
export function refuseMissingPageLetters(shown: object, instead = 'PPTX'): boolean {
  const words = textsOf(shown)
  for (const one of words) {
    const missing = missingLetters(one.replaceAll('\n', ''))
    if (missing.length > 0)
      throw new ChartRefusal(
        `“${one.slice(0, 40)}”中的${missing.map(namedLetter).join('、')}不在导出字体中，PDF里印不出来。请改用其他字，或改为导出${instead}。`,
      )
  }
  return words.some((one) => beyondGbk.test(one))
}

/** Every text that is printed or spoken; keys and tooltips are not. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, part]) => (silent.has(key) ? [] : textsOf(part)))
}

const silent = new Set(['key', 'detail', 'records', 'ranking', 'claim'])
