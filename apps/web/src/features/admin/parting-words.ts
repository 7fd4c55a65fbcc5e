import type { Parting, UnitInput } from '@cg/contract/unit'
import { partWords } from '@cg/domain/figure/parts'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'

/** '《工会组建情况表》2026年第四季度起由乡镇街道分报' */
export function partingWords({ formName, by, from, until }: Parting): string {
  const span =
    until === null
      ? `${formatPeriod(parsePeriod(from))}起`
      : `${formatPeriod(parsePeriod(from))}至${formatPeriod(parsePeriod(until))}`
  return `《${formName}》${span}由${partWords[by]}分报`
}

type Part = Pick<UnitInput, 'kind' | 'parent' | 'validFrom'>

/** What a town or key enterprise beneath that district has to report; undefined where nothing is split among such. */
export function partHint({ kind, parent, validFrom }: Part, partings: readonly Parting[]): string | undefined {
  const own = partings.filter(
    (one) => one.district === parent && one.by === kind && (one.until === null || one.until >= validFrom),
  )
  return own.length === 0 ? undefined : `${own.map(partingWords).join('；')}，它也要在表里填自己的一行`
}
