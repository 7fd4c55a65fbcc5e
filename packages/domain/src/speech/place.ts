import type { BookPlace, FigureBook } from './book.ts'

/** A place in the text; `code` null: one that the release does not know or that names nobody (该区, *区, 全省). */
export type FoundPlace = {
  readonly start: number
  readonly end: number
  readonly code: string | null
  readonly isOutside: boolean
}

export type PlaceFinder = (text: string) => FoundPlace[]

const cityWords = ['全市', '我市', '本市']
const outside = /全省|全国|我省|省内|国内|全球/gu
const nobody =
  /[*＊×]+(?:区|县|镇|街道|市)|[某该](?:区|县|市|镇)|[某该]地区|中心城区|偏远(?:地区|乡镇)|城区|县域|园区|(?:产业)?集群|产业基地|各区县(?:市)?|部分(?:地区|区县)|(?<![\u4e00-\u9fa5])(?:区|县|镇|企业)(?=[、，,]|探索|推行|等)/gu

/** Finds places by name, short name and the name without 区, 县, 市; the longest name wins. */
export function placeFinder({ city, units }: Pick<FigureBook, 'city' | 'units'>): PlaceFinder {
  const names = new Map<string, string>()
  for (const word of cityWords) names.set(word, city.code)
  for (const place of [city, ...units])
    for (const name of namesOf(place)) if (!names.has(name)) names.set(name, place.code)
  const longest = [...names.keys()].sort((left, right) => right.length - left.length)
  const known = new RegExp(
    longest.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)).join('|'),
    'gu',
  )
  return (text) => {
    const found: FoundPlace[] = [...text.matchAll(known)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      code: names.get(match[0]) ?? null,
      isOutside: false,
    }))
    const isFree = (start: number, end: number): boolean => !found.some((one) => one.start < end && start < one.end)
    for (const [pattern, isOutside] of [
      [outside, true],
      [nobody, false],
    ] as const)
      // prettier-ignore
      for (const { index, 0: word } of text.matchAll(pattern))
        if (isFree(index, index + word.length)) found.push({ start: index, end: index + word.length, code: null, isOutside })
    return found.sort((left, right) => left.start - right.start)
  }
}

function namesOf({ name, shortName }: BookPlace): string[] {
  const stem = shortName.replace(/[区县市]$/u, '')
  return stem.length >= 2 ? [name, shortName, stem] : [name, shortName]
}
