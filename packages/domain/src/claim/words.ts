import type { AreaNames } from '../indicator.ts'
import type { NumberFormat } from '../number/number-format.ts'
import { formatPeriod, formatValue } from '../number/number-format.ts'
import type { Period } from '../period.ts'
import { yearOf } from '../period.ts'

/** What a figure is held against: its span decides which of the first four it is (figure/span.ts). */
export type ComparedWith = 'lastQuarter' | 'sameQuarterLastYear' | 'lastSurvey' | 'lastYear' | 'baseline'

/** The head of a column of changes since last quarter. */
export const againstLastQuarter = '较上季'

/** Characters of a sentence that is still read at one go; a longer one names fewer parts. */
export const longestSentence = 60

/** 较上季 · 较上年同期 · 较上次调查 · 较上年 · 较2021年 */
export function againstWords(against: ComparedWith, then: Period): string {
  switch (against) {
    case 'lastQuarter':
      return againstLastQuarter
    case 'sameQuarterLastYear':
      return '较上年同期'
    case 'lastSurvey':
      return '较上次调查'
    case 'lastYear':
      return '较上年'
    case 'baseline':
      return `较${yearOf(then)}年`
  }
}

/** 第2位 · 并列第2位 (decision 2). */
export function placeWords(rank: number, isTied = false): string {
  return isTied ? `并列第${rank}位` : `第${rank}位`
}

/** 第6—8位 */
export function placeSpan(first: number, last: number): string {
  return first === last ? placeWords(first) : `第${first}—${last}位`
}

/** 由第8位升至并列第7位; null when the place is the same. */
export function placeMoveWords(
  before: number,
  now: number,
  { wasTied = false, isTied = false }: { wasTied?: boolean; isTied?: boolean } = {},
): string | null {
  if (before === now) return null
  return `由${placeWords(before, wasTied)}${now < before ? '升至' : '降至'}${placeWords(now, isTied)}`
}

/** 上升3位 · 下降1位 · 位次不变 */
export function placeStepWords(before: number, now: number): string {
  if (now === before) return '位次不变'
  return now < before ? `上升${before - now}位` : `下降${now - before}位`
}

/** 甲县、乙县; a long list is cut and counted: 甲县、乙县等5个单位 */
export function namesWords(names: readonly string[], limit = 6, counter = '个单位'): string {
  return names.length <= limit ? names.join('、') : `${names.slice(0, limit).join('、')}等${names.length}${counter}`
}

/** What is said of units that cannot be told apart. The rule behind it stands in the notes of the picture. */
export const closeWords = '差距很小，不宜据此排先后'

/** Under a picture with brackets: 同一方括号内各单位差距很小，不宜据此排先后 */
export const bracketWords = `同一方括号内各单位${closeWords}`

/** The same in a table or beside a bracket. */
export const closeMark = '差距很小'

/** 全市失业保险参保率; what names its own scope stands alone: 产业工人占全市就业人员比重, or a name with an area of the city in it. */
export function citySubject(name: string, areas: AreaNames): string {
  return ['全市', '市级', ...Object.values(areas)].some((scope) => name.includes(scope)) ? name : `全市${name}`
}

/** 2025年第四季度， before what is said of figures carried from there; '' for the quarter's own. */
export function observedLead(observed: Period | null): string {
  return observed === null ? '' : `${formatPeriod(observed)}，`
}

/** +3.20 or −8.00, with a true minus. */
export function signedPoints(points: number, format: NumberFormat): string {
  return `${points < 0 ? '−' : '+'}${formatValue(Math.abs(points), format)}`
}

/** Words of claims in which no line breaks. */
export const claimWords = [
  '扩大', '收窄', '提高', '降低', '下降', '上升', '增加', '减少', '好转', '变好', '变差', '退步', '回落', '高于', '低于', '达到', '居首', '居末', '居前', '并列', '相差', '同期', '基期', '上季', '上年', '数值', '变化', '指标', '部门', '报送', '未报', '不适用', '不可计算', '可比', '演示数据',
] as const // prettier-ignore

/** Whole sentences in one line, without their full stops: 甲；乙. */
export function inOneLine(sentences: readonly string[]): string {
  return sentences.map((one) => one.replace(/。$/, '')).join('；')
}
