import { namesWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { formatPeriod } from '@cg/domain/number/number-format'
import type { BasisExcused, BasisIndicator, ReleaseBasis } from './stored/basis.ts'
import { indicatorItems } from './words.ts'

type Left = BasisExcused['units'][number] & Pick<BasisExcused, 'formName' | 'filledBy'>

/** Districts that are not asked for something that the indicator is made of (填报范围). */
export function excusedFrom(basis: ReleaseBasis, indicator: BasisIndicator): Left[] {
  const { excused = [] } = basis
  if (excused.length === 0) return []
  const items = new Set(indicatorItems(basis, indicator))
  return excused
    .filter((one) => one.items.some((item) => items.has(item)))
    .flatMap(({ formName, filledBy, units }) => units.map((unit) => ({ ...unit, formName, filledBy })))
}

/** 自2026年第三季度起不要求填报《…》，不适用：甲、乙。 … of those of them to whom the indicator does not apply. */
export function excusedNotes(basis: ReleaseBasis, indicator: BasisIndicator, without: ReadonlySet<string>): string[] {
  const left = excusedFrom(basis, indicator).filter(({ code }) => without.has(code))
  const groups = Map.groupBy(left, ({ since, formName }) => `${since}${formName}`)
  return [...groups.values()].map((own) => {
    const { since, formName, filledBy } = must(own[0])
    const names = own.map(({ code }) => basis.units.find((unit) => unit.code === code)?.shortName ?? code)
    const what = filledBy === 'unit' ? `不要求填报《${formName}》` : `《${formName}》不再列入`
    return `自${formatPeriod(since)}起${what}，不适用：${namesWords(names)}。`
  })
}

/** 自2026年第三季度起不要求甲填报《…》，本指标对它不适用，不是未报。 … '' for who is asked for all of it. */
export function excusedWords(basis: ReleaseBasis, indicator: BasisIndicator, code: string): string {
  const own = excusedFrom(basis, indicator).filter((one) => one.code === code)
  const name = basis.units.find((unit) => unit.code === code)?.shortName ?? code
  return own
    .map(({ since, formName, filledBy }) => {
      const what = filledBy === 'unit' ? `不要求${name}填报《${formName}》` : `《${formName}》不再列入${name}`
      return `自${formatPeriod(since)}起${what}，本指标对它不适用，不是未报，不参加排名，不计入全市数。`
    })
    .join('')
}
