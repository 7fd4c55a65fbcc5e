import { formatValue } from '../number/number-format.ts'
import type { NumberFormat } from '../number/number-format.ts'
import type { Period } from '../period.ts'
import { countsFor } from './feed.ts'
import type { RegisterFeed, RegisterRange, RegisterShape, RegisterValues } from './kind.ts'

/** The lowest and the highest that the records say; over how many of them. */
export type RangeValue = { readonly low: number; readonly high: number; readonly records: number }

/**
 * 300 元至 5000 元: over the records that count for the range's item at the end of the quarter and say both ends. Null where
 * no record does.
 */
export function rangeValue(
  shape: Pick<RegisterShape, 'day' | 'until'>,
  { feed, range: { low, high } }: { readonly feed: RegisterFeed; readonly range: RegisterRange },
  records: readonly RegisterValues[],
  period: Period,
): RangeValue | null {
  const said = records
    .filter((values) => countsFor(shape, feed, values, period))
    .flatMap((values) => {
      const [from, to] = [values[low], values[high]]
      return typeof from === 'number' && typeof to === 'number'
        ? [[Math.min(from, to), Math.max(from, to)] as const]
        : []
    })
  if (said.length === 0) return null
  return {
    low: Math.min(...said.map(([from]) => from)),
    high: Math.max(...said.map(([, to]) => to)),
    records: said.length,
  }
}

/** 300元至5,000元; 均为500元 where both ends are the same. Without decimals where neither end has any. */
export function rangeText({ low, high, unit, decimals }: NumberFormat & Pick<RangeValue, 'low' | 'high'>): string {
  const places = Number.isInteger(low) && Number.isInteger(high) ? 0 : decimals
  const text = (value: number) => `${formatValue(value, { unit, decimals: places })}${unit}`
  return text(low) === text(high) ? `均为${text(low)}` : `${text(low)}至${text(high)}`
}
