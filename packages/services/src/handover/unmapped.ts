import { handoverPlaceNames } from '@cg/contract/handover'
import type { HandoverLine, HandoverMapping, HandoverRow, HandoverTrial } from '@cg/contract/handover'
import type { HandoverFacts } from './facts.ts'
import type { Own } from './own.ts'

type Judged = { readonly row: HandoverRow; readonly own: Own | null; readonly lines: number; readonly isOpen: boolean }

/** Why a row has nothing of ours, in words without a full stop; null: it has, or what is open of it is something else. */
export function idleOf({ row, own, lines, isOpen }: Judged): string | null {
  if (row.lacking.trim() !== '') return `本市无此数据（${row.lacking.trim()}），以“无法提供”报送`
  if (row.indicator === '' && row.item === '') return '还没有对应本系统的指标或数据项，待处理'
  if (own === null) return `本次发布没有代码为“${row.item === '' ? row.indicator : row.item}”的指标或数据项，待处理`
  if (own.lacks !== null) return `“${own.name}”${own.lacks}，这一行本次不移交`
  if (lines > 0 || isOpen) return null
  return `“${own.name}”没有${handoverPlaceNames[row.places]}的数，这一行本次不移交`
}

/** Which half of a row for the city and its units there is not; null: both are there, or neither. */
export function halfOf(
  { places }: HandoverRow,
  lines: readonly Pick<HandoverLine, 'regionName'>[],
  city: string | undefined,
): string | null {
  if (places !== 'all' || lines.length === 0) return null
  const ofCity = lines.filter(({ regionName }) => regionName === city).length
  if (ofCity === 0) return '没有全市数，只移交各单位的数'
  return ofCity === lines.length ? '各单位没有这个数，只移交全市数' : null
}

/** What of ours no row hands over; an item of an indicator that goes out is in it. */
export function leftOut({ indicators, items }: HandoverFacts, { rows }: HandoverMapping): HandoverTrial['leftOut'] {
  const mapped = {
    indicators: new Set(rows.map(({ indicator }) => indicator)),
    items: new Set(rows.map(({ item }) => item)),
  }
  const gone = indicators.filter(({ code }) => mapped.indicators.has(code))
  const within = new Set(gone.flatMap((one) => one.items))
  const left = items.filter(({ code, lacks }) => lacks === null && !mapped.items.has(code))
  return {
    indicators: indicators.filter(({ code }) => !mapped.indicators.has(code)).map(({ name }) => name),
    items: left.filter(({ code }) => !within.has(code)).map(({ name }) => name),
    itemsWithin: left.filter(({ code }) => within.has(code)).map(({ name }) => name),
  }
}
