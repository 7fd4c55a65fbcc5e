import type { Cell, CellState } from '../cell.ts'
import { notReported, reported } from '../cell.ts'
import { withoutNoise } from '../number/round.ts'
import { exactSum } from '../number/sum.ts'

/** Who may report in the place of a district: its 乡镇街道, or its 重点企业. */
export const partKinds = ['town', 'enterprise'] as const
export type PartKind = (typeof partKinds)[number]

/** '乡镇街道', as it stands in sentences. */
export const partWords: Readonly<Record<PartKind, string>> = { town: '乡镇街道', enterprise: '重点企业' }

/** Amounts per head, rates, scores and multiples are means of a kind, and means do not add. */
const meanUnits: ReadonlySet<string> = new Set(['元', '%', '分', '倍'])

/**
 * Whether the parts' figures make the whole by adding; nor do people add who may be counted in two parts. What cannot be
 * added is asked of the whole itself, and of no part.
 */
export function isAddable({ unit, isDistinctPeople }: { unit: string; isDistinctPeople: boolean }): boolean {
  return !meanUnits.has(unit) && !unit.includes('/') && !isDistinctPeople
}

/** From what is least known on. */
const lacking: readonly CellState[] = ['not_reported', 'not_available', 'withheld']

/**
 * The whole of its parts, in the item's unit. 不适用 adds nothing. One part without a number leaves the whole without one,
 * in the state that says most of what lacks: a sum of five of six is never passed off as the six.
 */
export function sumOfParts(parts: readonly Cell[]): Cell {
  const states = new Set(parts.map(({ state }) => state))
  const lacks = lacking.find((state) => states.has(state))
  if (lacks !== undefined) return { state: lacks, value: null }
  if (parts.length === 0) return notReported
  const values = parts.flatMap(({ value }) => (value === null ? [] : [value]))
  return values.length === 0 ? { state: 'not_applicable', value: null } : reported(withoutNoise(exactSum(values), 15))
}

const lackWords = { not_reported: '未报', not_available: '无法提供', withheld: '不公布' } as const

/** '柳渡镇、石桥湾镇未报；青石街道无法提供': the parts that keep the whole from being a number; '' where none does. */
export function lackingParts(parts: readonly (Cell & { readonly name: string })[]): string {
  return (['not_reported', 'not_available', 'withheld'] as const)
    .flatMap((state) => {
      const names = parts.filter((part) => part.state === state).map(({ name }) => name)
      return names.length === 0 ? [] : [`${names.join('、')}${lackWords[state]}`]
    })
    .join('；')
}
