/** Units of the same quantity differ by a power of ten: 万元 is 元 with four places. */
export type MeasureUnit = { readonly base: string; readonly places: number }

const scaled = /^(千|万|亿)(元|人|人次)$/
const scalePlaces: Readonly<Record<string, number>> = { 千: 3, 万: 4, 亿: 8 }

/** Splits 万元 into 元 and four places; any other unit stands for itself. */
export function measureUnit(unit: string): MeasureUnit {
  const [, scale = '', base = ''] = scaled.exec(unit) ?? []
  return base === '' ? { base: unit, places: 0 } : { base, places: scalePlaces[scale] ?? 0 }
}

/** Words a person may write behind a figure of this base unit. 人 is not 人次: that one is refused. */
const spokenUnits: Readonly<Record<string, readonly string[]>> = {
  人: ['人', '名', '位'],
  人次: ['人次'],
  家: ['家', '户'],
  个: ['个'],
  项: ['项', '个'],
  件: ['件', '起', '宗'],
  起: ['起', '宗'],
  场: ['场', '场次'],
  批次: ['批次', '批'],
  条: ['条'],
  份: ['份'],
  元: ['元整', '元'],
  '%': ['%'],
  百分点: ['个百分点', '百分点'],
}

const countUnits = new Set(['人', '人次', '家', '个', '项', '件', '起', '场', '批次', '条', '份'])

/** True for things that come whole: people, enterprises, cases. */
export function isCountUnit(unit: string): boolean {
  const { base, places } = measureUnit(unit)
  return places === 0 && countUnits.has(base)
}

export function isMoneyUnit(unit: string): boolean {
  return measureUnit(unit).base === '元'
}

/** The unit words a person may write in a cell of this unit, longest first. */
export function acceptedUnitWords(unit: string): readonly string[] {
  const { base } = measureUnit(unit)
  return spokenUnits[base] ?? [base]
}

const everyWord = [...new Set(Object.values(spokenUnits).flat()), '‰', '次', '块', '岁', '年', '天'].sort(
  (left, right) => right.length - left.length,
)

/** The unit word at the end of the text, whatever the cell: a wrong one must be named, not ignored. */
export function trailingUnitWord(text: string): string | null {
  return everyWord.find((word) => text.endsWith(word)) ?? null
}
