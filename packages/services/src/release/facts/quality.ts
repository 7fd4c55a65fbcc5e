import type { ReportingRates } from '@cg/contract/release-measure'
import type { QualityFacts, ReporterQuality } from '@cg/contract/release-quality'
import { digitHeaping } from '@cg/domain/check/digit-heaping'
import { must } from '@cg/domain/must'
import { formatValue } from '@cg/domain/number/number-format'
import { overallQuality } from '@cg/domain/check/quality'
import type { ReportingQuality } from '@cg/domain/check/quality'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { indicatorItems } from '../words.ts'
import type { Rendering } from './rendering.ts'
import { listedUnits } from './equity.ts'
import type { CountedForm } from './form-records.ts'

/** Rarer than this by chance, and last digits are worth a question. */
const heapingLimit = 0.001

/** Who reported how: on time, whole, right at once, changed later (B6); as it stood when the release was prepared. */
export function qualityFacts({ head, figures, forms }: Rendering): QualityFacts {
  const { basis } = figures
  const of = (filledBy: 'department' | 'unit'): CountedForm[] => forms.filter(({ form }) => form.filledBy === filledBy)
  const byUnit = Map.groupBy(of('unit'), ({ form }) => form.reporter)
  const byDepartment = Map.groupBy(of('department'), ({ form }) => form.reporter)
  const list = (reporters: typeof byUnit): ReporterQuality[] =>
    [...reporters].map(([code, own]) => reporterQuality(code, own, head.preparedAt))
  return {
    release: head,
    overall: ratesOf(forms, head.preparedAt),
    departments: list(byDepartment),
    units: byUnit.size > listedUnits ? null : list(byUnit),
    notes: qualityNotes(basis, byUnit.size),
  }
}

function reporterQuality(code: string, own: readonly CountedForm[], now: string): ReporterQuality {
  return { code, name: must(own[0]).form.reporterName, rates: ratesOf(own, now), remarks: remarksOn(own) }
}

/** Rates over some forms, Σ ÷ Σ. */
export function ratesOf(forms: readonly CountedForm[], now: string): ReportingRates {
  const { reporter: _reporter, ...rates }: ReportingQuality = overallQuality(
    forms.map((form) => form.record),
    now,
  )
  return rates
}

function remarksOn(own: readonly CountedForm[]): string[] {
  const found = digitHeaping(own.flatMap((form) => form.numbers))
  if (found === null || found.probability >= heapingLimit) return []
  const share = formatValue(found.share * 100, { unit: '%', decimals: 0 })
  return [`${found.count}个数中有${found.round}个末位为0（${share}%，通常约10%），请核对是否为估计数。`]
}

function qualityNotes({ forms }: ReleaseBasis, units: number): string[] {
  const notes = ['及时率、一次通过率以应报报表为分母，完整率以应填数据为分母，修订率以审核通过后的数据为分母。']
  if (forms.some((form) => form.state === 'missing')) notes.push('未通过审核的报表按未报计入完整率。')
  if (units > listedUnits) notes.push(`填报单位共${units}个，只列合计，不逐个列出。`)
  return notes
}

/** How the forms came in that hold an indicator's items; worked out once for the indicators that share their forms. */
export function reportingOf({ head, figures, forms }: Pick<Rendering, 'head' | 'figures' | 'forms'>) {
  const { asked } = figures.basis
  const formsOf = Map.groupBy(forms, ({ form }) => form.form)
  const holders = Object.entries(asked).map(([form, rows]) => ({
    form,
    items: new Set(rows.map((row) => row.cell.split('|')[0])),
  }))
  const known = new Map<string, ReportingRates>()
  return (indicator: BasisIndicator): ReportingRates => {
    const items = indicatorItems(figures.basis, indicator)
    const names = holders.filter((holder) => items.some((item) => holder.items.has(item))).map(({ form }) => form)
    const key = names.join('|')
    const rates =
      known.get(key) ??
      ratesOf(
        names.flatMap((name) => formsOf.get(name) ?? []),
        head.preparedAt,
      )
    known.set(key, rates)
    return rates
  }
}
