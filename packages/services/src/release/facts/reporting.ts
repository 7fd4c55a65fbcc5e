import type { ReportingRates } from '@cg/contract/release/measure'
import { overallQuality } from '@cg/domain/check/quality'
import type { ReportingQuality } from '@cg/domain/check/quality'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { indicatorItems } from '../words.ts'
import type { CountedForm } from './form-records.ts'

/** Rates over some forms, Σ ÷ Σ. */
export function ratesOf(forms: readonly CountedForm[], now: string): ReportingRates {
  const { reporter: _reporter, ...rates }: ReportingQuality = overallQuality(
    forms.map((form) => form.record),
    now,
  )
  return rates
}

/** How the forms came in that hold an indicator's items; worked out once for the indicators that share their forms. */
export function reportingOf(basis: ReleaseBasis, forms: readonly CountedForm[], now: string) {
  const { asked } = basis
  const formsOf = Map.groupBy(forms, ({ form }) => form.form)
  const holders = Object.entries(asked).map(([form, rows]) => ({
    form,
    items: new Set(rows.map((row) => row.cell.split('|')[0])),
  }))
  const known = new Map<string, ReportingRates>()
  return (indicator: BasisIndicator): ReportingRates => {
    const items = indicatorItems(basis, indicator)
    const names = holders.filter((holder) => items.some((item) => holder.items.has(item))).map(({ form }) => form)
    const key = names.join('|')
    const rates =
      known.get(key) ??
      ratesOf(
        names.flatMap((name) => formsOf.get(name) ?? []),
        now,
      )
    known.set(key, rates)
    return rates
  }
}
