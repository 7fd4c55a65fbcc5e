import { exactSum } from '../number/sum.ts'
import type { Period } from '../period.ts'
import { countsFor } from './feed.ts'
import type { RegisterShape, RegisterValues } from './kind.ts'

/** The records of a choice's value; shares are of one, null where there is nothing to share. */
export type MakeupPart = {
  readonly value: string
  readonly count: number
  readonly share: number | null
  /** In the order of the amounts. */
  readonly amounts: readonly { readonly sum: number; readonly share: number | null }[]
}

export type Makeup = {
  readonly count: number
  /** Sums of numbers, with how many records leave the number blank. */
  readonly amounts: readonly { readonly field: string; readonly sum: number; readonly blank: number }[]
  /** By each choice, in the order in which its values are offered. */
  readonly groups: readonly { readonly field: string; readonly parts: readonly MakeupPart[] }[]
}

/** What a register is made of at the end of a quarter: its records that stand then, by each of their choices. `summed`: codes of numbers that may be added up. */
export function makeupOf(
  shape: Pick<RegisterShape, 'fields' | 'day' | 'until'>,
  records: readonly RegisterValues[],
  { period, summed }: { readonly period: Period; readonly summed: readonly string[] },
): Makeup {
  const standing = records.filter((values) =>
    countsFor(shape, { item: '', measure: 'count', span: 'total' }, values, period),
  )
  const sumOf = (some: readonly RegisterValues[], field: string) =>
    exactSum(some.map((values) => Number(values[field] ?? 0)))
  const totals = summed.map((field) => sumOf(standing, field))
  const shareOf = (part: number, whole: number) => (whole === 0 ? null : part / whole)
  return {
    count: standing.length,
    amounts: summed.map((field, at) => ({
      field,
      sum: totals[at] ?? 0,
      blank: standing.filter((values) => (values[field] ?? null) === null).length,
    })),
    groups: shape.fields.flatMap(({ code, type, choices = [] }) => {
      if (type !== 'choice') return []
      const parts = choices.map((value): MakeupPart => {
        const own = standing.filter((values) => values[code] === value)
        const sums = summed.map((field) => sumOf(own, field))
        return {
          value,
          count: own.length,
          share: shareOf(own.length, standing.length),
          amounts: sums.map((sum, at) => ({ sum, share: shareOf(sum, totals[at] ?? 0) })),
        }
      })
      return [{ field: code, parts }]
    }),
  }
}
